"""What is said of areas: the right ones, with the right figures, and with care."""

import re
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from coprod_sim import run
from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION
from coprod_sim.report.areas.charts import axis_limits, round_values
from coprod_sim.report.areas.page import area_text, write_area_page
from coprod_sim.scenario.parameters import DEFAULTS
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.area_statistics import (
    AREA_MEASURES,
    FEW,
    areas_in_words,
    at_end,
    by_difference,
    links,
    noise_share_in_disputes,
    rank_correlation,
    spread,
)
from coprod_sim.study.certainty_text import unit_of
from coprod_sim.study.run import RunResult
from tests.report.areas import EMPTY, EVIL, LONG, ODD, SMALL, TWO, UNKNOWN, run_of, with_areas
from tests.report.page import Page
from tests.report.test_report import TODAY, number


@pytest.fixture(scope="module")
def drawn() -> RunResult:
    """A hundredth of England, with areas that were drawn."""
    return run("england", scale=0.01, months=14)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """Areas that make trouble: names with markup and without end, nobody, few families, and nothing published."""
    return run_of(ODD, tmp_path_factory.mktemp("odd"))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """A place of two areas."""
    return run_of(TWO, tmp_path_factory.mktemp("two"))


def rows_of(text: str) -> list[list[str]]:
    """Read the cells of the table of all areas."""
    rows = re.findall(r'<tr data-area="\d+".*?</tr>', text)
    return [[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


# The page.


def test_every_figure_of_the_table_is_that_of_the_run(drawn: RunResult) -> None:
    """The page prints name, families, plans, facts and indicators of all 153 areas, in their order."""
    rows, table = rows_of(area_text(drawn, today=TODAY)), drawn.by_area
    expected = table[["families", "plans", "poverty", "timeliness", "refused"]].assign(
        **{name: table[name] * unit_of(name).factor for name in AREA_MEASURES}
    )

    assert len(rows) == 153
    assert [row[0] for row in rows] == list(table["area"])
    for printed, wanted in zip(rows, expected.to_numpy(), strict=True):
        np.testing.assert_allclose([number(cell) for cell in printed[1:]], wanted, atol=0.0501)


@pytest.mark.parametrize("name", AREA_MEASURES)
def test_every_dot_of_a_ranking_is_an_area(drawn: RunResult, name: str) -> None:
    """A ranked picture holds each area once, from the lowest to the highest, and tells its figure and families."""
    picture = area_text(drawn).split(f'<svg role="img" id="ranked-{name}"')[1].split("</svg>")[0]
    found = re.findall(r'<circle cx="([\d.]+)".*?<title>(Area \d+): ([^ ]+) .*?; ([\d,]+) families</title>', picture)
    by_place = sorted(found, key=lambda dot: float(dot[0]))
    values = drawn.by_area.set_index("area")

    assert {dot[1] for dot in found} == set(values.index)
    assert len(found) == len(values)
    figures = [number(dot[2]) for dot in by_place]
    assert figures == sorted(figures)
    for _, area, figure, families in found:
        assert number(figure) == pytest.approx(values.loc[area, name] * unit_of(name).factor, abs=0.0501)
        assert number(families) == values.loc[area, "families"]


def test_the_page_is_well_formed(drawn: RunResult, odd: RunResult, two: RunResult) -> None:
    """For many areas, few and odd ones, every tag is closed, no id is used twice, and nothing is fetched."""
    for result in (drawn, odd, two):
        page = Page(area_text(result))
        ids = [given["id"] for _, given in page.tags if "id" in given]
        addresses = {value for _, given in page.tags for name, value in given.items() if name in {"src", "href"}}

        assert page.open == []
        assert len(ids) == len(set(ids))
        assert all(address.startswith("#") and address[1:] in ids for address in addresses)
        assert "script" not in [tag for tag, _ in page.tags]


def test_names_are_escaped(odd: RunResult) -> None:
    """A name with markup is shown as it is written, in words, tables and pictures alike."""
    text = area_text(odd)

    assert "<script" not in text
    assert rows_of(text)[0][0] == EVIL


def test_areas_without_families_are_listed_and_not_drawn(odd: RunResult) -> None:
    """Nobody lives there, so there are no figures: the table says so, and no picture names the area."""
    text = area_text(odd)
    row = next(row for row in rows_of(text) if row[0] == EMPTY)

    assert row[1:] == ["0", "0", "20.0", "50.0", "20.0", "no families"]
    assert "nan" not in text
    assert not [title for title in re.findall("<title>(.*?)</title>", text) if unescape(title).startswith(EMPTY)]


def test_areas_with_few_families_are_pale_and_not_told(odd: RunResult) -> None:
    """Their figures are luck, so they are drawn pale and are never the lowest or the highest in words."""
    text = area_text(odd)
    pale = re.findall(r'class="dot few"><title>([^:]*):', text)

    assert set(pale) == {SMALL}
    assert SMALL not in set(areas_in_words(odd.by_area)["area"])
    assert f"the 4 areas with {FEW} families or more; the other one is drawn pale" in text


def test_gaps_are_told_in_words(odd: RunResult) -> None:
    """What is not published is listed, in words instead of the name of a column."""
    assert (
        f'<li class="wrap">{UNKNOWN}: the share of plans made within 20 weeks is not published; 51.9 is used.</li>'
        in (area_text(odd))
    )


def test_the_page_says_what_was_run(drawn: RunResult, odd: RunResult) -> None:
    """It names the scenario, the size, months, seed, version, scale and where the areas come from."""
    text = area_text(drawn, today=TODAY)

    for words in (
        "<h1>A place as large as England: areas beside one another</h1>",
        "19,232 families in 153 areas, 404 professionals and 42 integrated care boards; 14 months of one run, seed 1.",
        "Scale 0.01: one family here for 100 in the full place.",
        f"coprod_sim {VERSION} on 1 March 2026",
        "The areas are made up.",
    ):
        assert words in text, words
    assert odd.origin
    assert odd.origin.areas
    assert odd.origin.areas.sha256 in area_text(odd)
    assert "The areas are made up." not in area_text(odd)


def test_two_areas_are_enough_for_a_page_but_not_for_links(two: RunResult) -> None:
    """Two areas are laid side by side; nothing is said of what goes with what."""
    text = area_text(two)

    assert len(rows_of(text)) == 2
    assert text.count("Fewer than 10 areas are too few to say what goes with what.") == 3
    assert "link (" not in text


def test_a_fact_that_does_nothing_is_not_said_to_be_put_in() -> None:
    """Where poverty shifts no resources in a run, the page does not claim that it does."""
    text = area_text(run("england", scale=0.005, months=1, resources_by_poverty=0))

    assert "Switched off in this run" in text
    assert text.count("Put in by us:") == 2


def test_a_place_without_areas_is_refused(tmp_path: Path) -> None:
    """The message says what to run instead, and no file is left."""
    with pytest.raises(ScenarioError, match=r"no areas.*Run the scenario england"):
        write_area_page(run(months=1, families=30, professionals=6), tmp_path / "areas.html")

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told(two: RunResult, tmp_path: Path) -> None:
    """A folder in the place of the file is named in the message."""
    with pytest.raises(ScenarioError, match="Choose another file"):
        write_area_page(two, tmp_path)


def test_the_same_run_gives_the_same_bytes(two: RunResult, tmp_path: Path) -> None:
    """Nothing but the run and the date is in the page."""
    pages = [write_area_page(two, tmp_path / name, today=TODAY).read_bytes() for name in ("a.html", "b.html")]

    assert pages[0] == pages[1]


# What is found.


def test_the_words_name_the_lowest_and_highest_area(drawn: RunResult) -> None:
    """The answer begins with the measure whose tenths lie furthest apart, measured against the middle area."""
    large = drawn.by_area[drawn.by_area["families"] >= FEW]
    apart = {
        name: (large[name].quantile(0.9) - large[name].quantile(0.1))
        / large[name].sort_values().iloc[(len(large) - 1) // 2]
        for name in AREA_MEASURES
        if name != "disputes"
    }
    most = max(apart, key=lambda name: apart[name])
    lowest, highest = large.sort_values(most)["area"].iloc[[0, -1]]
    answer = area_text(drawn).split('<div class="answer">')[1].split("</div>")[0]

    assert noise_share_in_disputes(drawn) > 0.5
    assert by_difference(drawn)[0].indicator == most
    assert re.search(rf"differs most between areas: \S+ [a-z0-9 ]+ in {lowest}, .* in {highest}\.", answer)


def test_rank_correlations_are_spearmans(drawn: RunResult) -> None:
    """SciPy finds the same links among the areas that are told."""
    large = drawn.by_area[drawn.by_area["families"] >= FEW]

    for fact in ("poverty", "timeliness", "refused"):
        found = {link.indicator: link.correlation for link in links(drawn.by_area, fact)}
        assert found == pytest.approx({name: spearmanr(large[name], large[fact]).statistic for name in AREA_MEASURES})


def test_what_is_the_same_everywhere_goes_with_nothing() -> None:
    """A column without differences has no rank correlation, and none is made up."""
    assert np.isnan(rank_correlation(pd.Series([1.0, 1.0, 1.0]), pd.Series([1.0, 2.0, 3.0])))


@pytest.mark.parametrize(("times", "strength", "at_most"), [(0, "", 1.0), (1, "clear", -0.4), (2.5, "strong", -0.7)])
def test_what_was_put_in_is_found_again(times: float, strength: str, at_most: float) -> None:
    """Staff are less loaded where more plans are in time, and families have less say where more requests are refused.

    By default other differences between families stand beside that; twice and a half as strong it stands out, at nothing it is gone.
    """
    strengths = {name: times * DEFAULTS[name] for name in ("capacity_by_timeliness", "control_by_refusals")}
    areas = run(load_scenario("england", strengths), scale=0.01, months=14).by_area
    for fact, name in (("timeliness", "staff_load"), ("refused", "voice")):
        found = links(areas, fact)
        (link,) = (one for one in found if one.indicator == name)
        assert link.strength == strength
        assert link.correlation <= at_most
        assert times == 0 or link is found[0]


def test_luck_in_disputes_is_told_from_differences(drawn: RunResult) -> None:
    """Counts drawn at one rate for all are luck in full; rates that lie apart are not."""
    rate, draws = at_end(drawn, "disputes") / 1000, np.random.default_rng(5)
    families = np.full(400, 1000)
    alike = pd.DataFrame({"families": families, "disputes": draws.poisson(rate * families) / families * 1000})
    apart = alike.assign(disputes=alike["disputes"] + np.linspace(0, 100, 400))

    assert noise_share_in_disputes(with_areas(drawn, alike)) > 0.85
    assert noise_share_in_disputes(with_areas(drawn, apart)) < 0.1


def test_small_areas_are_told_where_there_are_no_others() -> None:
    """Two large areas are too few, so the small ones count, too; areas without families never do."""
    table = pd.DataFrame({"area": list("abcd"), "families": [500, 300, 20, 0], "voice": [0.2, 0.3, 0.1, np.nan]})
    found = spread(areas_in_words(table), "voice")

    assert found
    assert (found.lowest.area, found.middle.area, found.highest.area) == ("c", "a", "b")


def test_an_axis_holds_equal_values() -> None:
    """Where all areas are nearly alike the axis is still four points long, so that the difference looks small."""
    low, high = axis_limits([5.0, 5.1])

    assert (low, high) == pytest.approx((3.05, 7.05))
    assert [words for _, words in round_values(low, high, 5)] == ["4", "5", "6", "7"]


def test_long_names_are_cut_in_pictures_only(odd: RunResult) -> None:
    """The table has the whole name."""
    text = area_text(odd)

    assert [row for row in rows_of(text) if row[0] == LONG]
    assert not [words for words in re.findall("<text[^>]*>(.*?)</text>", text) if LONG in words]
