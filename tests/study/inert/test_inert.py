"""What moves nothing: what is taken out and where, when a removal counts as moving something, and the table in docs/limits.md."""

import json
from typing import Any

import numpy as np
import pytest
from scipy.stats import t
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from coprod_sim.errors import ScenarioError
from coprod_sim.indicators import HEADLINES
from coprod_sim.scenario.parameters import BY_NAME, ONLY_ON_PATHWAY, PARAMETERS, names
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.compare import compare
from coprod_sim.study.inert.inert import (
    MONTHS,
    OUTCOMES,
    SIZE,
    RemovalEffect,
    asked_of,
    effect_of,
    find_inert,
    size_of,
    sure_half_width,
)
from coprod_sim.study.inert.removals import BY_NUMBER, TIES, Removal, all_removals, is_a_term
from scripts import make_inert

SMALL: dict[str, Any] = {"families": 30, "professionals": 6}
REMOVALS = tuple(all_removals())
ONE = Removal("training", "lever", ({"training": 0.0},), ("power_sharing",))


def test_everything_is_taken_out_once() -> None:
    """Each lever, tie and parameter that counts in every place is there, with its range or with the term that it stands for; nothing twice."""
    keys = [(removal.name, removal.kind) for removal in REMOVALS]
    assert len(set(keys)) == len(keys)
    assert {name for name, kind in keys if kind == "lever"} == set(names("lever")) - ONLY_ON_PATHWAY
    assert {name for name, kind in keys if kind == "parameter"} == {number.name for number in PARAMETERS}
    assert {name for name, kind in keys if kind == "term"} == {one.name for one in PARAMETERS if is_a_term(one)}
    assert {name for name, kind in keys if kind == "tie"} == {tie.name for tie in TIES}


@pytest.mark.parametrize("removal", REMOVALS, ids=lambda removal: f"{removal.name} {removal.kind}")
def test_a_removal_is_a_change_where_it_is_tried(removal: Removal) -> None:
    """In each of its scenarios every way to take something out is allowed, and leaves other settings than before."""
    assert removal.scenarios
    assert removal.ways
    for one in asked_of(removal, {}):
        before, after = one.both()
        assert before.hash != after.hash, (removal.name, before.name)


def test_ends_of_the_plausible_range_are_tried() -> None:
    """A parameter goes to both ends of its range, and a term to 0, which lies outside of it."""
    found = {(removal.name, removal.kind): removal.ways for removal in REMOVALS}
    number = BY_NAME["dialogue"]
    assert found["dialogue", "parameter"] == ({"dialogue": number.explore[0]}, {"dialogue": number.explore[1]})
    assert found["dialogue", "term"] == ({"dialogue": 0.0},)
    assert ("persuasion", "term") not in found  # 0 is an end of its range
    assert ("rung_asked", "term") not in found
    assert ("burden_reach", "term") not in found  # it cannot be 0


def test_it_is_tried_where_it_could_matter() -> None:
    """A number of the forum is tried with a forum, one of a conference with a conference, a lever where it is on."""
    for removal in REMOVALS:
        places = [load_scenario(name) for name in removal.scenarios]
        if removal.name.startswith("conference") or "conference" in removal.name:
            assert any(event.do == "conference" for place in places for event in place.events), removal.name
        if removal.name in ("capture", "forum_term", "offer_sample", "forum_information", "forum seats"):
            assert any(place.value("forum_share") > 0 for place in places), removal.name
    assert set(BY_NUMBER) <= {number.name for number in PARAMETERS}
    on = {removal.name: removal.scenarios for removal in REMOVALS if removal.kind == "lever"}
    assert all(load_scenario(name).value("personal_budgets") == 0 for name in on["personal_budgets"])  # it is turned up
    assert "co_responsibility" in on["embedding"]


def test_what_is_looked_at() -> None:
    """Outcomes are headlines, at two and five years; what somebody would see is half of one in a hundred, or of 1,000 families 5."""
    assert set(OUTCOMES) <= set(HEADLINES)
    assert MONTHS == (24, 60)
    assert {name: size_of(name) for name in OUTCOMES} == {
        name: 5.0 if name == "disputes" else SIZE for name in OUTCOMES
    }


def test_many_looks_need_a_wider_interval() -> None:
    """The interval of 40 looks is Student's at a fortieth of the error (Bonferroni); pairs are the first axis."""
    values = np.random.default_rng(3).normal(size=(6, 2))
    quantile = t.ppf(1 - 0.025 / 40, 5)
    assert sure_half_width(values, 40) == pytest.approx(quantile * values.std(axis=0, ddof=1) / np.sqrt(6))


def made(mean: float, noise: float, outcome: str = "progress") -> RemovalEffect:
    """Make the effect of a removal that changes one outcome in month 60 by so much, with so much noise, and nothing else."""
    differences = np.zeros((1, 4, len(MONTHS), len(OUTCOMES)))
    differences[0, :, 1, OUTCOMES.index(outcome)] = mean + noise * np.array([1.0, -1.0, 1.0, -1.0])
    return effect_of(ONE, asked_of(ONE, SMALL), differences)


def test_to_move_is_more_than_luck_and_enough_to_be_seen() -> None:
    """A clear change of .006 moves; one of .004 does not, nor one of .006 with much noise; disputes need 5, in any direction."""
    assert made(0.006, 1e-6).moves
    assert made(-0.006, 1e-6).moves
    assert not made(0.004, 1e-6).moves
    assert not made(0.006, 0.004).moves
    assert not made(4.0, 0.01, "disputes").moves
    assert made(-6.0, 0.01, "disputes").moves


def test_where_it_does_most_is_told() -> None:
    """The place of the effect is that of the largest clear change; a larger one that may be luck comes after it."""
    found = made(0.006, 1e-6, "fit")
    assert (found.indicator, found.month, found.scenario) == ("fit", 60, "power_sharing")
    differences = np.zeros((1, 4, len(MONTHS), len(OUTCOMES)))
    differences[0, :, 0, 0] = 0.006
    differences[0, :, 1, 1] = np.array([0.5, -0.1, 0.4, -0.1])
    found = effect_of(ONE, asked_of(ONE, SMALL), differences)
    assert (found.indicator, found.month, found.moves) == (OUTCOMES[0], 24, True)


def test_effects_are_those_of_compare() -> None:
    """What a removal does is the difference that compare finds between the scenario as it is and without it."""
    found = find_inert(("dialogue",), pairs=3, **SMALL).effects
    assert [(effect.name, effect.kind) for effect in found] == [("dialogue", "parameter"), ("dialogue", "term")]
    for effect in found:
        a = load_scenario(effect.scenario, SMALL)
        both = compare(a, a.changed(effect.settings), pairs=3, months=max(MONTHS))
        if effect.indicator != "disputes":
            assert effect.difference == pytest.approx(both.difference(effect.indicator, effect.month).difference)


def test_a_rung_is_inert_and_a_term_is_not() -> None:
    """A rung of the ladder only counts decisions, so it moves nothing at all; the rate of progress at 0 stops progress."""
    found = {(one.name, one.kind): one for one in find_inert(("rung_told", "progress_rate"), pairs=8, **SMALL).effects}
    rung = found["rung_told", "parameter"]
    assert (rung.difference, rung.ci_low, rung.ci_high, rung.moves) == (0, 0, 0, False)
    assert found["progress_rate", "term"].moves
    assert found["progress_rate", "term"].indicator == "progress"


def test_a_forum_without_seats_is_no_forum() -> None:
    """Where the seats are taken away a run goes on, with all that families' word in the forum does gone."""
    seats = find_inert(("forum seats",), pairs=2, **SMALL).effects[0]
    assert np.isfinite([seats.difference, seats.ci_low, seats.ci_high]).all()


def test_an_unknown_name_is_refused() -> None:
    """A name that is no lever, tie or parameter is told with the nearest one."""
    with pytest.raises(ScenarioError, match="Did you mean dialogue"):
        find_inert(("dialog",), pairs=2)


def typed(*words: str, code: int = 0, columns: int = 200) -> str:
    """Type the command for a small place."""
    place = ("--set", "families=30", "--set", "professionals=6", "--pairs", "2")
    done = CliRunner(env={"COLUMNS": str(columns)}).invoke(app, ["inert", *words, *place])
    assert done.exit_code == code, done.output
    return done.output


def test_the_command_shows_a_row_for_each_and_lists_what_is_inert() -> None:
    """The table says name, kind, headline, scenario, year and whether it moves; inert ones are listed under it, and the end is 0."""
    text = typed("rung_told", "forum_term")
    rows = [line.split() for line in text.splitlines() if line.split()[1:2] == ["parameter"]]
    assert [row[0] for row in rows] == ["forum_term", "rung_told"]
    assert rows[1][-1] == "inert"
    assert "  rung_told (parameter): " in text


def test_a_narrow_screen_loses_no_name() -> None:
    """Where a table has no room, names go on in the next line and are not cut off."""
    assert "\N{HORIZONTAL ELLIPSIS}" not in typed("rung_told", "dialogue", columns=60)


def test_the_json_has_the_same() -> None:
    """With --json every effect is there with its settings, and the inert ones by name and kind."""
    told = json.loads(typed("rung_told", "dialogue", "--json"))
    assert [effect["name"] for effect in told["effects"]] == ["dialogue", "dialogue", "rung_told"]
    assert ["rung_told", "parameter"] in told["inert"]
    assert told["effects"][1]["settings"] == {"dialogue": 0.0}


def test_a_table_keeps_its_reasons() -> None:
    """A table made anew keeps the reasons of rows that stay, drops rows that have gone, and marks new ones."""
    effects = find_inert(("rung_told", "rung_asked"), pairs=2, **SMALL).effects
    before = "a\n<!-- made: inert -->\n| `rung_told` | parameter | x | It counts. |\n| `gone` | term | x | y |\n<!-- end -->\nb\n"
    text = make_inert.filled(before, effects)
    assert make_inert.reasons(text) == {
        ("rung_told", "parameter"): "It counts.",
        ("rung_asked", "parameter"): make_inert.MISSING,
    }
    assert text.startswith("a\n<!-- made: inert -->\n| Taken out |")
    assert text.endswith("\n\n<!-- end -->\nb\n")


def test_every_row_of_the_document_is_argued() -> None:
    """docs/limits.md has the table, and says of each row why it stays; each is something that can be taken out."""
    rows = make_inert.reasons(make_inert.DOCUMENT.read_text(encoding="utf-8"))
    assert rows
    assert set(rows) <= {(removal.name, removal.kind) for removal in REMOVALS}
    assert [row for row, why in rows.items() if why in ("", make_inert.MISSING)] == []


@pytest.mark.study
def test_what_is_inert_is_argued() -> None:
    """What moves nothing is what the table of docs/limits.md argues, no more and no less.  Out of date: scripts/make_inert.py."""
    rows = make_inert.reasons(make_inert.DOCUMENT.read_text(encoding="utf-8"))
    assert {(effect.name, effect.kind) for effect in find_inert().inert} == set(rows)
