"""The one file opened by Firefox from a disk, without a network: its numbers are Python's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from coprod_sim.dashboard.pages.compare import differences
from coprod_sim.dashboard.pages.compare.page import run_pairs
from coprod_sim.dashboard.pages.lessons.page import start_of
from coprod_sim.dashboard.pair import show
from coprod_sim.dashboard.static.folder import SINGLE
from coprod_sim.scenario.setup.changes import new_change
from coprod_sim.scenario.setup.file_and_link import to_link
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.dashboard.static.firefox import Firefox, firefox, firefox_path

pytestmark = pytest.mark.skipif(
    firefox_path() is None,
    reason="neither firefox-esr nor firefox is on the PATH: the pages were not opened in Firefox",
)

RESULTS: Final = "document.getElementById('app')?.dataset.results"
SHOWN: Final = "document.querySelector('.compare')?.__vue__?.shown"
ASKED: Final = "performance.getEntriesByType('resource').map(one => one.name).concat('and no more')"
PAIRS: Final = 20
LINKS: Final = {
    "usual": TwoWays(),
    "with changes": TwoWays(
        seed=7, months=36, changes=(new_change("A", "train_staff", 6), new_change("both", "budget_cut", 12))
    ),
    "small town": TwoWays(
        b=Way("train_first_share_later"), seed=3, modifiers=("statutory",), town={"families": 60, "professionals": 8}
    ),
}


@pytest.fixture(scope="module")
def fox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox, with an empty profile."""
    with firefox(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def file(site: Path) -> str:
    """The address of the one file on the disk."""
    return (site / SINGLE).as_uri()


@pytest.mark.parametrize("name", LINKS)
def test_a_link_gives_the_numbers_of_python(fox: Firefox, file: str, name: str) -> None:
    """Every number of the pair of runs is the same to the bit, for their hash is; and nothing was fetched."""
    fox.open(f"{file}#/present?v=1&s={to_link(LINKS[name])}")
    assert fox.until(RESULTS) == show.run_of(LINKS[name])["results"]
    assert fox.until(ASKED) == ["and no more"]


def test_a_lesson_gives_the_numbers_of_python(fox: Firefox, file: str) -> None:
    """The first lesson starts with its own pair."""
    fox.open(f"{file}#/lessons/e1")
    assert fox.until(RESULTS) == show.run_of(start_of("e1"))["results"]


def test_twenty_pairs_are_those_of_python(fox: Firefox, file: str) -> None:
    """Differences, their intervals and every dot of /compare."""
    fox.open(f"{file}#/compare")
    shown: dict[str, Any] = json.loads(fox.until(f"{SHOWN} && JSON.stringify({SHOWN})"))
    wanted = json.loads(json.dumps(differences.payload(run_pairs(TwoWays(), PAIRS), TwoWays().months, None)))
    assert shown["pairs"] == PAIRS
    assert {name: shown[name] for name in wanted} == wanted
