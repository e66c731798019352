"""How what is told reads: short, plain, new each month, and without the names of the ways."""

import pytest

from coprod_sim.dashboard.pages.shared.words import fill, texts, words
from tests.dashboard.pair.run_pairs import CASES, MONTHS, both, everything, month_sentences, text_of
from tests.reading_age import BANNED, HIGHEST_GRADE, MOST_WORDS, grade, sentence_list, word_list


def test_every_month_is_told_in_one_to_three_short_sentences() -> None:
    """Each text is one sentence of at most fifteen words, with nothing left to fill in."""
    for where, month, sentences in everything():
        assert 1 <= len(sentences) <= 3, (where, month)
        for sentence in sentences:
            assert len(word_list(sentence["text"])) <= MOST_WORDS, (where, month, sentence)
            assert len(sentence_list(sentence["text"])) == 1, (where, month, sentence)
            assert not set("{}_") & set(sentence["text"]), (where, month, sentence)


def test_every_month_can_be_read_at_nine() -> None:
    """The Flesch-Kincaid grade is at most six, and no word of the trade is used."""
    for where, month, sentences in everything():
        text = text_of(sentences)
        assert grade(text) <= HIGHEST_GRADE, (where, month, text, grade(text))
        assert not BANNED.findall(text), (where, month, text)


def values(table: object) -> list[str]:
    """Give all texts of a table."""
    if isinstance(table, dict):
        return [text for value in table.values() for text in values(value)]
    return [str(item) for item in table] if isinstance(table, list) else [str(table)]


def test_the_words_of_telling_hold_no_word_of_the_trade() -> None:
    """That goes for words that these runs did not need as well."""
    assert not BANNED.findall(str([*values(words()["telling"])]))


def test_two_months_in_a_row_never_say_the_same() -> None:
    """Somebody who steps month by month reads something new each time."""
    for names, seed in CASES:
        months = month_sentences(names, seed)
        for month in range(1, MONTHS):
            assert text_of(months[month]) != text_of(months[month + 1]), (names, seed, month)


def test_no_text_comes_back_too_often() -> None:
    """Over five years of two ways that differ, at least two months of three have a text of their own."""
    for names, seed in CASES:
        texts = {text_of(sentences) for sentences in month_sentences(names, seed)}
        if names[0] != names[1]:
            assert len(texts) >= MONTHS * 2 / 3, (names, seed, len(texts))


def test_names_of_ways_of_working_are_never_said() -> None:
    """A room that has not yet seen the reveal reads only A and B."""
    for names, seed in CASES:
        text = " ".join(map(text_of, month_sentences(names, seed)))
        assert not any(scenario.title.split(",")[0] in text for scenario in both(names))


ANY = {"m": 24, "a": 49, "b": 55, "x": 41, "y": 52, "s": "B", "n": 17, "runs": 20, "rest": 3, "equal": 2}
HARDEST_SENTENCE = 7
"""One sentence alone may be a little harder than a month may be: families' energy has six syllables, and no other name."""


@pytest.mark.parametrize("table", ["measures", "did", "start", "alike"])
def test_every_sentence_that_could_come_is_short(table: str) -> None:
    """The texts that these runs did not need are as short and plain as the others."""
    for place, text in texts(words()["telling"][table]):
        filled = fill(text, **ANY, title="Train staff", start="In 17 of 20 runs", much="a tiny bit ")
        assert len(word_list(filled)) <= MOST_WORDS, (place, filled)
        assert grade(filled) <= HARDEST_SENTENCE, (place, filled, grade(filled))
