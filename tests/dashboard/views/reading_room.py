"""A stage for the views that are read: telling, story drawer and predict panel, with their words and a real run."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from playwright.sync_api import Browser, Page

from coprod_sim.dashboard.pair import runs
from coprod_sim.dashboard.pair.month_sentences import pair_sentences
from coprod_sim.dashboard.pair.stories import family_names, story_of
from coprod_sim.scenario.scenario import load_scenario
from tests.axe import axe
from tests.dashboard.views import stage

PAIR: Final = ("consultation_only", "power_sharing")
SEED: Final = 7
MONTHS: Final = 60
SETTING: Final = """css => {
  const app = document.getElementById('app');
  app.classList.add('page');
  app.setAttribute('role', 'main');
  app.insertAdjacentHTML('afterbegin', '<h1>Stage</h1><h2>View</h2><button id="opener" type="button">Open</button>');
  document.head.insertAdjacentHTML('beforeend', `<link rel="stylesheet" href="/public/${css}">`);
}"""


@cache
def given() -> dict[str, Any]:
    """Give a run with its telling."""
    both = [load_scenario(name) for name in PAIR]
    worlds = [runs.world(scenario, SEED, MONTHS) for scenario in both]
    *_, comparison = runs.seed_band(both[0], both[1], MONTHS)
    made = stage.a_run(*PAIR, seed=SEED, months=MONTHS)
    sentences = pair_sentences(worlds, both, (), comparison)
    made["run"] |= {"telling": sentences.months, "voted": sentences.voted}
    return made


def a_story(family: int | None = None) -> dict[str, Any]:
    """Give a family's story, and all names."""
    a, b = (load_scenario(name) for name in PAIR)
    return {"story": story_of(a, b, family, SEED, MONTHS), "names": family_names(300)}


@contextmanager
def room(browser: Browser, css: str, width: int = 1280, height: int = 720, *, fresh: bool = False) -> Iterator[Page]:
    """Open a stage with one style sheet, headings, and a button that has focus; complaints in the console fail the test."""
    with stage.staged(browser, given(), width, height, fresh=fresh) as page, stage.without_complaint(page):
        page.evaluate(SETTING, css)
        page.wait_for_function("document.styleSheets.length > 0")
        page.focus("#opener")
        yield page


def settle(page: Page) -> None:
    """Wait until what was changed is drawn."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def put(page: Page, **values: object) -> None:
    """Write into the store."""
    page.evaluate("values => Object.assign(store, values)", values)
    settle(page)


def click(page: Page, *ids: str) -> None:
    """Press buttons by their test id."""
    for one in ids:
        page.click(f"[data-testid={one}]")
    settle(page)


def assert_everybody_can_use(page: Page) -> None:
    """Axe finds nothing wrong."""
    assert axe(page) == []


def smallest_text(page: Page, inside: str) -> float:
    """Give the smallest size of any text in a part of the page, in px."""
    return float(
        page.evaluate(
            """inside => Math.min(...[...document.querySelectorAll(inside + ', ' + inside + ' *')]
                .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
                .map(one => parseFloat(getComputedStyle(one).fontSize)))""",
            inside,
        )
    )
