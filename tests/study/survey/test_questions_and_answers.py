"""What columns and answers of a survey mean, as people write them; and what is left alone rather than guessed at."""

import pytest

from coprod_sim.study.survey.answers import AnswerScale, is_no_answer, scale_in, word_share
from coprod_sim.study.survey.questions import survey_question


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("asked", "asked"),
        ("Were you asked for your views at your last review?", "asked"),
        ("Did you have an opportunity to share your views", "asked"),
        ("listened_to", "listened"),
        ("Do you feel that your views are heard?", "listened"),
        ("Trust (1-10)", "trust"),
        ("How much do you trust the local authority?", "trust_council"),
        ("TRUST IN SCHOOL STAFF 1\u201310", "trust_staff"),
        ("Plan reviewed in last year", "reviewed"),
        ("Satisfied", "satisfied"),
        ("How satisfied were you with the annual review?", "satisfied"),
        ("Dissatisfaction", "satisfied"),
    ],
)
def test_a_question_is_known_by_its_words(header: str, name: str) -> None:
    """Columns are understood under the names that forums give them."""
    question = survey_question(header)
    assert question is not None
    assert question.name == name


@pytest.mark.parametrize(
    "header",
    [
        "Comments",
        "Task",
        "Age of child",
        "Were you asked, and listened to?",
        "If you were not asked, why?",
        "What would make you trust the council more?",
        "Have you heard of the local offer?",
        "Please describe how you were listened to",
        f"I was asked {'and asked ' * 40}",
    ],
)
def test_nothing_is_guessed_of_other_columns(header: str) -> None:
    """Two questions in one, questions for a text and answers in a sentence are none of those that are understood."""
    assert survey_question(header) is None


@pytest.mark.parametrize(
    ("answer", "share"),
    [
        ("Yes", 1.0),
        ("YES, fully", 1.0),
        ("partially", 0.5),
        ("To some extent", 0.5),
        ("usually", 0.75),
        ("No.", 0.0),
        ("not at all", 0.0),
        ("No \u2013 never", 0.0),
        ("strongly disagree", 0.0),
        ("Neither agree nor disagree", 0.5),
        ("Tend to agree", 0.75),
        ("maybe", None),
        ("yes but they did not listen", None),
        ("nobody", None),
    ],
)
def test_words_are_read_as_steps(answer: str, share: float | None) -> None:
    """Yes, words of how often and of agreement are steps from 0 to 1; anything else is not understood."""
    assert word_share(answer, fact=False) == share


@pytest.mark.parametrize(("answer", "share"), [("agree", 1.0), ("disagree", 0.0), ("neutral", 0.5), ("usually", 0.75)])
def test_who_agrees_that_it_happened_says_yes(answer: str, share: float) -> None:
    """Of a fact, agreement of any strength is yes; how often it happened stays as it is."""
    assert word_share(answer, fact=True) == share


@pytest.mark.parametrize(
    "answer", ["", " n/a ", "N/A", "Prefer not to say", "Don\u2019t know", "-", "No plan", "Not sure"]
)
def test_no_answer_is_no_no(answer: str) -> None:
    """Who does not answer, or would rather not, is not counted as saying no."""
    assert is_no_answer(answer)
    assert not is_no_answer("no")


@pytest.mark.parametrize(
    ("header", "scale"),
    [
        ("Trust (1-10)", AnswerScale(1, 10)),
        ("Trust 0 to 10", AnswerScale(0, 10)),
        ("Trust, out of 5", AnswerScale(1, 5)),
        ("Trust (%: 0-100)", AnswerScale(0, 100)),
        ("Trust (1 = none, 5 = full trust)", AnswerScale(1, 5)),
        ("Trust (1 = very satisfied, 5 = very dissatisfied)", AnswerScale(1, 5, turned=True)),
        ("Trust (ages 0-25)", None),
        ("Trust in the last 12 months", None),
    ],
)
def test_a_header_names_its_scale(header: str, scale: AnswerScale | None) -> None:
    """The ends of a scale are read out of its header, and which of them is the best; ages and months are none."""
    assert scale_in(header) == scale
