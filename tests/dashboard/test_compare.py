"""The page /compare in a browser: dots, sentences, table, files, families, what made the difference, and who can use it."""

import csv
import io
import re
import shlex
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from playwright.sync_api import expect
from scipy import stats

from coprod_sim.dashboard.pages.compare.page import CHOICES
from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.dashboard.pair.show import address, whole_band
from coprod_sim.indicators import HEADLINES
from coprod_sim.report.comparison.worse_off import HALF_A_POINT
from coprod_sim.scenario.setup.file_and_link import from_link
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.axe import axe
from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import COMMAND, Visit, query_of

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

TEXTS: Final = words("compare")["compare"]
TOWN: Final = {"families": 40, "professionals": 6}
SMALL: Final = TwoWays(months=18, town=TOWN)
ONE_RULE: Final = TwoWays(months=12, town=TOWN, b=Way("invited_not_deciding"))
LONG: Final = 240_000
"""Milliseconds that 200 pairs may take on a busy machine."""
SIDEWAYS: Final = "document.documentElement.scrollWidth - innerWidth"
REACHED: Final = """() => [...document.querySelectorAll('.compare :is(button, select, input, a[href])[data-testid]')]
    .filter(part => !part.disabled && part.checkVisibility()).map(part => part.dataset.testid)"""
FOCUSED: Final = """() => {
    const [part, style] = [document.activeElement, getComputedStyle(document.activeElement)];
    return [part.dataset.testid ?? part.getAttribute('role') ?? part.tagName, style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)];
}"""
SMALL_TEXT: Final = """() => [...document.querySelectorAll('.compare *')]
    .filter(part => [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) && parseFloat(getComputedStyle(part).fontSize) < 16)
    .map(part => part.outerHTML.slice(0, 90))"""
PLACES: Final = """plot => [...plot.querySelectorAll('circle.dot')].map(dot => ['cx', 'cy', 'r', 'data-pair'].map(name => Number(dot.getAttribute(name))))"""


def wait_for_pairs(visitor: Visit, pairs: int = 20, **marks: object) -> None:
    """Wait until so many pairs are shown."""
    more = "".join(f'[data-{name}="{value}"]' for name, value in marks.items())
    expect(visitor.page.locator(f'[data-testid=shown][data-pairs="{pairs}"]{more}')).to_be_visible(timeout=LONG)


def opened(visit: Visitor, two: TwoWays, **options: Any) -> Visit:
    """Open the page, and wait for its first pairs."""
    visitor = visit(address(two, "/compare"), **options)
    wait_for_pairs(visitor)
    return visitor


def cell(visitor: Visit, name: str, part: str) -> str:
    """Read a cell of the table of numbers."""
    return visitor.at(f"table-{name}").locator(f"[data-part={part}]").inner_text()


def number(text: str) -> float:
    """Read a number as it is printed."""
    return float(text.replace("\N{MINUS SIGN}", "-").replace(",", ""))


def saved(visitor: Visit, button: str) -> tuple[str, bytes]:
    """Press a button that saves a file: its name and content."""
    with visitor.page.expect_download() as download:
        visitor.at(button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def gaps_of(content: bytes, month: int) -> dict[str, Any]:
    """Read B minus A of each pair in a month from the table of all runs."""
    found: dict[str, dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    for line in csv.DictReader(io.StringIO(content.decode())):
        if int(line["month"]) == month:
            found[line["outcome"]][line["scenario"]][int(line["seed"])] = float(line["value"] or "nan")
    return {
        name: np.array([both["B"][seed] - both["A"][seed] for seed in sorted(both["A"])])
        for name, both in found.items()
    }


def all_gaps(content: bytes, month: int) -> dict[str, Any]:
    """Give what gaps_of gives, and the same for those measures of the page that the table of all runs leaves out."""
    found, runs = gaps_of(content, month), whole_band(SMALL)
    assert set(HEADLINES) <= set(found)
    return found | {
        name: runs.series_b[name][:, month] - runs.series_a[name][:, month]
        for name in PAGE_MEASURES
        if name not in found
    }


def assert_table_is_that_of(visitor: Visit, gaps: dict[str, Any]) -> None:
    """The interval is that of a paired t test to 3 decimals of a share, and the counts are those of the pairs."""
    for name in PAGE_MEASURES:
        gap = gaps[name]
        interval = stats.ttest_1samp(gap, 0).confidence_interval(0.95)
        printed = [number(end) / 100 for end in cell(visitor, name, "interval").split(" to ")]
        assert printed == pytest.approx([interval.low, interval.high], abs=0.0005)
        assert number(cell(visitor, name, "gap")) / 100 == pytest.approx(gap.mean(), abs=0.0005)
        higher, lower = (int((gap > 0).sum()), int((gap < 0).sum()))
        assert cell(visitor, name, "higher").startswith(f"{higher} of {len(gap)}")
        sentence = visitor.at(f"said-{name}").inner_text()
        sure = {"higher": higher, "lower": lower}
        allowed = [fill(TEXTS["said"][kind], n=count, of=len(gap)) for kind, count in sure.items()]
        unclear = fill(TEXTS["said"]["unclear"], n=higher, m=lower, of=len(gap))
        chance = stats.binomtest(higher, higher + lower).pvalue if higher + lower else 1.0
        assert sentence in ([unclear] if chance > 0.05 or interval.low <= 0 <= interval.high else allowed)


def assert_dots(visitor: Visit, gaps: dict[str, Any]) -> None:
    """A dot for each pair; none lies on another; and each is on the side of zero that its pair is on."""
    for name in PAGE_MEASURES:
        plot = visitor.at(f"dots-{name}")
        places = np.array(plot.evaluate(PLACES))
        zero = float(plot.locator("line[stroke-width='2']").get_attribute("x1") or "nan")
        assert len(places) == len(gaps[name])
        apart = np.hypot(*(places[:, None, axis] - places[None, :, axis] for axis in (0, 1)))
        np.fill_diagonal(apart, np.inf)
        assert apart.min() >= 2 * places[0, 2]
        values = gaps[name][places[:, 3].astype(int) - 1]
        assert (values * (places[:, 0] - zero) >= 0).all()


@pytest.mark.editions("both")
def test_table_dots_and_files_agree_with_each_other_and_with_the_command(visit: Visitor, tmp_path: Path) -> None:
    """The page, its files and the command that it shows give the same numbers, at the end and in an earlier month."""
    visitor = opened(visit, SMALL)
    name, everything = saved(visitor, "pairs-csv")
    assert SMALL.hash in name
    gaps = all_gaps(everything, SMALL.months)
    assert_table_is_that_of(visitor, gaps)
    assert_dots(visitor, gaps)
    file, scenario = saved(visitor, "scenario")
    (tmp_path / file).write_bytes(scenario)
    program, *arguments = shlex.split(visitor.at("command").inner_text())
    assert program == "coprod-sim"
    subprocess.run([COMMAND, *arguments], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "numbers.csv").read_bytes() == everything

    visitor.at("month").fill("5")
    visitor.at("month").press("Enter")
    wait_for_pairs(visitor, month=5)
    assert_table_is_that_of(visitor, all_gaps(everything, 5))
    _, table = saved(visitor, "table-csv")
    rows = {line["measure"]: line for line in csv.DictReader(io.StringIO(table.decode()))}
    assert float(rows["voice"]["difference"]) == pytest.approx(gaps_of(everything, 5)["voice"].mean(), abs=1e-12)
    assert query_of(visitor.page.url)["month"] == "5"
    visitor.page.reload()
    wait_for_pairs(visitor, month=5)
    assert visitor.outside == []
    assert visitor.complaints == []


def test_the_same_ways_have_no_difference(visit: Visitor) -> None:
    """With A = B, each row is the same with nothing between, and there is nothing to work out."""
    visitor = opened(visit, ONE_RULE)
    visitor.at("way-b").select_option("consultation_only")
    expect(visitor.at("alike")).to_be_visible(timeout=LONG)
    for name in PAGE_MEASURES:
        assert cell(visitor, name, "gap") == "0.00"
        assert cell(visitor, name, "sure") == TEXTS["sure"]["same"]
        assert visitor.at(f"said-{name}").inner_text() == fill(TEXTS["said"]["same"], of=20)
    for name in ("progress", "felt_trust", "energy"):
        assert visitor.at(f"ends-{name}").inner_text() == fill(
            TEXTS["families"]["said"][name], better=0, worse=0, same=100
        )
    assert visitor.at("why-start").count() == 0
    assert TEXTS["why"]["nothing"] in visitor.page.locator(".why").inner_text()


@pytest.mark.editions("both")
def test_a_dot_can_be_looked_at(visit: Visitor) -> None:
    """A dot that is pressed is marked in every picture, and leads to the workshop with its luck; so does its number."""
    visitor = opened(visit, SMALL)
    visitor.at("dots-voice").locator("circle[data-pair='7']").click()
    assert all(visitor.at(f"picked-{name}").is_visible() for name in PAGE_MEASURES)
    assert visitor.at("pick").input_value() == "7"
    visitor.at("pick").fill("9")
    visitor.at("pick").press("Enter")
    link = query_of(visitor.at("look").get_attribute("href") or "")["s"]
    assert from_link(link)[0].seed == 9
    visitor.at("dots-voice").locator("circle[data-pair='7']").click()
    visitor.at("look-voice").click()
    visitor.until("luck", "7")
    assert visitor.path() == "/present"


def test_more_pairs_come_and_can_be_stopped(visit: Visitor) -> None:
    """200 pairs of the usual town: old numbers stay meanwhile; Stop shows those that there are; asked again, all come."""
    visitor = opened(visit, TwoWays())
    visitor.at("pairs").select_option("200")
    expect(visitor.at("progress")).to_have_text(re.compile(r"^([2-9]|1\d+)\d* of 200"), timeout=LONG)
    wait_for_pairs(visitor)
    visitor.at("stop").click()
    expect(visitor.at("ready")).to_have_text(re.compile("^Stopped after"), timeout=LONG)
    stopped = int(visitor.at("shown").get_attribute("data-pairs") or "0")
    assert 2 <= stopped < max(CHOICES)
    assert visitor.at("dots-voice").locator("circle.dot").count() == stopped
    assert visitor.at("pairs").input_value() == str(stopped)
    visitor.at("pairs").select_option("200")
    wait_for_pairs(visitor, 200)
    assert visitor.at("dots-voice").locator("circle.dot").count() == 200
    assert "--pairs 200" in visitor.at("command").inner_text()


def test_who_is_worse_off_comes_first(visit: Visitor) -> None:
    """Before any dot the page says how many end worse off, in all and by what keeps families unheard, as its table has them."""
    visitor = opened(visit, SMALL)
    first = visitor.page.locator(".compare h2").nth(1)
    expect(first).to_have_text(TEXTS["families"]["first"]["title"])
    lines = visitor.at("worse-off").locator("li").all_inner_texts()
    groups = TEXTS["families"]["groupings"]["hearing"]["groups"]
    for row, (group, line) in enumerate(zip(groups, lines, strict=True)):
        ends = {
            part: visitor.at(f"group-{row}").locator(f"[data-part={part}]").inner_text() for part in ("worse", "better")
        }
        assert line == fill(TEXTS["families"]["first"]["group"], group=group, **ends)
    assert HALF_A_POINT in TEXTS["families"]["first"]["meaning"]


def test_what_made_the_difference_adds_up(visit: Visitor) -> None:
    """Worked out on request; the shares add up to the whole; axe finds nothing, everything is reached, nothing is too small."""
    visitor = opened(visit, ONE_RULE)
    found = axe(visitor.page)
    visitor.at("why-start").click()
    expect(visitor.at("shares")).to_be_visible(timeout=LONG)
    shares = [number(text) for text in visitor.page.locator("[data-testid=share] [data-part=share]").all_inner_texts()]
    assert sum(shares) == pytest.approx(number(visitor.at("share-total").inner_text()), abs=0.02)
    assert number(visitor.at("share-total").inner_text()) == number(cell(visitor, PAGE_MEASURES[0], "gap"))
    visitor.at("all").check()
    visitor.at("other").select_option("disputes")
    expect(visitor.at("dots-disputes")).to_be_visible(timeout=LONG)
    visitor.at("pick").fill("3")
    visitor.at("pick").press("Enter")
    visitor.at("group-by").select_option("need")
    found += axe(visitor.page)
    assert found == []
    assert visitor.page.evaluate(SMALL_TEXT) == []
    assert_reached(visitor)
    for width, height in ((320, 640), (640, 360)):
        visitor.page.set_viewport_size({"width": width, "height": height})
        expect(visitor.at("dots-voice").locator("circle.dot").first).to_be_visible()
        assert visitor.page.evaluate(SIDEWAYS) <= 0
        assert axe(visitor.page) == []
    assert visitor.complaints == []
    assert visitor.outside == []


def assert_reached(visitor: Visit) -> None:
    """Tab goes to every control in order, each with a ring, and each table can be moved by keys."""
    expected = visitor.page.evaluate(REACHED)
    visitor.at("home").focus()
    visitor.page.keyboard.press("Shift+Tab")
    way = []
    for _ in range(2 * len(expected)):
        visitor.page.keyboard.press("Tab")
        way.append(visitor.page.evaluate(FOCUSED))
        if expected[-1] in [name for name, _ in way[:-1]]:
            break  # one more than the last control: the table below it
    assert [name for name, _ in way if name in expected] == expected
    assert [name for name, ring in way if ring < 2] == []
    assert [name for name, _ in way].count("region") == 4
