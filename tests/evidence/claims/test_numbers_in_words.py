"""Numbers in the sentences on the first expectations are those of docs/claims.md, rounded: no sentence is left behind by a new model."""

import re
from functools import cache
from typing import Final, NamedTuple

import pytest

from coprod_sim.evidence.claims.hypotheses import HYPOTHESES
from scripts.make_claims import DOCUMENT

ROW: Final = re.compile(r"\| (?:`(?P<key>\w+\.\w+)`[^|]*)? ?\| [^|]+ \| (?P<value>-?\d+\.\d+) \(")
NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


class WordedNumber(NamedTuple):
    """A piece of a sentence, the number that it gives, and the findings (claim, row) whose sum, and what is added to it, it stands for."""

    words: str
    number: str
    findings: tuple[tuple[str, int], ...]
    added: float = 0.0
    below: bool = False


WORDED_NUMBERS: Final = (
    WordedNumber("at most 2 of 100", "2", (("e1.say_is_uneven", 0),), below=True),
    WordedNumber("costs 1.2 of 100 more trust", "1.2", (("e2.third_year", 0),)),
    WordedNumber("About 103 times as many", "103", (("e3.many_more", 0),)),
    WordedNumber("brings trust up by 12 of 100", "12", (("e4.less_harm", 0),)),
    WordedNumber("replies without it by less than 0.5", "0.5", (("e4.replies", 1),), below=True),
    WordedNumber("is still 8 below", "8", (("e4.scar", 0),)),
    WordedNumber("and 2 below it at the end", "2", (("e4.scar", 1),)),
    WordedNumber("16 are left after a year", "16", (("e4.after_a_year", 0),)),
    WordedNumber("and 4 after five", "4", (("e4.after_five_years", 0),)),
    WordedNumber("ends 8 of 100 ahead in trust", "8", (("e5.not_turned", 0),)),
    WordedNumber("than that of say by about 13", "13", (("w1.trust_first", 0),)),
    WordedNumber("By about 1 of 100, early", "1", (("w1.workload", 0),)),
    WordedNumber("by about 2 of 100, and after", "2", (("w2.trust_crosses", 0),)),
    WordedNumber("say is higher by about 1.3", "1.3", (("w2.shift", 0),)),
    WordedNumber("the gap is less than 0.5", "0.5", (("w2.shift", 2),), below=True),
    WordedNumber("skill is up by 8 of 100", "8", (("w2.lag", 0),)),
    WordedNumber("trust by less than 0.1", "0.1", (("w2.lag", 1),), below=True),
    WordedNumber("by about 3 of 100 in month 3", "3", (("w3.come_then_go", 0),)),
    WordedNumber("from 70 to below 50 of 100", "50", (("w3.come_then_go", 3),), 70, below=True),
    WordedNumber("from 20 to about 40 of 100", "40", (("w3.heals", 0),), 20),
    WordedNumber("asking better adds about 7", "7", (("w3.ask_better", 0),)),
    WordedNumber("some 19 fewer answers", "19", (("e7.in_time", 0),)),
    WordedNumber("lower by about 4 of 100", "4", (("e7.told_trust", 0),)),
)
GIVEN: Final = re.compile(
    r"of 100|from 70|from 20|(?:month|year|Presets|presets) \d+(?: and \d+)?"  # scales, starts, times and names
    r"|starts of 10 and 60|of 40 of 100 between"  # settings of e4
    r"|within 20 weeks"  # the time that the law gives
)


@cache
def found() -> dict[str, list[float]]:
    """Read what the document has: by claim, the value of each row."""
    values: dict[str, list[float]] = {}
    key = ""
    for row in filter(None, map(ROW.match, DOCUMENT.read_text(encoding="utf-8").splitlines())):
        key = row["key"] or key
        values.setdefault(key, []).append(float(row["value"]))
    return values


@pytest.mark.parametrize("worded", WORDED_NUMBERS, ids=lambda worded: worded.words)
def test_a_number_in_words_is_what_was_found(worded: WordedNumber) -> None:
    """Rounded to the digits that the sentence has, or below it; the sentence belongs to the claims."""
    claims = {key for key, _ in worded.findings}
    assert [one for one in HYPOTHESES if worded.words in one.seen and claims <= set(one.claims)], "no such sentence"

    value = abs(sum(found()[key][row] for key, row in worded.findings) + worded.added)

    digits = len(worded.number.partition(".")[2])
    assert value < float(worded.number) if worded.below else round(value, digits) == float(worded.number), value


def test_no_number_is_left_out() -> None:
    """Every number in these sentences is looked at above, or is a setting, a time or a scale."""
    for one in HYPOTHESES:
        rest = one.seen
        for worded in WORDED_NUMBERS:
            rest = rest.replace(worded.words, "")
        assert not NUMBER.findall(GIVEN.sub("", rest)), one.seen
