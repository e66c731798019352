"""The ladder: on which rung choices stood, in bars, numbers and plain words."""

import copy
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page

from coprod_sim.engine.totals import RUNGS
from tests.axe import OF_WHOLE_PAGES, axe
from tests.dashboard.views.stage import ROOT, a_run, staged

pytestmark = pytest.mark.browser
SETTLED: Final = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
WIDTH, HEIGHT = 400, 190
TOP_DOWN = tuple(reversed(RUNGS))


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    """A real run."""
    return a_run()


@pytest.fixture
def ladder(browser: Browser, given: dict[str, Any]) -> Iterator[Page]:
    """The ladder, at the size that it has on the trainer's page."""
    with staged(browser, given, WIDTH, HEIGHT) as page:
        page.add_style_tag(path=str(ROOT / "public/shared/charts/charts.css"))
        page.add_style_tag(content="body { margin: 0; font-family: sans-serif }")
        page.evaluate("mount('present/ladder.js', 'Ladder', {})")
        page.wait_for_selector("[data-testid=ladder]")
        yield page


def show(page: Page, month: int) -> None:
    """Go to a month."""
    page.evaluate("month => { store.month = month; }", month)
    page.evaluate(SETTLED)


def bars(page: Page, side: str) -> list[float]:
    """Read the shares of a side, highest rung first."""
    read = f"all => all.map(bar => parseFloat(bar.dataset.share{side}))"
    shares: list[float] = page.locator(".ladder-bars").evaluate_all(read)
    return shares


@pytest.mark.parametrize("month", [6, 24, 60])
def test_bars_are_the_shares_of_the_run(ladder: Page, given: dict[str, Any], month: int) -> None:
    """For each side the bars add up to 100, stand at the right rungs, and are as long as they say."""
    show(ladder, month)

    for side, name in enumerate("AB"):
        shares = given["run"]["worlds"][side]["ladder"][month]
        assert bars(ladder, name) == list(reversed(shares))
        assert sum(bars(ladder, name)) == pytest.approx(100, abs=1)
        numbers = ladder.locator(f"li .ladder-share-{name.lower()}").all_text_contents()
        assert sum(int(number.replace(f"{name} ", "")) for number in numbers) == 100
        widths = ladder.locator(f".ladder-bar-{name.lower()}").evaluate_all(
            "bars => bars.map(bar => 100 * bar.getBoundingClientRect().width / (bar.parentNode.clientWidth))"
        )
        assert widths == pytest.approx(bars(ladder, name), abs=1.2)
    assert ladder.locator("li").evaluate_all("all => all.map(row => row.dataset.rung)") == list(TOP_DOWN)


def test_whole_numbers_always_add_up(ladder: Page) -> None:
    """Six shares are rounded so that they add up to 100, and none by more than one."""
    found = ladder.evaluate(
        """async () => {
            const { wholeShares } = await import('/public/present/ladder.js');
            return [[16.67, 16.67, 16.67, 16.67, 16.66, 16.66], [0.5, 0.5, 0.5, 0.5, 0.5, 97.5], [0, 0, 100, 0, 0, 0]].map(
                shares => [shares, wholeShares(shares)]);
        }"""
    )

    for shares, whole in found:
        assert sum(whole) == 100
        assert all(abs(one - other) < 1 for one, other in zip(shares, whole, strict=True))


def test_before_the_first_choice_there_are_no_bars(browser: Browser, given: dict[str, Any]) -> None:
    """Nothing has been decided: dashes instead of numbers, and no bar."""
    other = copy.deepcopy(given)
    for world in other["run"]["worlds"]:
        world["ladder"][0] = None
    with staged(browser, other, WIDTH, HEIGHT) as page:
        page.add_style_tag(path=str(ROOT / "public/shared/charts/charts.css"))
        page.evaluate("mount('present/ladder.js', 'Ladder', {})")

        assert page.locator("li .ladder-share-a").all_text_contents() == ["A \N{EN DASH}"] * len(RUNGS)
        assert page.locator(".ladder-bar").evaluate_all("all => all.map(bar => bar.offsetWidth)").count(0) == 12


def test_every_rung_tells_its_meaning(ladder: Page, given: dict[str, Any]) -> None:
    """A rung opens and closes its meaning and example; Esc closes it and the focus goes back; others stay in reach."""
    for rung in TOP_DOWN:
        button = ladder.locator(f"button[data-rung={rung}]")
        words = given["words"]["ladder"][rung]
        assert button.inner_text() == words["name"]
        assert button.get_attribute("aria-expanded") == "false"
        button.click()
        assert button.get_attribute("aria-expanded") == "true"
        meaning = ladder.locator(".ladder-meaning:visible")
        assert meaning.inner_text().split("\n\n") == [words["meaning"], words["example"]]
        assert meaning.get_attribute("id") == button.get_attribute("aria-controls")
        box = meaning.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= WIDTH
        assert box["y"] + box["height"] <= HEIGHT
        ladder.keyboard.press("Escape")
        assert ladder.locator(".ladder-meaning:visible").count() == 0
        assert button.evaluate("button => button === document.activeElement")


def test_a_share_that_is_told_is_not_called_asked(browser: Browser, given: dict[str, Any]) -> None:
    """Where all stand on the rung below "Asked", the ladder says that staff tell them what is decided, not that they are asked."""
    other = copy.deepcopy(given)
    other["run"]["worlds"][0]["ladder"][6] = [100 if rung == "told" else 0 for rung in RUNGS]
    with staged(browser, other, WIDTH, HEIGHT) as page:
        page.evaluate("mount('present/ladder.js', 'Ladder', {})")
        show(page, 6)
        row = page.locator("li[data-rung=told]")
        row.locator("button").click()

        assert row.locator(".ladder-share-a").inner_text().split()[-1] == "100"
        meaning = row.locator(".ladder-meaning").inner_text().lower()
        assert "staff tell the family what has been decided" in meaning
        assert "asked" not in meaning


def test_it_fits_and_everybody_can_use_it(ladder: Page) -> None:
    """No scrolling at 400 x 190, no word under 16 px, the note stands there, and axe finds nothing, closed or open."""
    show(ladder, 24)
    small = """[...document.querySelectorAll('.ladder *')].filter(part =>
        [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()) &&
        parseFloat(getComputedStyle(part).fontSize) < 16).length"""
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"

    assert ladder.evaluate(small) == 0
    assert ladder.evaluate(size) == [WIDTH, HEIGHT]
    assert ladder.locator(".ladder-note").inner_text() == "Not a score. Different choices suit different rungs."
    for _ in range(2):
        assert axe(ladder, without=OF_WHOLE_PAGES) == []
        ladder.click("[data-testid=rung-heard]")
    targets = ladder.locator(".ladder-rung").evaluate_all("all => all.map(b => b.getBoundingClientRect().height)")
    assert min(targets) >= 24


def test_bars_differ_by_pattern_too(ladder: Page) -> None:
    """A is solid and B is hatched, for those who do not tell the colours apart."""
    look = "bar => getComputedStyle(bar).backgroundImage"

    assert ladder.locator(".ladder-bar-a").first.evaluate(look) == "none"
    assert "repeating-linear-gradient" in ladder.locator(".ladder-bar-b").first.evaluate(look)
