"""The shares of other assumptions in which what we teach holds, and the mark on what holds in too few: none stands unmarked.

Whether the committed shares are those of the model is asked in test_shares_hold.py (make study).
"""

import json
import re
from typing import Any, Final

import numpy as np
import pytest
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from coprod_sim.dashboard.pages.guide.content import guide
from coprod_sim.dashboard.pages.lessons.page import TOOLS, lesson_table
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair import marks
from coprod_sim.dashboard.pair.marks import end_marks, mark_of, marked
from coprod_sim.dashboard.pair.show import run_of
from coprod_sim.evidence.claims import CLAIMS, LESSONS, claims_of
from coprod_sim.evidence.claims.criteria import FAR, above, below
from coprod_sim.evidence.claims.runs import END
from coprod_sim.evidence.claims.shares import draws
from coprod_sim.evidence.claims.shares.draws import PRESETS, SOURCES, SetOutcome, counted, hold_claims
from coprod_sim.evidence.claims.shares.share_text import lines, shares_to_dict
from coprod_sim.evidence.claims.shares.shares import (
    ENOUGH,
    SHARE_MEASURES,
    AssumptionSource,
    Held,
    Spoken,
    holds_widely,
    share_of,
    stored,
    stored_ways,
    way_share,
)
from coprod_sim.scenario.setup.changes import new_change
from coprod_sim.scenario.setup.setup import TwoWays, Way
from scripts import make_guide

MARK: Final = "in our default town"
LOW: Final = tuple(claim.key for claim in CLAIMS if not holds_widely(claim.key))
TEACHING: Final = tuple(key for key in PRESETS[:7])


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Let the first claim of each lesson and workshop hold in few sets, beside those that do; gives the keys of all."""
    found = set(LOW) | {claims_of(lesson)[0].key for lesson in LESSONS}
    monkeypatch.setattr(marks, "holds_widely", lambda key: key not in found)
    return found


def unmarked(found: dict[str, str], low: set[str]) -> set[str]:
    """Give the keys of claims that few sets bear out, or nobody asked, and that stand without the mark."""
    return {key for key, mark in found.items() if key in low and mark != MARK}


def on_the_guide() -> dict[str, str]:
    """Give the mark of each claim of the guide."""
    return {line["key"]: line["mark"] for each in guide()["workshops"] for line in each["observe"]}


def in_lessons() -> dict[str, str]:
    """Give the mark of each claim of the lessons."""
    return {
        claim.key: row["mark"]
        for key in TOOLS
        for claim, row in zip(claims_of(key), lesson_table(key)["claims"], strict=True)
    }


# The committed shares.


def test_every_claim_has_a_share_of_both_kinds_of_sets() -> None:
    """No claim is without one, none is left over, and each was asked as it is worded now."""
    found = stored()["claims"]
    assert {key: each["text"] for key, each in found.items()} == {claim.key: claim.text for claim in CLAIMS}, ADVICE
    assert set(stored()["sources"]) == set(SOURCES)
    assert stored()["sources"]["ranges"]["sets"] >= 200
    for each in found.values():
        for name, source in stored()["sources"].items():
            assert 0 <= each[name]["as_large"] <= each[name]["holds"] <= source["sets"]


ADVICE: Final = "The shares are out of date. Run: .venv/bin/python scripts/make_shares.py"


def test_what_is_taught_holds_widely() -> None:
    """No sentence of a lesson or a workshop stays that fewer than 80 of 100 sets bear out."""
    assert LOW == ()


def test_every_two_built_in_ways_have_shares() -> None:
    """In each measure and month all sets are counted once: A higher, B higher, or the same."""
    for a in TEACHING:
        for b in TEACHING:
            for measure in SHARE_MEASURES:
                for month in (0, 24, END):
                    total = sum(way_share(a, b, measure, what, month) for what in ("A", "B", "same"))
                    assert total <= 1, (a, b, measure, month)
    assert {key[0] for key in stored_ways()} == set(PRESETS)


def test_ways_in_the_other_order_have_the_same_shares() -> None:
    """A above B is B below A; a way against itself is the same in every set, and an unknown one has no share."""
    a, b = "share_first_no_training", "consultation_only"
    assert way_share(a, b, "felt_trust", "A", 24) == way_share(b, a, "felt_trust", "B", 24) > 0
    assert way_share(a, a, "felt_trust", "same", 24) == 1
    assert way_share(a, "my_own", "felt_trust", "A", 24) == way_share(a, b, "felt_trust", "A", 61) == 0


# The mark on guide and lessons.


def test_no_claim_of_guide_or_lessons_stands_unmarked(low: set[str]) -> None:
    """Below 80 of 100 sets each has the mark, on the page and in the document; and what holds widely has none."""
    found = on_the_guide() | in_lessons()
    assert set(found) == {claim.key for claim in CLAIMS} == {one.key for lesson in LESSONS for one in claims_of(lesson)}
    assert unmarked(found, low) == set()
    assert {key for key, mark in found.items() if mark} == low
    document = make_guide.document()
    for claim in CLAIMS:
        if claim.lesson.startswith("w"):
            assert (f"({MARK})" in " ".join(entry_of(document, claim.text).split())) == (claim.key in low), claim.key


def entry_of(document: str, text: str) -> str:
    """Give the entry of a list that holds a claim, from its beginning to the next."""
    start = document.index("- " + text.partition(". ")[0])
    return re.split(r"\n- |\n\n", document[start:])[0]


def test_the_committed_guide_has_the_marks() -> None:
    """The document that people read is the one that is made."""
    assert make_guide.DOCUMENT.read_text(encoding="utf-8") == make_guide.document(), "Run: scripts/make_guide.py"


def test_without_the_mark_it_would_be_seen(monkeypatch: pytest.MonkeyPatch, low: set[str]) -> None:
    """Where the piece that marks gives nothing, every claim below 80 of 100 is found on the guide, in lessons and on /present."""
    monkeypatch.setattr(marks, "mark", lambda _: "")
    assert unmarked(on_the_guide() | in_lessons(), low) == low
    assert unmarked_on_present(TwoWays())


def test_a_claim_that_nobody_asked_is_marked() -> None:
    """No share is no licence."""
    assert share_of("w9.new") is None
    assert not holds_widely("w9.new")
    assert mark_of("w9.new") == MARK


# The mark on /present.


SURE: Final = {
    "trust was": ("felt_trust", True),
    "families had": ("voice", True),
    "progress was": ("progress", True),
    "staff had": ("staff_load", True),
    "families were": ("family_energy", False),
}
SURE_SENTENCE: Final = re.compile(r"runs, .*?(" + "|".join(SURE) + r").* in ([AB])\.$")
LEVEL: Final = re.compile(r" (\d+) (?:hours )?(?:of|per|of work in|for each)? ?(?:100 )?in A(?:,| and) (?:\d+)")


def unmarked_on_present(two: TwoWays) -> list[tuple[int, str]]:
    """Give what /present tells of a pair without the mark, though few sets have it so: read from the words, not from the code."""
    found = []
    for month, sentences in enumerate(all_sentences(two)):
        for sentence in sentences:
            match = SURE_SENTENCE.search(sentence["text"])
            wants = sentence["text"].startswith("Why:") or "No clear difference" in sentence["text"]
            if match:
                measure, upward = SURE[match[1]]
                higher = match[2] if upward else {"A": "B", "B": "A"}[match[2]]
                wants = way_share(two.a.preset, two.b.preset, measure, higher, month) < ENOUGH
            if wants and sentence["mark"] != MARK:
                found.append((month, sentence["text"]))
    return found


def all_sentences(two: TwoWays) -> list[list[Any]]:
    """Tell a pair with all runs of the band."""
    from coprod_sim.dashboard.pair.show import bands_of

    *_, last = bands_of(two)
    return list(last["telling"])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("consultation_only", "power_sharing"),
        ("consultation_only", "share_first_no_training"),
        ("train_first_share_later", "share_first_no_training"),
    ],
)
def test_nothing_below_80_is_told_unmarked(a: str, b: str) -> None:
    """In every month of built-in ways; some of what is told holds widely, and has no mark, and some does not, and has one."""
    two = TwoWays(Way(a), Way(b))
    assert unmarked_on_present(two) == []
    sure = [one for sentences in all_sentences(two)[1:] for one in sentences if SURE_SENTENCE.search(one["text"])]
    assert any(not one["mark"] for one in sure)
    assert any(one["mark"] for one in sure)


def test_of_a_changed_way_everything_is_marked() -> None:
    """One change, and no share is known: only what says how things are set up has no mark."""
    run = run_of(TwoWays(changes=(new_change("B", "budget_cut", 30),)))
    for sentences in run["telling"][1:]:
        for one in sentences:
            assert one["mark"] == MARK or not one["show"] or one["show"]["kind"] == "people", one
    assert {mark for sides in run["marks"].values() for mark in sides.values()} == {MARK}


def test_a_sentence_that_is_not_known_is_marked() -> None:
    """Whoever adds a way of telling gets the mark until its share is looked up."""
    scenarios = TwoWays().scenarios()
    new = {"text": "Trust is wonderful in B.", "show": {"kind": "chart", "measure": "felt_trust"}}
    town = {"text": words()["telling"]["start"]["town"], "show": None}
    assert [[one["mark"] for one in sentences] for sentences in marked([[new, town]], scenarios)] == [[MARK, ""]]  # type: ignore[list-item]


def test_the_reveal_has_its_marks() -> None:
    """Of two built-in ways the end is looked up by measure and side."""
    found = end_marks(TwoWays().scenarios(), END)
    for measure in SHARE_MEASURES:
        for side in ("A", "B"):
            share = way_share("consultation_only", "power_sharing", measure, side, END)
            assert found[measure][side] == ("" if share >= ENOUGH else MARK)
    assert found["felt_trust"] == {"A": MARK, "B": ""}


# Counting.


def test_counts_are_those_of_the_sets() -> None:
    """Three sets, worked out by hand: trust in the second way is higher in two, and the same in one."""
    series = np.zeros((3, len(PRESETS), len(SHARE_MEASURES), END + 1))
    series[:2, 1, 0, 12:] = [[0.1], [0.2]]
    found = dict(counted(series))
    a, b = PRESETS[:2]
    assert [found[a, b, "felt_trust", what][24] for what in ("A", "B", "same")] == [0, 2, 1]
    assert [found[b, "", "felt_trust", what][12] for what in ("rose", "fell")] == [2, 0]
    assert [found[b, "", "felt_trust", what][24] for what in ("rose", "fell")] == [0, 0]


def test_a_claim_holds_in_a_set_by_its_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three sets it holds in two, and is as large in one."""
    outcomes = iter([Spoken(1, 1), Spoken(0, 0), Spoken(1, 0)])
    monkeypatch.setattr(draws, "outcome_of_set", lambda *_: SetOutcome({"w1.cheap": next(outcomes)}, None))
    monkeypatch.setattr(draws, "THREADS", 1)
    claim = CLAIMS[0]._replace(key="w1.cheap")
    found = hold_claims("ranges", 3, 2, 1, None, (claim,), ways=False)
    assert found.claims["w1.cheap"] == (2, 1)
    assert found.share("w1.cheap") == pytest.approx(2 / 3)
    assert shares_to_dict(found, (claim,))["claims"][0]["marked"]


def test_what_is_low_is_named() -> None:
    """The share stands before the sentence, and the claims below 80 % stand at the end."""
    found = Held(AssumptionSource("ranges", 10, 4, 1), {"a.one": Spoken(7, 6), "a.two": Spoken(9, 9)}, {})
    one, two = (CLAIMS[0]._replace(key=key, text=f"Text of {key}.") for key in ("a.one", "a.two"))
    text = "\n".join(line for line, _, _ in lines(found, (one, two)))
    assert "70%  a.one  Text of a.one. (as large as here: 60%)" in text
    assert "90%  a.two  Text of a.two." in text
    assert "1 of 2 claims hold in at least 80%. These do not: a.one." in text


def test_a_claim_that_says_far_is_held_to_its_size() -> None:
    """A difference of 3 of 100 is a difference, and not far; the other claims ask only which way it goes."""
    sized = {claim.key for claim in CLAIMS if claim.sized}
    assert {"w3.sharing", "w3.share_more", "w3.two_trusts"} <= sized
    assert "e5.tired" not in sized
    small = above("gain", np.array([3.0, 3.0]), FAR)
    assert (small.right_way, small.mean_holds) == (True, False)
    for finding in (below("loss", np.array([3.0, 2.0])), below("loss", np.array([-3.0, 4.0]))):
        assert not finding.right_way


# The command.


def test_the_command_tells_each_sentence_with_its_share() -> None:
    """Two draws of one lesson: every claim stands there; the same as JSON."""
    asked = ["claims", "--assumptions", "ranges", "--draws", "2", "--pairs", "2", "--lesson", "e2"]
    text = " ".join(CliRunner().invoke(app, asked).stdout.split())
    assert all(f"% {claim.key} {claim.text}" in text for claim in claims_of("e2"))
    assert "Over 2 draws of all guesses over their ranges" in text
    found = json.loads(CliRunner().invoke(app, [*asked, "--json"]).stdout)
    assert found["assumptions"] == {"name": "ranges", "sets": 2, "pairs": 2, "seed": 1}
    assert [claim["key"] for claim in found["claims"]] == [claim.key for claim in claims_of("e2")]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["--assumptions", "all"], "must be one of ensemble, ranges"),
        (["--draws", "20"], "Add --assumptions ranges"),
        (["--assumptions", "ensemble", "--draws", "20"], "the ensemble has its own sets"),
        (["--assumptions", "ranges", "--draws", "0"], "must be a whole number between 1 and"),
        (["--assumptions", "ranges", "--pairs", "1"], "pairs"),
    ],
)
def test_what_makes_no_sense_is_refused(asked: list[str], message: str) -> None:
    """One message, and exit code 2."""
    done = CliRunner().invoke(app, ["claims", *asked])
    assert done.exit_code == 2
    assert message in " ".join(done.output.split())
    assert "Traceback" not in done.output
