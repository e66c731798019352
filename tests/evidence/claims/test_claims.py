"""What lessons and workshops say that people will see: texts, settings, and checks that can fail.

Whether the model bears the claims out is asked in test_claims_hold.py, over 200 pairs (make study).
"""

import itertools
import json
import math

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.evidence.claims import CLAIMS, LESSONS, TAUGHT_SETTINGS, Claim, Runs, claims_of
from coprod_sim.evidence.claims.check import CheckedClaim, check_claims, checked, claims_summary, claims_to_dict
from coprod_sim.evidence.claims.criteria import Finding, above, below, draw, mostly, times_more_runs, unpaired, within
from coprod_sim.evidence.claims.hypotheses import HYPOTHESES
from coprod_sim.scenario.setup.file_and_link import from_file, from_link, to_file, to_link
from scripts import make_claims
from tests.evidence.claims.planted import PLANTED, SPOILED, Planted
from tests.reading_age import BANNED, HIGHEST_GRADE, MOST_WORDS, grade, sentence_list, word_list

LONGEST_LINK = 1_500
claims = pytest.mark.parametrize("claim", CLAIMS, ids=[claim.key for claim in CLAIMS])


# What people read.


@claims
def test_texts_are_plain(claim: Claim) -> None:
    """Short sentences, words that a nine-year-old can read, and none that only we use."""
    sentences = sentence_list(claim.text)
    assert max(len(word_list(sentence)) for sentence in sentences) <= MOST_WORDS
    assert all(sentence.endswith(".") for sentence in sentences)
    assert grade(claim.text) <= HIGHEST_GRADE
    assert BANNED.findall(claim.text) == []


def test_no_text_stands_twice() -> None:
    """Each claim says something of its own."""
    texts = [claim.text for claim in CLAIMS]
    assert len(texts) == len(set(texts))


# Settings and keys.


def test_every_lesson_has_claims_and_settings() -> None:
    """The seven exercises and the three workshops, with nothing left over."""
    assert tuple(itertools.chain.from_iterable(claims_of(lesson) for lesson in LESSONS)) == CLAIMS
    assert all(claims_of(lesson) and lesson in TAUGHT_SETTINGS for lesson in LESSONS)
    assert {key.partition(".")[0] for key in TAUGHT_SETTINGS} == set(LESSONS)


def test_a_lesson_that_does_not_exist_is_refused() -> None:
    """The message names those that exist."""
    with pytest.raises(ScenarioError, match="must be one of e1, e2"):
        claims_of("e8")


@claims
def test_claims_name_settings_that_exist(claim: Claim) -> None:
    """Each claim is about settings of its own lesson, each of which a page can open."""
    assert {key.partition(".")[0] for key in claim.settings} == {claim.lesson}
    assert claim.ways == tuple(TAUGHT_SETTINGS[key] for key in claim.settings)


@pytest.mark.parametrize("key", TAUGHT_SETTINGS)
def test_settings_travel(key: str) -> None:
    """A link and a file give the same two ways of working, without a note, and the link is short enough."""
    ways = TAUGHT_SETTINGS[key]
    link = to_link(ways)
    assert from_link(link) == (ways, [])
    assert from_file(to_file(ways)) == (ways, [])
    assert len(link) <= LONGEST_LINK
    assert ways.title


def test_every_setting_is_used() -> None:
    """No setting is declared that no claim is about; e2 is one of its own starts."""
    used = {key for claim in CLAIMS for key in claim.settings}
    assert {
        key for key, ways in TAUGHT_SETTINGS.items() if ways not in {TAUGHT_SETTINGS[name] for name in used}
    } == set()


# Checks that can fail.


@claims
def test_checks_hold_on_planted_runs(claim: Claim) -> None:
    """Curves drawn by hand, as the text has them: the claim holds."""
    found = checked(claim, Planted())
    assert [finding for finding in found.findings if not finding.holds] == []
    assert found.holds


@claims
def test_every_finding_can_fail(claim: Claim) -> None:
    """For each finding there are spoiled runs in which it misses, and so the claim does."""
    spoiled = [checked(claim, make()) for make in SPOILED]
    held = [[one.findings[place].holds for one in spoiled] for place in range(len(spoiled[0].findings))]
    assert all(not all(holds) for holds in held)
    assert any(not one.holds for one in spoiled)


@claims
def test_claims_look_only_at_their_settings(claim: Claim) -> None:
    """What a claim is checked on is what it opens on the page."""
    asked = set[str]()

    class Noted(Planted):
        def scenario(self, setting: str, side: object) -> object:  # type: ignore[override]
            raise AssertionError((setting, side))

        def of(self, indicator: str, setting: str, side: object) -> object:  # type: ignore[override]
            asked.add(setting)
            return super().of(indicator, setting, side)  # type: ignore[arg-type]

        def people(self, field: str, setting: str, side: object, month: int) -> object:  # type: ignore[override]
            asked.add(setting)
            return super().people(field, setting, side, month)  # type: ignore[arg-type]

    checked(claim, Noted())
    assert asked == set(claim.settings)


def test_a_claim_without_findings_does_not_hold() -> None:
    """Nothing seen is nothing shown."""
    assert not CheckedClaim(CLAIMS[0], ()).holds


# The rules.


def test_above_needs_the_interval_and_the_pairs() -> None:
    """A clear mean with too few pairs that agree fails, and so do pairs that agree on next to nothing."""
    split = np.array([20.0] * 18 + [-1.0] * 2)
    tiny = np.full(20, 0.4)
    assert not above("split", split).holds
    assert not above("tiny", tiny).holds
    assert above("tiny", tiny, 0.3).holds
    assert below("down", -np.array([1.0] * 19 + [0.9])).holds
    assert not below("up", np.array([1.0] * 19 + [0.9])).holds


def test_within_needs_the_interval_and_the_pairs() -> None:
    """A mean of zero with pairs far on both sides is no "no difference"."""
    assert not within("far", np.array([5.0, -5.0] * 20)).holds
    assert within("near", np.array([0.5, -0.5] * 20)).holds


def test_a_draw_goes_both_ways() -> None:
    """Pairs that all lean one way are no draw, however little they lean."""
    assert draw("both", np.array([0.1, -0.1] * 20)).holds
    assert not draw("lean", np.full(40, 0.1)).holds
    assert not draw("far", np.array([9.0, -9.0] * 4)).holds


def test_unpaired_runs_are_those_of_the_standard_error() -> None:
    """With n pairs or n times as many towns, the standard error of the difference is the same."""
    draws = np.random.default_rng(3)
    shared = draws.standard_normal(4000)
    a, b = shared + 0.5 * draws.standard_normal(4000), shared + 1 + 0.5 * draws.standard_normal(4000)
    times = times_more_runs(a, b)
    assert times == pytest.approx((1.25 + 1.25) / 0.5, rel=0.1)
    assert unpaired("towns", a, b, 4).holds
    assert not unpaired("towns", a, b, 6).holds
    assert not unpaired("towns", a, b, 1, 4).holds


def test_unpaired_runs_without_any_luck() -> None:
    """Pairs that never differ need no second pair: as many times more as one likes."""
    same = np.array([1.0, 2.0, 3.0])
    assert unpaired("same", same, same + 1, 10).holds
    assert not unpaired("same", same, same + 1, 1, 3).holds


def test_mostly_has_wilsons_interval() -> None:
    """Nine of ten: 0.596 to 0.982, as in the tables."""
    found = mostly("nine of ten", np.array([True] * 9 + [False]), 0.5)
    assert (found.low, found.high) == pytest.approx((59.6, 98.2), abs=0.1)
    assert found.holds
    assert not mostly("nine of ten", np.array([True] * 9 + [False]), 0.6).holds


# A few real runs, and what is made of them.


@pytest.fixture(scope="module")
def few() -> list[CheckedClaim]:
    """Every claim over four pairs: too few for a verdict, enough to see that each runs."""
    return check_claims(4)


def test_every_claim_runs(few: list[CheckedClaim]) -> None:
    """Each gives findings that are numbers, and two in three hold already."""
    assert [one.claim for one in few] == list(CLAIMS)
    values = [finding.value for one in few for finding in one.findings]
    assert all(map(math.isfinite, values))
    assert sum(one.holds for one in few) > 2 / 3 * len(few)


def test_plain_data_is_json(few: list[CheckedClaim]) -> None:
    """No number in it is one that JSON does not know."""
    data = json.loads(json.dumps(claims_to_dict(few), allow_nan=False))
    assert data["holding"] == sum(one.holds for one in few)
    assert [claim["key"] for claim in data["claims"]] == [claim.key for claim in CLAIMS]


def test_the_summary_names_what_fails() -> None:
    """How many hold, and which do not."""
    bad = Finding("x", 1, 1, 1, 1, "", False)
    assert claims_summary([CheckedClaim(CLAIMS[0], (bad,))]) == f"0 of 1 claims hold. These fail: {CLAIMS[0].key}."


@pytest.mark.parametrize(("wrong", "word"), [({"pairs": 1}, "pairs"), ({"seed": 2**64 - 1}, "no room")])
def test_what_makes_no_sense_is_refused(wrong: dict[str, int], word: str) -> None:
    """Claims need two pairs, and seeds that exist."""
    with pytest.raises(ScenarioError, match=word):
        check_claims(**wrong)  # type: ignore[arg-type]


def test_people_are_those_of_the_run() -> None:
    """Families looked at one by one add up to what the tally counts, at the end of both months."""
    runs = Runs(TAUGHT_SETTINGS, 2)
    for field in ("voice", "felt_trust", "progress"):
        for month in (12, 60):
            one_by_one = runs.people(field, "w1", "B", month).mean(axis=1)
            assert one_by_one == pytest.approx(runs.of(field, "w1", "B")[:, month], rel=1e-5)


# The hypotheses of the design, and the document.


def test_hypotheses_name_claims_that_exist() -> None:
    """Each points to claims of its own lesson, and every lesson has some."""
    keys = {claim.key for claim in CLAIMS}
    for one in HYPOTHESES:
        assert one.claims
        assert set(one.claims) <= {key for key in keys if key.startswith(f"{one.lesson}.")}
    assert {one.lesson for one in HYPOTHESES} == set(LESSONS)


def test_the_document_says_what_is_declared() -> None:
    """All but the numbers, which test_claims_hold.py compares: whoever changes a claim runs scripts/make_claims.py."""
    planted = make_claims.document([checked(claim, Planted()) for claim in CLAIMS])
    document = make_claims.DOCUMENT.read_text(encoding="utf-8")
    assert without_numbers(document) == without_numbers(planted), "Run: .venv/bin/python scripts/make_claims.py"


def without_numbers(text: str) -> list[str]:
    """Give the lines of the document without the column of what was found."""
    return [
        "|".join(line.split("|")[:3] + line.split("|")[4:]) if is_found(line) else line for line in text.splitlines()
    ]


def is_found(line: str) -> bool:
    """Tell whether a line is a row of findings."""
    return line.startswith("| ") and line.endswith(("| yes |", "| NO |"))


def test_planted_curves_are_all_there() -> None:
    """One pair of curves for each setting; e2 is e2.12 by another name."""
    assert set(PLANTED) == set(TAUGHT_SETTINGS) - {"e2"}
