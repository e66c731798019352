"""The trainer guide: 45 minutes that add up, words that can be read aloud, links that open the right state, and sheets to print."""

import re
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from coprod_sim.dashboard.pages.guide.content import MINUTES, MOMENTS, MOST_MOVING, guide
from coprod_sim.dashboard.pages.shared.words import texts, words
from coprod_sim.engine.totals import RUNGS
from coprod_sim.evidence.claims import TAUGHT_SETTINGS, claims_of
from coprod_sim.scenario.setup.change_kinds import CHANGES
from coprod_sim.scenario.setup.file_and_link import from_link
from tests.axe import axe
from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import Visit
from tests.dashboard.test_small_screens import wrong
from tests.reading_age import BANNED, HIGHEST_GRADE, MOST_WORDS, grade, sentence_list, word_list

pytestmark = pytest.mark.editions("server")

WORDS: Final = dict(texts({"guide": words()["guide"]}))
WORKSHOPS: Final = {each["key"]: each for each in guide()["workshops"]}
SHEETS: Final = {each["key"]: each for each in guide()["sheets"]}
PRESSED: Final = (
    ("topbar", "rules"),
    ("topbar", "replay"),
    ("topbar", "view"),
    ("topbar", "share"),
    ("rail", "add"),
    ("share", "pack"),
    ("share", "copy"),
    ("controls", "stage_predict"),
    ("controls", "skip"),
    ("predict", "reveal"),
    ("present", "story"),
    ("story", "most"),
    ("ladder", "open"),
    ("telling", "title"),
    ("compare", "title"),
)
"""Words of the trainer's page that the guide names, by table and key."""
A4: Final = (595, 842)
"""Points."""
NOT_PRINTED: Final = "window.print = () => { window.printed = %s; }"
VISIBLE_PARTS: Final = """[...document.querySelectorAll('.workshop, .sheet, [data-testid=before], .site, button')]
    .filter(part => part.checkVisibility()).map(part => part.id || part.dataset.testid || part.className)"""


@pytest.mark.parametrize("key", WORKSHOPS)
def test_the_minutes_add_up(key: str) -> None:
    """A plan is 45 minutes without a gap, and the months run for at most 10 of them, never longer than their step."""
    steps = WORKSHOPS[key]["steps"]
    assert (steps[0]["from"], steps[-1]["to"]) == (0, MINUTES) == (0, 45)
    assert all(before["to"] == after["from"] for before, after in pairwise(steps))
    assert all(0 <= step["moving"] <= step["to"] - step["from"] > 0 for step in steps)
    moving = sum(step["moving"] for step in steps)
    assert 0 < moving <= MOST_MOVING == 10
    assert f" {moving} of the 45 minutes" in WORKSHOPS[key]["moving"]


@pytest.mark.parametrize("key", WORKSHOPS)
def test_talk_is_at_least_as_long_as_watching(key: str) -> None:
    """The talk after, in the last two steps, is longer than the months run; it has its five parts, and is opened and closed in words."""
    of = WORKSHOPS[key]
    assert sum(step["to"] - step["from"] for step in of["steps"][-2:]) > sum(step["moving"] for step in of["steps"])
    assert [part["head"] for part in of["debrief"]] == list(words()["guide"]["heads"].values())
    for sentence in ("made-up people", "cannot predict your area", "Nobody has to share their own story"):
        assert sentence in of["steps"][0]["say"]
    assert {"date", "name"} <= set(word_list(of["steps"][-1]["say"]))
    assert all(step["do"] and step["say"] and step["screen"] for step in of["steps"])


def test_every_moment_is_opened_and_every_link_is_its_moment() -> None:
    """A link says the two ways of its moment, read as strictly as a file; no moment is left over."""
    links = {link["key"]: link for of in WORKSHOPS.values() for step in of["steps"] for link in step["links"]}
    assert set(links) == set(MOMENTS)
    for key, link in links.items():
        query = {name: values[0] for name, values in parse_qs(urlsplit(link["href"]).query).items()}
        two, notes = from_link(query.get("s", ""), strict=True)
        assert (two.hash, notes) == (MOMENTS[key].two.hash, [])
        assert (int(query.get("at", "0")), query["view"]) == MOMENTS[key][1:]


def test_what_to_look_for_is_what_runs_bear_out() -> None:
    """The lines are the claims of each workshop, each about its own set-up or about one that a link opens."""
    for key, of in WORKSHOPS.items():
        assert MOMENTS[f"{key}_start"].two == TAUGHT_SETTINGS[key]
        assert [(line["key"], line["text"]) for line in of["observe"]] == [
            (one.key, one.text) for one in claims_of(key)
        ]
        assert len(of["observe"]) > 3
        for line, claim in zip(of["observe"], claims_of(key), strict=True):
            opened = [from_link(parse_qs(urlsplit(one["href"]).query)["s"][0], strict=True)[0] for one in line["sets"]]
            assert [two.hash for two in opened] == [two.hash for two in claim.ways if two != TAUGHT_SETTINGS[key]]


def test_buttons_are_called_what_they_are_called() -> None:
    """What the trainer is told to press is on the page: its words are those of the other files."""
    everything = " ".join(WORDS.values()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    for measure in ("family_energy", "voice", "people_trust", "council_trust"):
        assert f"“{words()['charts']['names'][measure]}”" in " ".join(WORDS.values()), measure
    for table, key in PRESSED:
        label = words()[table][key].removeprefix("1 ")
        assert label in everything, label


def test_every_sheet_is_used_and_made_from_its_birthplace() -> None:
    """Each workshop brings its own sheets; rungs, changes and arguments are those that the model declares."""
    for key, of in WORKSHOPS.items():
        assert {f"commitment-{key}", "guesses", "slip"} <= {sheet["key"] for sheet in of["bring"]}
    assert set(SHEETS) == {sheet["key"] for of in WORKSHOPS.values() for sheet in of["bring"]}
    assert [rung["key"] for rung in SHEETS["rungs"]["rungs"]] == list(RUNGS)
    arguments = [(kind["argument_for"], kind["argument_against"]) for kind in SHEETS["changes"]["kinds"]]
    assert arguments == [(kind.argument_for, kind.argument_against) for kind in CHANGES]
    assert len(SHEETS["statements"]["cards"]) == 8


def test_the_words_can_be_read_aloud() -> None:
    """Short sentences, no word of the trade, and a reading age of nine on the whole; short pieces are not graded alone."""
    guide_texts = {place: text for place, text in WORDS.items() if place != "guide.document.made"}
    assert {place: text for place, text in guide_texts.items() if BANNED.search(text)} == {}
    long = [part for text in guide_texts.values() for part in sentence_list(text) if len(word_list(part)) > MOST_WORDS]
    assert long == []
    assert [text for text in guide_texts.values() if len(sentence_list(text)) > 2 and grade(text) > HIGHEST_GRADE] == []
    assert grade(" ".join(text if text.endswith((".", "?")) else f"{text}." for text in guide_texts.values())) < 4


def read(visit: Visitor, **options: int) -> Visit:
    """Open the guide."""
    visitor = visit("/guide", **options)
    visitor.at("before").wait_for()
    return visitor


@pytest.mark.editions("both")
@pytest.mark.browser
def test_the_page_is_for_everybody(visit: Visitor) -> None:
    """Axe finds nothing, nothing is fetched from elsewhere, links lead to their parts, and no width leads sideways."""
    visitor = read(visit)
    assert axe(visitor.page) == []
    visitor.at("to-w3").focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.at("w3")).to_be_in_viewport()
    assert visitor.page.url.endswith("#w3" if visitor.served else "#/guide")
    faults = {}
    for width, height in ((640, 360), (320, 640)):
        visitor.page.set_viewport_size({"width": width, "height": height})
        faults[width] = wrong(visitor, visitor.page.locator(".guide"))
        assert axe(visitor.page) == []
    assert faults == {640: [], 320: []}
    assert (visitor.outside, visitor.complaints) == ([], [])


@pytest.mark.browser
def test_all_of_the_guide_is_on_the_page(visit: Visitor) -> None:
    """Every step, question and card that the words hold can be read."""
    visitor = read(visit)
    page_text = " ".join(visitor.page.locator("main").inner_text().split())
    wanted = [step[part] for of in WORKSHOPS.values() for step in of["steps"] for part in ("do", "say", "screen")]
    wanted += [question for of in WORKSHOPS.values() for part in of["debrief"] for question in part["questions"]]
    wanted += [point for part in guide()["before"] for point in part["points"]]
    wanted += [*SHEETS["statements"]["cards"], *(kind.argument_against for kind in CHANGES)]
    wanted += [line["text"] for of in WORKSHOPS.values() for line in of["observe"]]
    assert [text for text in wanted if text not in page_text] == []
    assert visitor.at("step").count() == sum(len(of["steps"]) for of in WORKSHOPS.values())


@pytest.mark.browser
@pytest.mark.parametrize("key", ["w1_pause", "w2_tables", "w3_end"])
def test_a_link_opens_its_state(visit: Visitor, key: str) -> None:
    """The link of a step opens the trainer's page, in one tab, with the two ways, the month and the view of that moment."""
    visitor = read(visit)
    with visitor.page.context.expect_page() as opened:
        visitor.at(f"open-{key}").first.click()
    visitor.page = opened.value
    visitor.at("play").wait_for(timeout=60_000)
    moment = MOMENTS[key]
    assert visitor.state("hash") == moment.two.hash
    assert visitor.state("month") == str(moment.month)
    assert visitor.store("store.view") == moment.view
    assert visitor.store("store.stage") == ("open" if moment.month else "predict")


@pytest.mark.editions("both")
@pytest.mark.browser
def test_the_guide_is_found_from_the_trainers_page(visit: Visitor) -> None:
    """Help leads to the guide, and the guide back to the trainer's page at its start."""
    visitor = visit()
    visitor.at("open-keys").click()
    visitor.at("to-guide").click()
    visitor.at("start").click()
    visitor.at("play").wait_for()
    assert (visitor.state("month"), visitor.state("stage")) == ("0", "predict")


@pytest.mark.browser
def test_one_workshop_can_be_printed_alone(visit: Visitor) -> None:
    """Its own button prints it with its sheets, and nothing else; afterwards all is there again."""
    visitor = read(visit)
    visitor.page.emulate_media(media="print")
    visitor.page.evaluate(NOT_PRINTED % VISIBLE_PARTS)
    for key, of in WORKSHOPS.items():
        visitor.at(f"print-{key}").evaluate("button => button.click()")
        visitor.page.wait_for_function("window.printed")
        printed = visitor.page.evaluate("window.printed")
        assert sorted(printed) == sorted([key, *(sheet["key"] for sheet in of["bring"])])
        visitor.page.evaluate("window.printed = null")
    assert sorted(visitor.page.evaluate(VISIBLE_PARTS)) == sorted(["before", *WORKSHOPS, *SHEETS])


@pytest.mark.editions("both")
@pytest.mark.browser
def test_it_prints_on_a4(visit: Visitor) -> None:
    """Every page is A4; each workshop begins one and fills two or three, each sheet one or two, and no address is printed."""
    visitor = read(visit)
    printed = visitor.page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", printed)
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {A4}
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 2 + 2 * len(WORKSHOPS) + len(SHEETS) <= pages <= 26
    visitor.page.emulate_media(media="print")
    visitor.page.set_viewport_size({"width": 703, "height": 1032})
    breaks = visitor.page.eval_on_selector_all(
        ".workshop, .sheet", "parts => parts.map(part => getComputedStyle(part).breakBefore)"
    )
    assert breaks == ["page"] * (len(WORKSHOPS) + len(SHEETS))
    height = {key: visitor.at(key).bounding_box() for key in WORKSHOPS}
    assert [key for key, box in height.items() if box is None or box["height"] > 3 * 1032] == []
    assert "http" not in visitor.page.locator("main").inner_text()
    assert visitor.page.locator(".guide [data-testid=home]").is_hidden()
    borders = visitor.page.eval_on_selector_all(".cut", "all => all.map(one => getComputedStyle(one).borderTopStyle)")
    assert set(borders) == {"dashed"}
