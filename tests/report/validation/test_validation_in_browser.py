"""The page of a validation in a browser: it stands alone, fits, and everybody can use it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from coprod_sim.evidence.validation.area_section import between_areas
from coprod_sim.report.validation.page import write_validation
from tests.evidence.validation.made_up import AREAS, table, validation
from tests.report.every_page import WIDTHS, EveryPage, Opened, opened_page

pytestmark = pytest.mark.browser
KINDS = ("by hand", "with areas")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page with a line of each verdict and long names, and one with areas that were run."""
    folder = tmp_path_factory.mktemp("pages")
    made = validation()
    areas = between_areas(table(folder), 0.05, 24, range(1, 3))
    others = [section for section in made.sections if section.key != "areas"]
    run = replace(made, sections=(*others, areas))
    return {
        kind: write_validation(one, folder / f"{number}.html")
        for number, (kind, one) in enumerate(zip(KINDS, (made, run), strict=True))
    }


@pytest.fixture(scope="module", params=[(kind, width) for kind in KINDS for width in WIDTHS], ids=str)
def opened(request: pytest.FixtureRequest, browser: Browser, pages: dict[str, Path]) -> Iterator[Opened]:
    """A page, opened at one width with everything unfolded, and all that it asked for or complained about."""
    kind, width = request.param
    with opened_page(browser, pages[kind], width) as opened:
        yield opened


class TestValidation(EveryPage):
    """What holds for every page."""


def test_every_area_is_a_dot_with_a_name(opened: Opened) -> None:
    """The picture has one dot for each compared area, inside its frame."""
    found = opened[0].evaluate(
        """() => {
            const frame = document.querySelector('#scatter').getBoundingClientRect();
            return [...document.querySelectorAll('#scatter circle')].filter(dot => {
                const box = dot.getBoundingClientRect();
                return dot.querySelector('title').textContent.includes(': published')
                    && box.left >= frame.left && box.right <= frame.right && box.top >= frame.top;
            }).length;
        }"""
    )

    assert found == AREAS


def test_verdicts_are_words_not_only_colours(opened: Opened) -> None:
    """Each light says its colour, and reds in sight at the top lead to their section."""
    words = opened[0].evaluate("[...document.querySelectorAll('.light')].map(light => light.textContent)")
    dead = opened[0].evaluate(
        "[...document.querySelectorAll('.reds a')].filter(link => !document.querySelector(link.hash)).length"
    )

    assert set(words) == {"Green", "Amber", "Red", "Not run"}
    assert dead == 0
