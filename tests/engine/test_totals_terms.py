"""The month's sums, counted a second time with NumPy from the state of all people."""

from types import FunctionType

import numpy as np
import pytest

from coprod_sim.agents import pathway
from coprod_sim.engine import totals
from coprod_sim.engine.counts.groups import GROUP_OUTCOMES, VOICE_CELLS, quantile_of_cells
from coprod_sim.engine.counts.pathway import PATH_SUMS
from coprod_sim.engine.kernel.compiled import SOURCES
from coprod_sim.engine.kernel.state_field import NEED_AREAS
from coprod_sim.engine.state import Place
from coprod_sim.engine.totals import FIFTHS, OLDER, QUARTERS, RUNGS, SUMS, TALLY, as_numbers
from coprod_sim.indicators import measure_all, whole_place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.scenario import load_scenario

SMALL = {"families": 30, "professionals": 7, "commissioners": 2, "peers": 4}
RARE = {
    "asks": 0.8,
    "appeal_chance": 0.4,
    "turnover": 0.1,
    "start_capacity": 1.0,
    "review_months": 4,
    "family_led": 0.2,
}
LEADING = {"power_ceiling": 0.9, "start_family_power": 0.3, "release": 0.8}


def held_at_review(place: Place) -> np.ndarray:
    """The share in the decision at each family's last review: at least led_share where it led the meeting."""
    return np.asarray(np.maximum(place.families["power"], place.families["led"] * place.parameters[0].led_share))


def rungs_of(place: Place) -> np.ndarray:
    """The rung of each family's last decision, after the table of the specification."""
    families, par = place.families, place.parameters[0]
    voice, power = families["voice"], held_at_review(place)
    heard_only = (voice < par.rung_heard) | (power < par.rung_power)
    steps = [families["asked"] == 0, voice < par.rung_told, voice < par.rung_asked, heard_only, voice < par.rung_led]
    return np.select(steps, range(5), 5)


def heard(place: Place, values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Give by family what is counted of who is heard; groups overlap, but for those who are in none of the first three."""
    families = place.families
    cells = np.minimum(np.floor(families["voice"] * VOICE_CELLS), VOICE_CELLS - 1).astype(int)
    unheard = np.stack([families[name] > 0 for name in ("language", "poor", "standing")], axis=1)
    groups = np.column_stack([unheard, ~unheard.any(axis=1)])
    return {
        "hearing": families["hearing"],
        "formal_power": families["reviewed"] * held_at_review(place),
        "voice_cells": np.eye(VOICE_CELLS)[cells],
        **{f"group_{name}": groups * values[name][:, None] for name in ("families", *GROUP_OUTCOMES)},
    }


OF_STAFF = {
    "load": "load",
    "staff_energy": "energy",
    "facilitation": "facilitation",
    "newcomers": "newcomer",
    "families_word": "families_word",
}
"""The sums over staff, each with the field that it is the sum of."""


def recount(place: Place) -> dict[str, np.ndarray]:
    """Count families and staff by commissioner: numbers of shape (c,) or (c, parts)."""
    families, staff, bosses = place.families, place.professionals, place.commissioners
    where, size = families["commissioner"], len(bosses)

    def by_commissioner(values: np.ndarray) -> np.ndarray:
        return np.array([values[where == row].sum(axis=0) for row in range(size)])

    values = {name: families[name].astype(float) for name in SUMS if name in (families.dtype.names or ())}
    values["progress_squared"] = families["progress"] ** 2
    values["fit"] = np.exp(-0.5 * ((families["plan"] - families["need"]) ** 2).sum(axis=1) / NEED_AREAS)
    values["disputes"] = families["in_dispute"].astype(float)
    team = np.diff(place.team_start)
    values["professional_trust"] = np.add.reduceat(place.casework["professional_trust"], place.team_start[:-1]) / team
    values["people_trust"] = np.add.reduceat(place.casework["family_trust"], place.team_start[:-1]) / team
    values["knowledge"] = np.add.reduceat(place.casework["knowledge"], place.team_start[:-1]) / team
    held = families["reviewed"] == 1
    values["decision_error"] = np.where(held, (families["decided_error"] ** 2).mean(axis=1), 0.0)
    values["listened"] = held & (families["moved"] >= place.parameters[0].listened_from)
    for name in ("family_view_error", "staff_view_error", "staff_field_error", "payer_view_error"):
        values[name] = np.where(held, families[name], 0.0)
    young, small = place.young_people, place.young_people["age"] < totals.SMALL
    older = young["age"] >= OLDER
    values["young_trust"], values["young_seen"] = young["trust"], young["seen"]
    values["young_share"], values["young_say"] = held * young["share"] * families["voice"], held * young["say"]
    values["young_included"], values["young_view_error"] = held * young["included"], held * young["view_error"]
    values["small_reviewed"], values["small_included"] = held * small, held * small * young["included"]
    values["older_reviewed"], values["older_included"] = held * older, held * older * young["included"]
    values["older_say"] = held * older * young["say"]
    values["families"] = np.ones(len(families))
    values["ledger"], values["need"] = families["ledger"], families["need"]
    values["rungs"] = np.eye(len(RUNGS))[rungs_of(place)] * families["reviewed"][:, None]
    in_quarter, in_fifth = np.eye(QUARTERS)[families["quarter"]], np.eye(FIFTHS)[families["fifth"]]
    values |= {f"quarter_{name}": in_quarter * values[name][:, None] for name in ("families", "progress", "felt_trust")}
    values |= {f"quarter_{name}": in_quarter * values[name][:, None] for name in ("voice", "power", "energy")}
    values |= {f"fifth_{name}": in_fifth * values[name][:, None] for name in ("families", "disputes")}
    values |= heard(place, values)
    counted = {name: by_commissioner(value) for name, value in values.items()}
    works_for = np.eye(size)[staff["commissioner"]]
    counted |= {name: works_for.T @ staff[field] for name, field in OF_STAFF.items()}
    counted["professionals"] = works_for.sum(axis=0)
    off = bosses["standard_offer"] - counted["need"] / counted["families"][:, None]
    counted["offer_gap"] = np.sqrt((off**2).mean(axis=1)) * counted["families"]
    of_all = ("promise", "spending", "rationing", "pressure", "forum_word")
    return counted | {name: bosses[name] * counted["families"] for name in of_all} | recount_path(place)


def of_path(place: Place) -> dict[str, np.ndarray]:
    """Whether each family counts in each sum of the pathway, after the names of the steps and moves; shape (n,)."""
    paths, families = place.pathways, place.families
    step, move, ground, stage = (paths[name] for name in ("step", "move", "ground", "stage"))
    well_off = families["quarter"] >= 2
    lodged = np.isin(move, (pathway.LODGED, pathway.LODGED_AFTER_MEDIATION))
    decided = np.isin(step, (pathway.REFUSED_REQUEST, pathway.ACCEPTED))
    mediated = np.isin(move, (pathway.MEDIATED, pathway.TURNED, pathway.LODGED_AFTER_MEDIATION))
    found = {
        "families": np.ones(len(paths)), "plans": stage == pathway.PLAN, "waiting": np.isin(stage, (1, 2)),
        "under_way": paths["hearing_in"] > 0, "orders": families["order_months"] > 0, "know_how": paths["know_how"],
        "requests": step == pathway.ASKED, "refused": step == pathway.REFUSED_REQUEST, "accepted": step == pathway.ACCEPTED,
        "no_plan": step == pathway.ENDED_WITHOUT, "new_plans": step == pathway.PLANNED,
        "annual_reviews": step == pathway.ANNUAL_REVIEW, "months_waited": paths["took"],
        "in_time": (paths["took"] > 0) & (paths["took"] <= 4), "over_year": paths["took"] > 12,
        "mediations": mediated, "mediated_on": move == pathway.LODGED_AFTER_MEDIATION,
        "appeals_refusal": lodged & (ground == 1), "appeals_no_plan": lodged & (ground == 2), "appeals_content": lodged & (ground == 3),
        "conceded": move == pathway.CONCEDED, "won": move == pathway.WON, "lost": move == pathway.LOST,
        "better_off_decided": decided & well_off, "worse_off_decided": decided & ~well_off,
        "better_off_accepted": (step == pathway.ACCEPTED) & well_off, "worse_off_accepted": (step == pathway.ACCEPTED) & ~well_off,
        "better_off_appeals": lodged & well_off, "worse_off_appeals": lodged & ~well_off,
    }  # fmt: skip
    return {f"path_{name}": value.astype(float) for name, value in found.items()}


def recount_path(place: Place) -> dict[str, np.ndarray]:
    """Count the pathway by commissioner; nothing where there is none."""
    bosses = range(len(place.commissioners))
    if len(place.pathways) == 0:
        return {name: np.zeros(len(bosses)) for name in PATH_SUMS}
    where = place.families["commissioner"]
    return {name: np.array([value[where == row].sum() for row in bosses]) for name, value in of_path(place).items()}


def test_tallies_are_the_sums_of_the_place() -> None:
    """In every month every number of the tally is the plain sum over the people of each commissioner."""
    scenario = load_scenario("handed_over", {**SMALL, **RARE, **LEADING, "forum_share": 0.4, "operational_share": 0.5})
    meeting = Event(8, "conference", attendance=0.8, parent_led=0.5)
    simulation = begun(scenario.changed(events=(meeting,)), 5)
    seen: dict[str, float] = {}
    for _ in range(16):
        tally = simulation.advance(1)[0]
        expected = recount(simulation.place)
        assert set(expected) == set(tally.dtype.names or ())
        for name, numbers in expected.items():
            np.testing.assert_allclose(tally[name], numbers, rtol=0, atol=1e-9, err_msg=name)
            seen[name] = seen.get(name, 0.0) + float(np.abs(numbers).sum())
    assert min(total for name, total in seen.items() if name not in PATH_SUMS) > 0
    assert max(seen[name] for name in PATH_SUMS) == 0


def test_tallies_of_the_pathway_are_the_sums_of_the_place() -> None:
    """In every month steps, moves and stages of the tally are those of the rows, everything happens, and all families are at one stage."""
    busy = {
        "request_chance": 0.1,
        "no_plan": 0.3,
        "appeal_refusal": 0.4,
        "appeal_no_plan": 0.6,
        "appeal_content": 0.4,
        "appeal_wait": 3,
    }
    slow = {"assessing": 0.4, "concedes": 0.2, "wins": 0.5, "mediation_offer": 1, "families": 300, "professionals": 30}
    simulation = begun(load_scenario("handed_over", {"pathway": 1, "commissioners": 2, **busy, **slow}), 5)
    seen = dict.fromkeys(PATH_SUMS, 0.0)
    for _ in range(24):
        tally = simulation.advance(1)[0]
        for name, numbers in recount_path(simulation.place).items():
            np.testing.assert_allclose(tally[name], numbers, rtol=0, atol=1e-9, err_msg=name)
            seen[name] += float(numbers.sum())
        on_support = simulation.place.pathways["stage"] == pathway.SUPPORT
        stages = tally["path_plans"] + tally["path_waiting"]
        assert stages.sum() + on_support.sum() == tally["families"].sum() == tally["path_families"].sum()
    assert min(seen.values()) > 0, seen


def test_whatever_happened_on_the_pathway_is_counted() -> None:
    """With every stage, step and move among rows that luck has filled, each sum of the pathway is that of the rows."""
    simulation = begun(load_scenario("handed_over", {"pathway": 1, "commissioners": 2, "families": 300}), 5)
    dice, paths, families = np.random.default_rng(4), simulation.place.pathways, simulation.place.families
    for name, top in (("stage", 3), ("step", 6), ("move", 7), ("ground", 3), ("hearing_in", 2)):
        paths[name] = dice.integers(0, top, len(paths), endpoint=True)
    paths["know_how"] = dice.random(len(paths))
    ended = np.isin(paths["step"], (pathway.PLANNED, pathway.ENDED_WITHOUT))
    paths["took"] = ended * dice.integers(4, 20, len(paths))
    paths["in_time"], paths["over_year"] = ended & (paths["took"] <= 4), paths["took"] > 12
    families["order_months"] = dice.integers(0, 3, len(paths))
    tally, expected = simulation.count()[0], recount_path(simulation.place)
    for name, numbers in expected.items():
        np.testing.assert_allclose(tally[name], numbers, rtol=0, atol=1e-9, err_msg=name)
        assert numbers.min() > 0, name


def test_every_rung_of_the_ladder_is_counted() -> None:
    """A family moves up rung by rung as its voice and power grow, at the declared limits."""
    simulation = begun(load_scenario("consultation_only", SMALL), 5)
    simulation.advance(4)
    families = simulation.place.families
    cases = [
        (0, 0.9, 0.9),
        (1, 0.04, 0.9),
        (1, 0.14, 0.9),
        (1, 0.29, 0.9),
        (1, 0.4, 0.24),
        (1, 0.4, 0.26),
        (1, 0.7, 0.3),
    ]
    families["reviewed"] = 0
    for row, (asked, voice, power) in enumerate(cases):
        families["asked"][row], families["voice"][row], families["power"][row] = asked, voice, power
        families["reviewed"][row] = 1
    assert simulation.count()[0]["rungs"].sum(axis=0).tolist() == pytest.approx([1, 1, 1, 2, 1, 1])


def test_counting_again_in_small_blocks_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was counted before in the same place is not counted once more, and all blocks of a commissioner are."""
    simulation = begun(load_scenario("consultation_only", SMALL), 5)
    monkeypatch.setattr(totals, "BLOCK", 4)
    place, blocks, walks = simulation.place, totals.make_blocks(simulation.place.area_start), simulation.engine.walks
    tallies = np.zeros(len(place.commissioners), TALLY)
    for _ in range(2):
        walks.count_blocks(place, blocks, 0, len(blocks.spans))
        walks.add_up(place, blocks, tallies, as_numbers(tallies))
        np.testing.assert_allclose(as_numbers(tallies), as_numbers(simulation.count()[0]), rtol=0, atol=1e-12)


@pytest.mark.parametrize("step", [-1, len(RUNGS)])
def test_a_rung_that_there_is_not_is_no_number(step: int) -> None:
    """Where a rule of one's own names one, the lowest is nan, which ends the run, and nothing is written where no rung is."""
    place, tallies = begun(load_scenario("consultation_only", SMALL), 5).place, np.zeros(1, TALLY)
    place.families["reviewed"] = 1
    function = SOURCES["count_review"][1]
    count = FunctionType(function.__code__, {**function.__globals__, "rung": lambda *_: step})
    count(place, 0, tallies[0])
    np.testing.assert_array_equal(tallies["rungs"], [[np.nan, 0, 0, 0, 0, 0]])


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_quantile_from_cells_is_in_the_right_cell(share: float) -> None:
    """Counted in cells, the spread of any values is off by less than the width of a cell, and nothing counted gives nan."""
    values = np.random.default_rng(3).beta(1.2, 4, size=(4, 700))
    cells = np.apply_along_axis(lambda row: np.histogram(row, VOICE_CELLS, (0, 1))[0], 1, values)
    exact = np.quantile(values, share, axis=1, method="inverted_cdf")

    assert np.abs(quantile_of_cells(cells, share) - exact).max() < 1 / VOICE_CELLS / 2
    assert np.isnan(quantile_of_cells(np.zeros(VOICE_CELLS), share))


def test_a_voice_that_is_no_share_is_counted_in_a_cell_at_the_end() -> None:
    """Full voice counts in the last cell, none in the first, and what a rule of one's own may give is written nowhere else."""
    simulation = begun(load_scenario("consultation_only", {**SMALL, "commissioners": 1}), 5)
    for voice, cell in ((0.0, 0), (0.999, -1), (1.0, -1), (7.0, -1), (-3.0, 0), (np.nan, 0), (-np.inf, 0)):
        simulation.place.families["voice"] = voice
        cells = simulation.count()[0]["voice_cells"][0]
        assert (cells[cell], cells.sum()) == (30, 30)


def test_indicators_of_who_is_heard_are_those_of_the_families() -> None:
    """Each group's mean, the spread of voice and what power is worth are those of the families themselves; a group of nobody has none."""
    simulation = begun(load_scenario("power_sharing", {"families": 90, "professionals": 9}), 3)
    found = measure_all(whole_place(simulation.advance(30)))
    families = simulation.place.families
    unheard = np.any([families[name] > 0 for name in ("language", "poor", "standing")], axis=0)
    held = families["reviewed"] > 0
    groups = {"interpreter": families["language"] > 0, "poor": families["poor"] > 0, "less_heard": unheard}
    groups |= {"prejudice": families["standing"] > 0, "others": ~unheard}
    fields = {"progress": "progress", "felt_trust": "felt_trust", "voice": "voice", "family_energy": "energy"}
    for outcome, field in fields.items():
        for group, members in groups.items():
            assert found[f"{outcome}_{group}"][-1] == pytest.approx(families[field][members].mean()), (outcome, group)
    real = families["voice"] - families["heard"]
    spread = np.quantile(families["voice"], 0.9) - np.quantile(families["voice"], 0.1)
    assert found["hearing"][-1] == pytest.approx(families["hearing"].mean())
    assert found["unheard_power"][-1] == pytest.approx((held_at_review(simulation.place) - real)[held].mean())
    assert found["voice_spread"][-1] == pytest.approx(spread, abs=2 / VOICE_CELLS)

    families["language"] = 0
    assert np.isnan(measure_all(whole_place(simulation.count()))["voice_interpreter"][-1])
