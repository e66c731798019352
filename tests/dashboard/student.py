"""A student who does a lesson with the keyboard alone: Tab, arrows, Enter, Space and letters."""

from typing import Any, Final

from playwright.sync_api import Browser, Page, expect

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.scenario.setup.setup import TwoWays
from tests.dashboard.serving import Visit

LESSONS: Final[dict[str, Any]] = {each["key"]: each for each in words("lessons")["lessons"]["each"]}
FAR: Final = 120
"""More presses of Tab than a lesson has controls."""
FOCUSED: Final = "document.activeElement.dataset.testid ?? ''"
PATIENCE: Final = 60_000


class Student:
    """One student in one lesson; `visit` is what is theirs of the browser."""

    def __init__(self, browser: Browser, address: str, key: str, query: str = "") -> None:
        self.key, self.lesson = key, LESSONS[key]
        self.visit = Visit(browser, address, f"/lessons/{key}{query}")
        self.page: Page = self.visit.page

    def tab_to(self, name: str) -> None:
        """Press Tab until a control has the focus; the browser's own bar is passed on the way round."""
        for _ in range(FAR):
            if self.page.evaluate(FOCUSED) == name:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {name}")

    def press(self, name: str, *keys: str) -> None:
        """Go to a control, and press keys on it."""
        self.tab_to(name)
        for key in keys:
            self.page.keyboard.press(key)

    def guess(self) -> None:
        """Choose the first guess, say why, and save."""
        first = self.lesson["guess"]["choices"][0]["key"]
        self.press(f"guess-{first}", "Space")
        self.tab_to("why")
        self.page.keyboard.type("I am not sure.")
        self.press("save-guess", "Enter")

    def tick(self, number: int) -> None:
        """Tick a step off."""
        self.press(f"done-{number}", "Space")

    def choose(self, number: int, answer: str) -> None:
        """Choose an answer in a list; it is found by its place."""
        self.tab_to(f"answer-{number}")
        keys = self.visit.at(f"answer-{number}").evaluate("box => [...box.options].map(one => one.value)")
        for _ in range(keys.index(answer)):
            self.page.keyboard.press("ArrowDown")
        self.tick(number)

    def write(self, number: int, text: str) -> None:
        """Write an answer."""
        self.tab_to(f"answer-{number}")
        self.page.keyboard.type(text)
        self.tick(number)

    def to_lab(self) -> None:
        """Follow the link of the first step that is still to be done to the lab."""
        link = self.page.locator('[data-testid^="to-lab-"]').first
        self.press(link.get_attribute("data-testid") or "", "Enter")
        expect(self.page.locator("#lab")).to_be_focused()

    def to_steps(self) -> None:
        """Follow the link from the lab back to the first step that is still to be done."""
        self.press("to-steps", "Enter")
        expect(self.page.locator(".lesson-steps :focus")).to_have_count(1)

    def ends(self) -> list[tuple[float, float]]:
        """Give trust at the end in A and B, from the table of tries."""
        cells = "rows => rows.map(row => [...row.cells].slice(1, 3).map(cell => Number(cell.textContent)))"
        return [(a, b) for a, b in self.visit.at("tries").locator("tbody tr").evaluate_all(cells)]

    def noted(self) -> list[list[float]]:
        """Give all numbers of each try, from the table of tries."""
        cells = "rows => rows.map(row => [...row.cells].slice(1).map(cell => Number(cell.textContent)))"
        found: list[list[float]] = self.visit.at("tries").locator("tbody tr").evaluate_all(cells)
        return found

    def higher(self, two: TwoWays) -> str:
        """Give in how many runs B has more trust, once this pair is shown and all its runs are there."""
        self.visit.until("hash", two.hash, PATIENCE)
        expect(self.visit.at("dots-felt_trust")).to_be_visible(timeout=PATIENCE)
        return self.visit.at("dots-felt_trust").get_attribute("data-higher") or ""

    def kept(self) -> None:
        """Wait until the address holds the progress that the link of the page holds."""
        held = """() => new URLSearchParams(document.querySelector('[data-testid=lesson-link]').value.split('?')[1]).get('p')
            === new URLSearchParams((location.hash.split('?')[1] ?? location.search)).get('p')"""
        self.page.wait_for_function(held)

    def tried(self, number: int) -> None:
        """Wait until so many tries stand in the table."""
        expect(self.visit.at("tries").locator("tbody tr")).to_have_count(number, timeout=PATIENCE)

    def fits(self, number: int) -> str:
        """Give what is said of an answer."""
        return self.visit.at(f"fits-{number}").inner_text()
