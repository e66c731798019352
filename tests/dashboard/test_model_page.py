"""The page about the model: it says what the declarations and documents say, and everybody can read, search and print it."""

import re
from types import FunctionType
from typing import Final
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import expect

from coprod_sim.dashboard.pages.model.about import TRIES, about_model, tries
from coprod_sim.dashboard.pages.model.documents_html import document_html
from coprod_sim.dashboard.pages.model.views import MONTHS, SEEDS, WAYS, view_tables
from coprod_sim.dashboard.pages.shared.words import texts, words
from coprod_sim.dashboard.pair import show
from coprod_sim.engine.custom_rules import rule_names
from coprod_sim.engine.kernel.state_field import NEED_AREA_NAMES
from coprod_sim.evidence.patterns.patterns import PATTERNS
from coprod_sim.evidence.references import keys_in, references
from coprod_sim.place.simulate import begun
from coprod_sim.report.documents import NAMES, document
from coprod_sim.scenario.parameters import BY_NAME, DECLARED
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.study.compare import compare
from coprod_sim.study.run import run
from coprod_sim.study.view_errors import VIEW_INDICATORS, view_errors_by_area, view_errors_by_weight
from tests.axe import axe
from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import Visit
from tests.dashboard.test_small_screens import CUT_OFF, SIDEWAYS
from tests.evidence.patterns.test_patterns import GREEN
from tests.reading_age import MOST_WORDS, grade, sentence_list, word_list

pytestmark = pytest.mark.editions("server")

MODEL: Final = words("model")["model"]
ORDER: Final = ["what", "how", "views", "use", "notice", "try", "further", "limits", "essay", "who", "odd"]
HARDEST: Final = 7
"""The grade that no part of the page's own words goes above."""
CELL: Final = "cells => cells.map(cell => cell.textContent.replace(/\\s+/g, ' ').trim())"


# Without a browser: what is sent.


@pytest.mark.parametrize("key", TRIES)
def test_a_thing_to_try_opens_what_it_promises(key: str) -> None:
    """Its address gives back the two ways of working, without a note, on a page of the site."""
    address = urlsplit(tries()[key])

    assert show.ways_of_address(address.query) == (TRIES[key].two, [])
    assert address.path in {page["href"] for page in words("model")["site"]["pages"]}


def values(key: str, name: str) -> tuple[float, float]:
    """Give a setting of A and of B in a thing to try."""
    a, b = TRIES[key].two.scenarios()
    return a.value(name), b.value(name)


def test_things_to_try_are_what_their_words_say() -> None:
    """Each has words; and what those say of A and B is so in the two scenarios."""
    later, back = TRIES["order"].two.scenarios()[1], TRIES["back"].two.scenarios()[1]
    less, more = values("money", "budget")[::-1]
    loss, even = values("even", "trust_loss")

    assert [item["key"] for item in MODEL["try"]["items"]] == list(TRIES)
    assert values("order", "power_ceiling") == (0.5, 0.1)
    assert values("order", "training") == (0, 0.03)
    assert (12, "power_ceiling") in {(event.month, event.lever) for event in later.events}
    assert values("handed", "training") == (0.03, 0)
    assert values("handed", "power_ceiling") == (0.5, 1)
    assert [values("label", name) for name in ("asks", "promise", "power_ceiling")] == [(0, 1), (0, 0.6), (0.1, 0.1)]
    assert [(event.month, event.lever) for event in back.events] == [(36, "power_ceiling")]
    assert less / more == pytest.approx(0.75, abs=0.03)
    assert values("meetings", "review_months") == (9, 9)
    assert BY_NAME["review_months"].default == 3
    assert loss > even == values("even", "trust_gain")[1]
    dear = BY_NAME["provision_cost"]
    assert values("cost", "provision_cost") == (dear.explore[1], dear.explore[1])
    assert dear.explore[1] / dear.default == pytest.approx(4 / 3, abs=0.03)
    assert values("lose", "young_person_voice") == (0, 0)
    assert min(values("lose", "start_bias")) >= 2 * BY_NAME["start_bias"].default
    assert min(values("lose", "parent_divergence")) > BY_NAME["parent_divergence"].explore[1]


def test_where_sharing_is_said_to_lose_it_does() -> None:
    """In every pair of runs of that thing to try, young people get on less well at the end with sharing than without."""
    difference = compare(*TRIES["lose"].two.scenarios(), pairs=10, months=60, seed=1).difference("progress", 60)
    assert (difference.pairs_b_higher, difference.pairs_equal) == (0, 0)


def test_where_meetings_are_few_both_ways_lose_trust() -> None:
    """It is asked which way loses more trust: both do, and in nearly every run the one that shares."""
    few = compare(*TRIES["meetings"].two.scenarios(), pairs=10, months=60, seed=1)
    usual = compare(
        *(load_scenario(name) for name in ("consultation_only", "power_sharing")), pairs=10, months=60, seed=1
    )
    lost = [
        one["felt_trust"][:, 60] - other["felt_trust"][:, 60]
        for one, other in ((usual.series_a, few.series_a), (usual.series_b, few.series_b))
    ]
    assert min(map(np.min, lost)) > 0
    assert (lost[1] > lost[0]).sum() >= 9


def test_whose_view_is_nearer_comes_from_runs() -> None:
    """Each cell is the mean over as many runs as are named: of an indicator in its month, or of the last place by area of need."""
    tables = view_tables()
    for side, way in enumerate(WAYS):
        series = [run(way, months=MONTHS[-1], seed=seed).series for seed in range(1, SEEDS + 1)]
        for row, name in zip(tables["by_month"], VIEW_INDICATORS.values(), strict=True):
            wanted = [f"{sum(one[name][month] for one in series) / SEEDS:.2f}" for month in MONTHS]
            assert row["cells"][2 * side : 2 * side + 2] == wanted
    ends = []
    for seed in range(1, SEEDS + 1):
        simulation = begun(load_scenario(WAYS[1]), seed)
        simulation.advance(MONTHS[-1])
        ends.append(simulation.place)
    areas, weights = [view_errors_by_area(end) for end in ends], [view_errors_by_weight(end) for end in ends]
    by_area = tables["by_area"][1]
    assert [row["name"].lower() for row in by_area["areas"]] == list(NEED_AREA_NAMES)
    for place, party in enumerate(VIEW_INDICATORS):
        means = np.mean([area[party] for area in areas], axis=0)
        assert [row["cells"][place] for row in by_area["areas"]] == [f"{mean:.2f}" for mean in means]
        both = [sum(weight[party][at] for weight in weights) / SEEDS for at in (0, 1)]
        assert [cells[place] for cells in by_area["weights"]] == [f"{mean:.2f}" for mean in both]
    assert set(words("model")["parties"]) == set(VIEW_INDICATORS)


def test_what_is_to_be_noticed_is_tested() -> None:
    """Each thing to notice is a pattern that the defaults show: a study sees to it that it stays so."""
    claims = [item["claim"] for item in MODEL["notice"]["items"]]

    assert len(claims) > 10
    assert set(claims) <= GREEN
    assert about_model()["claims"] == {each.number: each.claim for each in PATTERNS}


def test_what_it_says_of_trust_is_what_was_found() -> None:
    """The guess that matters most for trust is the one of docs/limits.md: tests/evidence/robustness/test_limits.py finds it so."""
    (text,) = (item["text"] for item in MODEL["try"]["items"] if item["key"] == "cost")
    most = re.search(r"^\| Families' trust \| [\d.]+ \| `(\w+)`:", document("limits"), re.MULTILINE)
    assert most
    assert "No guess matters more for trust." in text
    assert set(TRIES["cost"].two.town) == {most[1]}


def test_the_words_are_plain() -> None:
    """No sentence has more than fifteen words, and no part is hard to read; commands are no sentences."""
    own = {place: text for place, text in texts(MODEL) if not re.match(r"further\.steps\.\d\.1", place)}
    long = [one for text in own.values() for one in sentence_list(text) if len(word_list(one)) > MOST_WORDS]
    parts = {part: " ".join(text for place, text in own.items() if place.startswith(f"{part}.text")) for part in ORDER}
    lists = {
        "notice": [one["text"] for one in MODEL["notice"]["items"]],
        "try": [one["text"] for one in MODEL["try"]["items"]],
    }
    texts_of_parts = {
        **parts,
        **{f"{part} list": " ".join(each) for part, each in lists.items()},
        "how": " ".join(MODEL["how"]["month"]),
    }

    assert long == []
    assert {part: grade(text) for part, text in texts_of_parts.items() if text and grade(text) > HARDEST} == {}


def test_the_rule_to_change_is_a_rule() -> None:
    """The function that visitors are told to write has the name and the arguments of a rule."""
    from coprod_sim.evidence.references import compiled_functions

    made: dict[str, FunctionType] = {}
    exec(MODEL["further"]["steps"][1][1], {}, made)
    ((name, function),) = made.items()
    _, rule = compiled_functions()[name]

    assert name in rule_names()
    assert function.__code__.co_varnames == rule.__code__.co_varnames[: rule.__code__.co_argcount]
    assert f"rules {name}" in MODEL["further"]["steps"][0][1]


def test_every_link_inside_the_page_leads_somewhere() -> None:
    """What documents link to is there: headings, settings and sources; and no id stands twice."""
    documents = about_model()["documents"]
    whole = "".join(each["html"] for each in documents.values())
    ids = re.findall(r' id="([^"]+)"', whole)
    there = {*ids, *(f"setting-{each.name}" for each in DECLARED), *(f"source-{key}" for key in references())}

    assert set(documents) == set(NAMES)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', whole)) - there == set()
    assert {chapter["id"] for each in documents.values() for chapter in each["chapters"]} <= set(ids)
    assert "odd-patterns" in ids


def test_a_document_becomes_html_with_its_place_on_the_page() -> None:
    """Title and marks go, headings move down, tables get a box with a name, and names become links."""
    made = document_html(
        "# Title\n\n<!-- made: x -->\n## First\n\nOf `trust_gain` and `no_name`, [slovic1993], [x].\n\n| A |\n|---|\n| 1 |\n",
        "d",
    )

    assert made.chapters == [{"id": "d-first", "title": "First"}]
    assert '<h3 id="d-first">First</h3>' in made.html
    assert "Title" not in made.html
    assert "<!--" not in made.html
    assert '<a href="#setting-trust_gain"><code>trust_gain</code></a> and <code>no_name</code>' in made.html
    assert '<a href="#source-slovic1993">[slovic1993]</a>, [x].' in made.html
    assert 'role="group" aria-label="Table 1: First"><table>' in made.html


def table_cells(text: str) -> list[str]:
    """Give the cells of all tables of a document in Markdown, as they are read."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines]
    return [re.sub(r"\s+", " ", re.sub(r"`|\*\*|\\(?=\|)", "", cell)).strip() for row in rows for cell in row]


def test_cells_are_read_as_people_see_them() -> None:
    """Marks of Markdown are no text."""
    assert table_cells("| **`a`** | b \\| c |\n|---|---|\n|  | x |\n") == ["a", "b | c", "", "x"]


# In a browser.


def arrived(visitor: Visit, place: str) -> bool:
    """Tell whether a place has the focus and is on the screen."""
    return bool(
        visitor.page.evaluate(
            """id => { const place = document.getElementById(id); const box = place.getBoundingClientRect();
            return document.activeElement === place && box.top >= -1 && box.top < innerHeight; }""",
            place,
        )
    )


def follow(visitor: Visit, link: str, place: str) -> None:
    """Press Enter on a link, and wait until the focus is at its place."""
    visitor.page.locator(link).first.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_function("id => document.activeElement.id === id", arg=place)
    assert arrived(visitor, place)


@pytest.mark.browser
def test_everything_is_on_the_page(visit: Visitor) -> None:
    """All sections in order, a row for each declared setting, every table of the ODD description; from here alone, and clean."""
    visitor = visit("/model")
    page = visitor.page
    assert page.locator("h1").all_inner_texts() == [MODEL["title"]]
    assert page.locator("main h2").evaluate_all("all => all.map(one => one.id)") == ORDER
    rows = page.locator("[data-testid=settings] tbody tr")
    assert rows.evaluate_all("all => all.map(one => one.id)") == [f"setting-{each.name}" for each in DECLARED]
    gain = page.locator("#setting-trust_gain").locator("th, td").evaluate_all(CELL)
    declared = BY_NAME["trust_gain"]
    low, high = (f"{end:g}" for end in declared.explore)
    assert gain[:5] == ["trust_gain", declared.meaning, f"{declared.default:g}", f"{low} to {high}", declared.unit]
    assert gain[6:] == [MODEL["who"]["statuses"]["assumed"], "Slovic 1993 (direction; the size is ours)"]
    assert page.locator("[data-testid=notice] .tag").all_inner_texts() == [
        one["claim"] for one in MODEL["notice"]["items"]
    ]
    assert page.locator(".model-sources li").count() == len(references())

    tables = view_tables()
    months = (
        visitor.at("views-by-month")
        .locator("tbody tr")
        .evaluate_all("rows => rows.map(row => [...row.cells].slice(1).map(cell => cell.textContent))")
    )
    assert months == [row["cells"] for row in tables["by_month"]]
    areas = (
        visitor.at("views-by-area")
        .locator("tbody")
        .evaluate_all(
            "parts => parts.map(part => [...part.rows].slice(1).map(row => [...row.cells].slice(1).map(cell => cell.textContent)))"
        )
    )
    assert areas == [each["weights"] + [row["cells"] for row in each["areas"]] for each in tables["by_area"]]

    assert axe(visitor.page) == []
    visitor.at("odd-open").click()
    cells = page.locator("[data-testid=odd-text]").locator("th, td").evaluate_all(CELL)
    text = document("odd")
    assert cells == table_cells(text)
    keys = set(
        page.locator("[data-testid=odd-text] a[href^='#source-']").evaluate_all(
            "all => all.map(one => one.hash.slice(8))"
        )
    )
    assert keys == set(keys_in(text))
    assert axe(visitor.page) == []
    assert (visitor.outside, visitor.complaints) == ([], [])


@pytest.mark.browser
def test_settings_can_be_searched(visit: Visitor) -> None:
    """A part of a name, words and kinds find rows; the count is told; nothing found is said; a link to a row shows it again."""
    visitor = visit("/model")
    box, rows, count = (
        visitor.at("setting-search"),
        visitor.page.locator("[data-testid=settings] tbody tr"),
        visitor.at("setting-count"),
    )
    box.fill("trust_loss")
    expect(rows).to_have_count(1)
    box.fill("best guess lever")
    levers = [each for each in DECLARED if each.role == "lever" and each.status == "assumed"]
    expect(rows).to_have_count(len(levers))
    expect(count).to_have_text(f"{len(levers)} of {len(DECLARED)} settings")
    expect(visitor.at("status")).to_have_text(f"{len(levers)} of {len(DECLARED)} settings")
    box.fill("zebra")
    expect(visitor.page.get_by_text(MODEL["who"]["none"])).to_be_visible()
    follow(visitor, "#limits ~ div a[href='#setting-provision_cost']", "setting-provision_cost")
    expect(rows).to_have_count(len(DECLARED))
    assert box.input_value() == ""


@pytest.mark.editions("both")
@pytest.mark.browser
def test_links_of_the_contents_lead_there_by_keyboard(visit: Visitor) -> None:
    """Each link of the table of contents moves focus and screen; chapters of the long description open it; an address does, too."""
    visitor = visit("/model")
    contents = visitor.at("toc").locator("a")
    places = contents.evaluate_all("all => all.map(one => one.hash.slice(1))")
    assert [place for place in places if place in ORDER] == ORDER
    visitor.page.locator(".site a").last.focus()
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.hash") == f"#{places[0]}"
    assert float(visitor.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")) >= 2
    for place in places:
        follow(visitor, f"[data-testid=toc] a[href='#{place}']", place)
    visitor.page.keyboard.press("Tab")
    follow(visitor, "a[href='#odd-7-submodels']", "odd-7-submodels")
    follow(visitor, "[data-testid=odd-text] a[href='#source-realpe2010']", "source-realpe2010")
    visitor.page.locator("#setting-trust_gain a").click()
    visitor.page.wait_for_function("document.activeElement.id === 'source-slovic1993'")
    visitor.page.evaluate("scrollTo(0, 0)")
    visitor.page.locator("#setting-trust_loss a").click()  # the same place again
    visitor.page.wait_for_function("document.activeElement.id === 'source-slovic1993'")
    visitor.go("/model#odd-patterns")
    visitor.page.reload()
    visitor.page.wait_for_function("document.activeElement && document.activeElement.id === 'odd-patterns'")
    assert arrived(visitor, "odd-patterns")


@pytest.mark.browser
def test_it_fits_small_screens_and_paper(visit: Visitor) -> None:
    """Nothing leads sideways but tables in their boxes, which the keyboard reaches; paper has no header, contents or search."""
    visitor = visit("/model", width=320, height=640)
    page = visitor.page
    visitor.at("odd-open").click()
    for width, height in ((320, 640), (640, 360)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(SIDEWAYS) <= 0
        assert page.locator("main").evaluate(CUT_OFF) == []
        page.wait_for_function(BOXES_REACHED)
    small = page.evaluate(SMALL)
    page.emulate_media(media="print")
    hidden = [page.locator(part).first for part in (".site", ".model-toc", ".model-search")]
    for part in hidden:
        expect(part).to_be_hidden()
    expect(page.locator("[data-testid=settings]")).to_be_visible()
    assert page.locator(".table-box").first.evaluate("box => getComputedStyle(box).overflowX") == "visible"

    assert small == []


BOXES_REACHED: Final = """[...document.querySelectorAll('.table-box')]
    .every(box => (box.scrollWidth > box.clientWidth) === (box.tabIndex === 0))"""
SMALL: Final = """[...document.querySelectorAll('.model *')].filter(part => {
    const own = [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
    return own && part.checkVisibility() && parseFloat(getComputedStyle(part).fontSize) < 16;
}).map(part => part.outerHTML.slice(0, 120))"""
