"""What one answer says, from 0 (no, not at all, never) to 1 (yes, fully, always): in words, or as a number on a scale.

An answer that is not understood is listed, and never guessed at; who gave none, or would rather not say, counts as no answer.
"""

import re
from typing import Final, NamedTuple

from coprod_sim.place.table_text import MISSING_WORDS

NO_ANSWER: Final = MISSING_WORDS | frozenset(
    (
        "-", "\u2013", "\u2014", ".", "?", "prefer not to say", "prefer not to answer", "rather not say", "would rather not say", "pnts",
        "don't know", "dont know", "do not know", "dk", "not sure", "unsure", "can't remember", "not applicable", "no answer",
        "no response", "skipped", "no plan", "no ehcp", "we have no plan", "don't have a plan", "too early to say",
    )
)  # fmt: skip
YES, MOSTLY, PARTLY, HARDLY, NO = 1.0, 0.75, 0.5, 0.25, 0.0
WORDS: Final = {
    **dict.fromkeys(("yes", "y", "true", "yes fully", "fully", "completely", "entirely", "totally", "definitely", "yes definitely"), YES),
    **dict.fromkeys(("always", "all of the time", "every time", "a great deal", "very much", "very well", "yes always"), YES),
    **dict.fromkeys(("mostly", "usually", "often", "most of the time", "a lot", "quite a lot", "largely", "well", "yes mostly"), MOSTLY),
    **dict.fromkeys(("partly", "partially", "in part", "sometimes", "somewhat", "some of the time", "to some extent", "yes partly"), PARTLY),
    **dict.fromkeys(("yes and no", "yes to some extent", "yes sometimes", "moderately", "mixed", "a bit", "so so"), PARTLY),
    **dict.fromkeys(("rarely", "seldom", "hardly", "hardly ever", "a little", "not much", "not really", "not very", "poorly"), HARDLY),
    **dict.fromkeys(("no", "n", "false", "never", "not at all", "none at all", "no not at all", "no never", "very poorly"), NO),
}  # fmt: skip
AGREEMENT: Final = {
    **dict.fromkeys(("strongly agree", "agree strongly", "very satisfied", "completely satisfied", "fully satisfied", "very happy"), YES),
    **dict.fromkeys(("agree", "tend to agree", "somewhat agree", "satisfied", "fairly satisfied", "quite satisfied", "happy"), MOSTLY),
    **dict.fromkeys(("neither", "neither agree nor disagree", "neither agree or disagree", "neutral", "undecided"), PARTLY),
    **dict.fromkeys(("neither satisfied nor dissatisfied", "neither satisfied or dissatisfied", "partly satisfied"), PARTLY),
    **dict.fromkeys(("disagree", "tend to disagree", "somewhat disagree", "dissatisfied", "fairly dissatisfied", "unsatisfied"), HARDLY),
    **dict.fromkeys(("quite dissatisfied", "unhappy", "not satisfied"), HARDLY),
    **dict.fromkeys(("strongly disagree", "disagree strongly", "very dissatisfied", "not at all satisfied", "very unhappy"), NO),
}  # fmt: skip
"""Words with which people agree: what happened did happen for whoever agrees, however strongly."""
ENDS: Final = {
    "high": YES,
    "highest": YES,
    "best": YES,
    "excellent": YES,
    "full": YES,
    "full trust": YES,
    "complete trust": YES,
}
ENDS_LOW: Final = {
    "low": NO,
    "lowest": NO,
    "worst": NO,
    "poor": NO,
    "none": NO,
    "no trust": NO,
    "not": NO,
    "no trust at all": NO,
}
NUMBER: Final = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,4})?)\s*(?:(?:/|out of|of)\s*([0-9]{1,3})|(%))?")
REMARK: Final = re.compile(r"\s+[-\u2013\u2014]+\s+|\s*[(;:,]")
"""What parts an answer from a remark behind it: `Yes - by email`, `8 (good)`."""
FROM_TO: Final = re.compile(r"(?<![0-9])([01])\s*(?:-|\u2013|\u2014|to|\.\.)\s*([0-9]{1,3})(?![0-9])")
OUT_OF: Final = re.compile(r"(?:\bout of|/|\bof)\s*([0-9]{1,3})(?![0-9])")
LABELLED: Final = re.compile(r"(?<![0-9])([0-9]{1,3})\s*(?:=|is|being)\s*([^,;()0-9=]+)")
HIGHEST: Final = frozenset((3, 4, 5, 6, 7, 9, 10, 11, 100))
"""Where scales end; another number in a header is an age, or a count of months."""


class AnswerScale(NamedTuple):
    """A scale of numbers: its ends, and whether its high end means the least."""

    low: float
    high: float
    turned: bool = False

    def share(self, value: float) -> float:
        """Give a number as a share of the scale.

        >>> AnswerScale(1, 10).share(10), AnswerScale(1, 5, True).share(5)
        (1.0, 0.0)
        """
        share = (value - self.low) / (self.high - self.low)
        return 1 - share if self.turned else share


USUAL: Final = AnswerScale(1, 10)


class Number(NamedTuple):
    """An answer in digits: its value, and the number out of which it is, where it says so."""

    value: float
    out_of: float | None


def plain_answer(text: str) -> str:
    """Write an answer without what differs from person to person.

    >>> plain_answer(" Yes, FULLY! ")
    'yes fully'
    """
    return " ".join(re.sub(r"[!.,;:\"\u201c\u201d]+", " ", text.casefold().replace("\u2019", "'")).split())


def is_no_answer(text: str) -> bool:
    """Whether somebody gave no answer, or said that they would rather not.

    >>> is_no_answer("Prefer not to say"), is_no_answer(""), is_no_answer("No")
    (True, True, False)
    """
    return text.strip().casefold() in NO_ANSWER or plain_answer(text) in NO_ANSWER


def word_share(text: str, fact: bool) -> float | None:
    """Give what an answer in words says, or None where it is not understood.

    fact: the question is whether something happened, so that who agrees says yes.

    >>> word_share("Partly", True), word_share("Agree", True), word_share("Agree", False), word_share("Yes - by email", True)
    (0.5, 1.0, 0.75, 1.0)
    """
    for part in (text, REMARK.split(text, maxsplit=1)[0]):
        words = plain_answer(part)
        if words in WORDS:
            return WORDS[words]
        if words in AGREEMENT:
            share = AGREEMENT[words]
            return float(round(share)) if fact and share != PARTLY else share
    return None


def number_in(text: str) -> Number | None:
    """Give the number that an answer is, or None.

    >>> number_in("7/10"), number_in("3,5"), number_in("8 - good"), number_in("two")
    (Number(value=7.0, out_of=10.0), Number(value=3.5, out_of=None), Number(value=8.0, out_of=None), None)
    """
    for part in (text, REMARK.split(text, maxsplit=1)[0]):
        found = NUMBER.fullmatch(part.strip())
        if found:
            out_of = 100.0 if found[3] else float(found[2]) if found[2] else None
            return Number(float(found[1].replace(",", ".")), out_of)
    return None


def scale_in(header: str) -> AnswerScale | None:
    """Give the scale that a header names, or None.

    >>> scale_in("Trust (1-5)"), scale_in("Trust, 1 = not at all, 10 = completely"), scale_in("Trust (1 = high, 5 = low)").turned
    (AnswerScale(low=1.0, high=5.0, turned=False), AnswerScale(low=1.0, high=10.0, turned=False), True)
    """
    words = header.casefold()
    ends = {float(value): plain_answer(label) for value, label in LABELLED.findall(words)}
    if len(ends) > 1 and min(ends) in (0, 1) and max(ends) in HIGHEST:
        meaning = WORDS | AGREEMENT | ENDS | ENDS_LOW
        turned = meaning.get(ends[min(ends)], NO) > PARTLY or meaning.get(ends[max(ends)], YES) < PARTLY
        return AnswerScale(min(ends), max(ends), turned)
    found = FROM_TO.search(words)
    if found and int(found[2]) in HIGHEST:
        return AnswerScale(float(found[1]), float(found[2]))
    found = OUT_OF.search(words)
    return (
        AnswerScale(0.0 if found[1] == "100" else 1.0, float(found[1])) if found and int(found[1]) in HIGHEST else None
    )
