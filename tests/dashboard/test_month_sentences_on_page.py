"""What the served page tells, shows of one family and says of choices: short, true, and there for mouse and keys alike."""

import csv
import io
import re
from typing import Any, Final

import pytest
from playwright.sync_api import expect

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair.runs import BAND
from coprod_sim.dashboard.pair.show import address, run_of
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import Visit
from tests.reading_age import BANNED, MOST_WORDS, sentence_list, word_list

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

SEED: Final = 7
DISAGREE: Final = TwoWays(Way("consultation_only"), Way("consultation_only", {"budget": 0.93}), seed=SEED)
"""Two ways so much alike that their runs do not agree at first."""
PAIRS: Final = (
    TwoWays(seed=SEED),
    TwoWays(Way("invited_not_deciding"), Way("consultation_only+broken_trust"), seed=SEED),
    DISAGREE,
)
STEP: Final = 3
SIDES: Final = ("a", "b")
MOST_SENTENCES: Final = 3


def opened(visit: Visitor, two: TwoWays) -> Visit:
    """Open the page at two ways of working, with the guess left out and all runs there."""
    visitor = visit(address(two))
    visitor.skip()
    visitor.whole_band()
    return visitor


def at_month(visitor: Visit, month: int) -> None:
    """Stand still at a month."""
    visitor.at("scrub").fill(str(month))
    expect(visitor.at("telling")).to_have_attribute("data-month", str(month))


def sentences_on(visitor: Visit) -> list[str]:
    """Give the sentences that stand there."""
    return visitor.at("sentence").locator("span").all_inner_texts()


def whole_numbers(visitor: Visit) -> list[set[int]]:
    """Give for each month every number of the watched pair, as the page's CSV has it, as a whole number of 100."""
    _, content = visitor.downloaded("csv")
    found: list[set[int]] = [set() for _ in range(61)]
    for row in csv.DictReader(io.StringIO(content.decode())):
        if int(row["seed"]) == SEED and row["value"]:
            found[int(row["month"])].add(round(100 * float(row["value"])))
    return found


def unknown_numbers(text: str, month: int, numbers: list[set[int]]) -> list[int]:
    """Give the numbers of a sentence that are no month, no count of runs, not the 100 of "of 100", and not in the CSV."""
    plain = re.sub(r"\b(?:of|per|each) 100\b", "", text)
    plain = re.sub(rf"\b(?:all|of) {BAND} runs", "", plain)
    counts = r"\bIn \d+ (?=\D*$)|\b(?:higher|lower|level) in \d+\b"
    runs = [int(number) for found in re.findall(counts, plain) for number in re.findall(r"\d+", found)]
    months = [int(number) for number in re.findall(r"\b[Mm]onth (\d+)", plain)]
    rest = re.sub(rf"{counts}|\b[Mm]onth \d+", "", plain)
    year_ago = max(0, month - 12)
    seen = set().union(*numbers[year_ago : month + 1])
    wrong = [number for number in runs if number > BAND] + [number for number in months if number > len(numbers)]
    return wrong + [number for number in map(int, re.findall(r"\d+", rest)) if number not in seen]


def faults_of(text: str, month: int, numbers: list[set[int]]) -> list[str]:
    """Give what is wrong with a sentence."""
    faults = {
        "more than one sentence": len(sentence_list(text)) != 1,
        "long": len(word_list(text)) > MOST_WORDS,
        "a word of the trade": bool(BANNED.search(text)),
        "a number that is nowhere": bool(unknown_numbers(text, month, numbers)),
    }
    return [fault for fault, is_so in faults.items() if is_so]


@pytest.mark.parametrize("two", PAIRS, ids=["usual", "both small", "runs disagree"])
def test_every_pause_is_told_briefly_and_truly(visit: Visitor, two: TwoWays) -> None:
    """At most three short sentences stand there, and each number in them is in the page's own CSV, or counts runs or months."""
    visitor = opened(visit, two)
    numbers = whole_numbers(visitor)
    wrong: list[tuple[int, str, list[str]]] = []
    texts = []
    for month in range(0, 61, STEP):
        at_month(visitor, month)
        sentences = sentences_on(visitor)
        assert 1 <= len(sentences) <= MOST_SENTENCES, month
        wrong += [(month, text, faults) for text in sentences if (faults := faults_of(text, month, numbers))]
        texts += sentences

    assert wrong == []
    assert len(set(texts)) > len(texts) / 2
    if two is DISAGREE:
        assert "No clear difference" in " ".join(texts)


def test_a_wrong_sentence_would_be_found() -> None:
    """The rules above find a number that is nowhere, a long sentence and a word of the trade."""
    numbers = [{40, 50}] * 61
    assert faults_of("At month 6, trust is 40 of 100 in A, 50 in B.", 6, numbers) == []
    assert faults_of("In 17 of 20 runs, trust was higher in B.", 6, numbers) == []
    assert faults_of("At month 6, trust is 41 of 100 in A, 50 in B.", 6, numbers) == ["a number that is nowhere"]
    assert faults_of("B was higher in 27 runs and lower in 3.", 6, numbers) == ["a number that is nowhere"]
    assert faults_of("The agents met.", 6, numbers) == ["a word of the trade"]
    assert faults_of("One two three four five six seven eight nine ten one two three four five six.", 6, numbers)


def test_sentences_stay_put_while_months_run(visit: Visitor) -> None:
    """What stands there when Play begins stands there until it stops, so that nobody reads what moves."""
    visitor = opened(visit, PAIRS[0])
    at_month(visitor, 6)
    before = sentences_on(visitor)
    visitor.page.evaluate(
        """() => { window.moved = 0; new MutationObserver(all => { window.moved += all.length; })
            .observe(document.querySelector('[data-testid=telling]'), { childList: true, subtree: true, characterData: true }); }"""
    )
    visitor.press("Space")
    visitor.until_month(12)
    assert visitor.state("playing") == "true"
    assert sentences_on(visitor) == before
    assert visitor.page.evaluate("window.moved") == 0

    visitor.press("Space")
    visitor.until("playing", "false")
    expect(visitor.at("telling")).to_have_attribute("data-month", visitor.state("month"))
    assert sentences_on(visitor) != before


def test_show_me_lights_what_is_spoken_of(visit: Visitor) -> None:
    """Each button lights one chart, or the people of the side that it speaks of."""
    visitor = opened(visit, PAIRS[0])
    kinds = set()
    for month in (0, 12, 30):
        at_month(visitor, month)
        buttons = visitor.page.locator(".telling-show")
        shows: list[dict[str, Any]] = visitor.store(
            f"(store.telling || store.run.telling)[{month}].map(one => one.show).filter(Boolean)"
        )
        assert buttons.count() == len(shows)
        for row, show in enumerate(shows):
            buttons.nth(row).click()
            kinds.add(show["kind"])
            lit = visitor.page.locator("[data-lit=yes], .net-lit")
            if show["kind"] == "chart":
                expect(lit).to_have_attribute("data-testid", f"chart-{show['measure']}")
            else:
                expect(lit.locator(f"[data-testid=net-canvas-{SIDES[show['side']]}]")).to_be_visible()

    assert kinds == {"chart", "people"}


# A family's story.


def family_at(visitor: Visit, row: int) -> tuple[float, float]:
    """Give where a family stands in the picture of A."""
    place: list[float] = visitor.page.evaluate(
        """row => Promise.all(['town/town', 'store'].map(name => import(`/static/public/shared/${name}.js`))).then(([town, { store }]) => {
            const { clientWidth, clientHeight } = document.querySelector('[data-testid=net-canvas-a]');
            const { family } = town.placeTown(store.run.people, clientWidth, clientHeight);
            return [family.x[row], family.y[row]];
        })""",
        row,
    )
    return place[0], place[1]


def click_family(visitor: Visit, row: int) -> None:
    """Click on a family in the picture of A."""
    x, y = family_at(visitor, row)
    visitor.at("net-canvas-a").click(position={"x": x, "y": y})


def assert_tells_of(visitor: Visit, name: str) -> None:
    """The drawer is there with focus in it, and both columns tell of the same family, month after month."""
    drawer = visitor.at("story-drawer")
    expect(drawer).to_be_visible()
    assert drawer.evaluate("drawer => drawer.contains(document.activeElement)")
    for side in SIDES:
        column = visitor.at(f"story-{side}")
        expect(column.locator("h3")).to_contain_text(name)
        months = [int(month) for month in column.locator("li").evaluate_all("all => all.map(one => one.dataset.month)")]
        assert months == sorted(set(months))
        assert len(months) >= 2


@pytest.mark.editions("server only")
def test_a_click_on_a_family_tells_its_story(visit: Visitor) -> None:
    """The family that is clicked is the one that is told of, in both columns; Esc closes the drawer."""
    visitor = opened(visit, PAIRS[0])
    names = visitor.store("store.run.names")
    visitor.at("scrub").fill("24")
    for row in (0, 57):
        click_family(visitor, row)
        assert_tells_of(visitor, names[row])
        visitor.page.keyboard.press("Escape")
        expect(visitor.at("story-drawer")).to_have_count(0)
    visitor.main()
    visitor.page.keyboard.press("ArrowRight")

    visitor.until("month", "25")


@pytest.mark.editions("both")
def test_keys_alone_open_and_close_a_story(visit: Visitor) -> None:
    """The button opens it, a family is picked with keys, and Esc gives the focus back to the button."""
    visitor = opened(visit, PAIRS[0])
    names = visitor.store("store.run.names")
    visitor.at("scrub").fill("24")
    visitor.at("open-story").focus()
    visitor.page.keyboard.press("Enter")
    visitor.at("story-a").wait_for()
    for _ in range(30):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("document.activeElement.dataset.testid") == "story-pick":
            break
    visitor.page.keyboard.press("Home")
    expect(visitor.at("story-a").locator("h3")).to_contain_text(names[0])
    assert_tells_of(visitor, names[0])
    visitor.page.keyboard.press("Escape")

    expect(visitor.at("story-drawer")).to_have_count(0)
    assert visitor.page.evaluate("document.activeElement.dataset.testid") == "open-story"


@pytest.mark.editions("server only")
def test_without_stories_there_is_no_way_in(visit: Visitor) -> None:
    """Switched off under View, neither button nor click opens a story; switched on again, both are back."""
    visitor = opened(visit, PAIRS[0])
    visitor.at("open-view").click()
    visitor.at("switch-stories").uncheck()
    visitor.at("view-close").click()
    assert visitor.page.locator("[data-testid*=story]").count() == 0
    click_family(visitor, 0)
    visitor.page.wait_for_timeout(500)
    assert visitor.page.locator("dialog").count() == 0

    visitor.at("open-view").click()
    visitor.at("switch-stories").check()
    visitor.at("view-close").click()
    click_family(visitor, 1)
    expect(visitor.at("story-drawer")).to_be_visible()


# The ladder.


def test_bars_add_up_to_a_hundred(visit: Visitor) -> None:
    """In every month and on both sides the shares of all rungs are a hundred, in short and in the dialog, and as the model has them."""
    visitor = opened(visit, PAIRS[0])
    ladders = [world["ladder"] for world in run_of(PAIRS[0])["worlds"]]
    met = 0
    for month in range(0, 61, STEP):
        at_month(visitor, month)
        for side, ladder in zip(SIDES, ladders, strict=True):
            short = (
                visitor.at(f"rungs-{side}")
                .locator("i")
                .evaluate_all("all => all.map(one => Number(one.dataset.share))")
            )
            assert sum(short) in ((99, 100, 101) if ladder[month] else (0,)), (month, side)
            met += bool(ladder[month])
        if month % 30 == 0:
            visitor.at("open-ladder").click()
            for side, ladder in zip(SIDES, ladders, strict=True):
                whole = visitor.page.locator(f".ladder li .ladder-share-{side}").all_inner_texts()
                shares = [int(number) for text in whole for number in re.findall(r"\d+", text)]
                assert sum(shares) in ((99, 100, 101) if ladder[month] else (0,)), (month, side)
                for share, wanted in zip(shares, reversed(ladder[month] or ()), strict=True):
                    assert share == pytest.approx(wanted, abs=1)
            visitor.at("ladder-dialog-close").click()
    assert met > 20


def test_a_rung_says_what_it_means(visit: Visitor) -> None:
    """A press shows meaning and example, the next one hides them; both views say that this is no score."""
    visitor = opened(visit, PAIRS[0])
    texts = words()["ladder"]
    expect(visitor.at("ladder-bars")).to_contain_text("Not a score")
    visitor.at("open-ladder").click()
    expect(visitor.at("ladder")).to_contain_text("Not a score")
    for rung in ("not_asked", "told", "asked", "heard", "together", "led"):
        meaning = visitor.page.get_by_text(texts[rung]["meaning"])
        expect(meaning).to_be_hidden()
        visitor.at(f"rung-{rung}").click()
        expect(meaning).to_be_visible()
        expect(visitor.page.get_by_text(texts[rung]["example"])).to_be_visible()
        visitor.at(f"rung-{rung}").click()
        expect(meaning).to_be_hidden()


def test_esc_closes_a_meaning_before_the_dialog(visit: Visitor) -> None:
    """Of what is open the innermost closes first: the meaning of a rung, then the dialog of the ladder."""
    visitor = visit()
    visitor.at("open-ladder").click()
    rung = visitor.at("rung-asked")
    rung.click()
    expect(rung).to_have_attribute("aria-expanded", "true")
    visitor.page.keyboard.press("Escape")
    expect(rung).to_have_attribute("aria-expanded", "false")
    visitor.page.keyboard.press("Escape")

    expect(rung).to_have_count(0)
