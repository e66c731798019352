"""The worker gives a pair of runs, many runs, and all that is told of them as the server does."""

from typing import Any, Final

import pytest

from coprod_sim.dashboard.pair.payload import PAGE_MEASURES, band_payload, packed
from coprod_sim.dashboard.pair.runs import BAND, seed_band
from coprod_sim.dashboard.pair.show import run_of, sentences_payload, whole_band, worlds_of
from coprod_sim.scenario.setup.changes import CHANGES
from coprod_sim.scenario.setup.file_and_link import to_link
from coprod_sim.scenario.setup.setup import TwoWays
from tests.dashboard.static.told_pairs import as_json, ask, comparison_in_js, shown_in_js, town_pairs, worlds_in_js

TOWNS: Final = range(20)
ALWAYS: Final = (1, 16)
"""These towns are looked at in every check, the second with plans by law; `make study` looks at all 200 pairs."""
PAIRS_A_TOWN: Final = 10
MEASURES: Final = (*PAGE_MEASURES, "voice_less_heard", "path_plans")
"""What charts show; a town without the statutory pathway has nothing of the last."""
AFTER: Final = (5, 10, 15, 20)

ASKED: Final = """
const some = ({ pairs, ...rest }, count) => {
  const first = (series) => each(series, (rows) => rows.slice(0, count));
  return { ...rest, pairs: count, series_a: first(rest.series_a), series_b: first(rest.series_b) };
};
const found = given.pairs.map((shown, at) => {
  const whole = { ...shown, worlds: shown.worlds.map((key) => worlds[key]) };
  return {
    run: part.runOf(whole, given.measures),
    bands: given.after.map((count) => part.bandOf(whole, some(bands[at], count), given.measures)),
  };
});
"""


def python_answers(two: TwoWays) -> dict[str, Any]:
    """Give what the server sends of a pair."""
    rev = {"rev": f"{two.hash}-{to_link(two)}"}
    bands = []
    for comparison in seed_band(*two.scenarios(), two.months):
        whole = comparison.pairs == BAND
        sentences = sentences_payload(worlds_of(two), two.scenarios(), two, comparison) if whole else {}
        bands.append(band_payload(comparison, BAND, MEASURES) | rev | sentences)
    return {"run": run_of(two, MEASURES), "bands": bands}


@pytest.mark.parametrize(
    "town", [town if town in ALWAYS else pytest.param(town, marks=pytest.mark.study) for town in TOWNS]
)
def test_gives_runs_and_bands_as_the_server(town: int) -> None:
    """Every part of a run, and of its band after 5, 10, 15 and 20 pairs, is what the server sends."""
    pairs = town_pairs(town, PAIRS_A_TOWN)
    bands = {at: comparison_in_js(whole_band(two), MEASURES) for at, two in enumerate(pairs)}
    shown = [shown_in_js(two) for two in pairs]
    given = {"pairs": shown, "worlds": worlds_in_js(pairs), "bands": bands, "measures": MEASURES, "after": AFTER}

    found = ask("telling/show.js", ASKED, given)

    assert len(found) == len(pairs)
    for two, answer in zip(pairs, found, strict=True):
        wanted = as_json(python_answers(two))
        for part in wanted["run"]:
            assert answer["run"][part] == wanted["run"][part], (town, two.hash, part)
        assert answer == wanted


def test_random_pairs_have_changes_of_every_kind() -> None:
    """The random pairs meet every kind of change, and no pair comes twice."""
    all_pairs = [two for town in TOWNS for two in town_pairs(town, PAIRS_A_TOWN)]

    assert {change.do for two in all_pairs for change in two.changes} == {kind.key for kind in CHANGES}
    assert len({two.hash for two in all_pairs}) == len(TOWNS) * PAIRS_A_TOWN
    assert {bool(two.modifiers) for two in all_pairs} == {True, False}


def test_cuts_a_comparison_at_a_month() -> None:
    """A comparison that is cut at a month holds the same numbers up to it."""
    two = town_pairs(0, 1)[0]
    given = {"worlds": {}, "bands": {"0": comparison_in_js(whole_band(two), PAGE_MEASURES)}, "until": 7}
    asked = "const found = ['series_a', 'series_b'].map((side) => part.upTo(bands[0], given.until)[side].voice);"
    early = whole_band(two, 7)

    found = ask("telling/show.js", asked, given)

    for rows, series in zip(found, (early.series_a, early.series_b), strict=True):
        assert rows == [packed(row) for row in series["voice"]]
