"""The questions of a survey that are understood, found by the words of their columns as people write them.

A column that asks two of them at once, or asks for a text, is none of them: nobody is guessed at.
What answers mean: answers.py.
"""

import re
from typing import Final, NamedTuple

LONGEST_HEADER: Final = 300
"""A cell with more letters is somebody's answer in their own words, and no name of a column."""


class SurveyQuestion(NamedTuple):
    """One thing that families are asked.

    fact: it did happen or did not, so that a number from 1 to 10 says nothing.   settings: what the answers set.
    """

    name: str
    title: str
    example: str
    words: re.Pattern[str]
    fact: bool = False
    settings: tuple[str, ...] = ()


TRUST: Final = re.compile(r"\btrust(s|ed|ing|worthy)?\b")
QUESTIONS: Final = {
    question.name: question
    for question in (
        SurveyQuestion(
            "asked",
            "Asked",
            "Were you asked?",
            re.compile(r"\basked\b|\bconsulted\b|\b(opportunity|chance|able|invited) to (share|give|say)\b"),
            fact=True,
            settings=("asks",),
        ),
        SurveyQuestion(
            "listened",
            "Listened to",
            "Listened to",
            re.compile(r"\blisten(s|ed|ing)?\b|\bheard\b(?! (of|about))|\b(taken into account|taken seriously)\b"),
        ),
        SurveyQuestion("trust", "Trust", "Trust (1-10)", TRUST, settings=("start_family_trust", "start_council_trust")),
        SurveyQuestion("trust_staff", "Trust in staff", "Trust in staff (1-10)", TRUST, settings=("start_family_trust",)),
        SurveyQuestion("trust_council", "Trust in the council", "Trust in the council (1-10)", TRUST, settings=("start_council_trust",)),
        SurveyQuestion("reviewed", "Plan reviewed", "Plan reviewed in last year", re.compile(r"\breview(s|ed)?\b"), fact=True),
        SurveyQuestion("satisfied", "Satisfied", "Satisfied", re.compile(r"\b(dis|un)?satisf(ied|action)\b|\bhappy with\b")),
    )
}  # fmt: skip
"""What is understood.  A review is what many questions are about, so that word counts where no other does."""
STAFF: Final = re.compile(
    r"\b(staff|teachers?|school|nursery|college|senco|workers?|caseworkers?|professionals?|people)\b"
)
COUNCIL: Final = re.compile(r"\b(council|la|lea|authority|institution|send team|sen team)\b")
IN_OWN_WORDS: Final = re.compile(
    r"\bwhy\b|\bcomments?\b|\bexplain\b|\btell us\b|\bplease (say|give|describe|tell|add)\b|\breasons?\b"
    r"|\bwhat (would|could|should|else|might|did|one)\b|\bhow (could|can|might|would)\b|\bif (not|no|yes|so|you)\b|\banything else\b"
)
"""What asks for a text beside one of these questions."""


def plain_words(text: str) -> str:
    """Write a header in plain words.

    >>> plain_words("Plan_reviewed, in LAST year?")
    'plan reviewed in last year'
    """
    return re.sub(r"[^\w']+|_+", " ", text.casefold().replace("\u2019", "'")).strip()


def survey_question(header: str) -> SurveyQuestion | None:
    """Give the question that a column asks, or None.

    >>> survey_question("Were you asked at the last review?").name, survey_question("Do you trust the LA?").name
    ('asked', 'trust_council')
    >>> survey_question("Were you asked and listened to?"), survey_question("If you were not asked, why?")
    (None, None)
    """
    words = plain_words(header)
    if len(header) > LONGEST_HEADER or IN_OWN_WORDS.search(words):
        return None
    found = [question for question in QUESTIONS.values() if question.words.search(words)]
    if any(question.words is TRUST for question in found):
        found = [question for question in found if question.words is not TRUST] + [kind_of_trust(words)]
    if len(found) > 1:
        found = [question for question in found if question.name != "reviewed"]
    return found[0] if len(found) == 1 else None


def kind_of_trust(words: str) -> SurveyQuestion:
    """Tell trust in the people whom a family knows from trust in the institution; both, or neither, is trust in the service.

    >>> kind_of_trust("trust in your school").name, kind_of_trust("trust in council staff").name
    ('trust_staff', 'trust')
    """
    staff, council = bool(STAFF.search(words)), bool(COUNCIL.search(words))
    return QUESTIONS["trust" if staff == council else "trust_staff" if staff else "trust_council"]


def is_question(name: str) -> bool:
    """Whether a column asks something that is understood."""
    return survey_question(name) is not None


def understood() -> str:
    """List what columns may ask, as people may name them."""
    return ", ".join(f"'{question.example}'" for question in QUESTIONS.values())
