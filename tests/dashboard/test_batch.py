"""/batch as a researcher uses it: a form that is a plan file, a batch that can be stopped, and the same at the command line."""

import csv
import json
import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, expect

from coprod_sim.dashboard.pages.batch.choices import batch_choices
from coprod_sim.dashboard.pages.batch.form import link_of, usual_plan
from coprod_sim.dashboard.pages.batch.page import plan_table
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.files import VERSION
from coprod_sim.study.plan.plan import Plan, load_plan
from tests.axe import axe
from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import COMMAND, Visit, serving
from tests.dashboard.test_small_screens import TARGET, TOO_SMALL, wrong
from tests.dashboard.views.stage import a_run, staged

pytestmark = pytest.mark.browser

PATIENCE: Final = 120_000
ROOT: Final = Path(__file__).parents[2]
CONTROLS: Final = """() => [...document.querySelectorAll('.batch :is(button, select, input, textarea, a[href], summary)[data-testid]')]
    .filter(part => !part.disabled && part.checkVisibility({ visibilityProperty: true })).map(part => part.dataset.testid)"""
FOCUSED: Final = """() => [document.activeElement.dataset.testid ?? '', parseFloat(getComputedStyle(document.activeElement).outlineWidth)]"""
RUNS_DONE: Final = "Number(document.querySelector('[data-testid=progress]')?.value) > 0"
SMALLEST: Final = """() => Math.min(...[...document.querySelectorAll('.batch *')].filter(part => part.checkVisibility()
    && [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())).map(part => parseFloat(getComputedStyle(part).fontSize)))"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard, with a folder for batches of its own."""
    before = os.environ.get("COPROD_SIM_BATCHES")
    os.environ["COPROD_SIM_BATCHES"] = str(tmp_path_factory.mktemp("batches"))
    try:
        with serving() as address:
            yield address
    finally:
        del os.environ["COPROD_SIM_BATCHES"]
        if before is not None:
            os.environ["COPROD_SIM_BATCHES"] = before


def path_of(**changes: Any) -> str:
    """Give the address of the page with the example, some entries of whose plan are changed."""
    plan = Plan.from_dict(usual_plan().to_dict() | changes, "here")
    return f"/batch?{urlencode({'v': 1, 'plan': link_of(plan)})}"


def slow(seed: int) -> dict[str, Any]:
    """Give changes that make a batch of many small chunks, long enough to be stopped while it runs."""
    large = {"families": 1_000, "professionals": 100}
    return {"seed": seed, "settings": large, "replicates": 20, "months": 120, "at": [60, 120], "chunk": 2}


def settled(visitor: Visit) -> None:
    """Wait until the plan that is shown is what the boxes say."""
    visitor.until("settled", "true")


def box(visitor: Visit, name: str, text: str) -> None:
    """Type into a box, and leave it."""
    visitor.at(name).fill(text)
    visitor.page.keyboard.press("Tab")


def saved(visitor: Visit, button: str) -> tuple[str, str]:
    """Press a button that gives a file: its name and its text."""
    with visitor.page.expect_download() as download:
        visitor.at(button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_text()


def upload(visitor: Visit, name: str, text: str) -> None:
    """Open a plan file."""
    visitor.at("upload").set_input_files({"name": name, "mimeType": "application/toml", "buffer": text.encode()})


def command_line(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Type a command as the page shows it."""
    _, *rest = shlex.split(command)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [COMMAND, *rest], cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


def mean_of(numbers: str) -> float:
    """Give the mean that the first cell of the table should show."""
    wanted = {"scenario": "consultation_only", "power_ceiling": "0.1", "month": "24", "outcome": "progress"}
    values = [float(row["value"]) for row in csv.DictReader(numbers.splitlines()) if row | wanted == row]
    assert len(values) == 3
    return sum(values) / 3


def assert_command_line_agrees(visitor: Visit, folder: Path, numbers: str) -> None:
    """Assert that every command that the page shows works on its plan file, and that the numbers are the same."""
    name, plan = saved(visitor, "download")
    (folder / name).write_text(plan)
    first_command = visitor.at("command").text_content() or ""
    assert first_command == "coprod-sim sweep plan.toml --out results"
    for command in (first_command, *visitor.at("commands").locator("code").all_text_contents()):
        done = command_line(folder, command)
        assert done.returncode == 0, (command, done.stderr)
    assert (folder / "numbers.csv").read_text() == numbers
    assert any(path.suffix == ".png" for path in (folder / "figures").iterdir())


def test_twelve_runs_here_and_at_the_command_line(visit: Visitor, tmp_path: Path) -> None:
    """Two scenarios, two values, three repeats: 12 runs, a table, a chart, and the shown command gives the same numbers."""
    visitor = visit("/batch")
    expect(visitor.at("estimate")).to_contain_text("30 runs, about", timeout=PATIENCE)
    found = axe(visitor.page)
    visitor.at("row-0-how").select_option("list")
    box(visitor, "row-0-values", "0.1, 0.5")
    box(visitor, "months", "24")
    box(visitor, "at", "12, 24")
    settled(visitor)
    visitor.until("runs", "12")
    expect(visitor.at("estimate")).to_contain_text("12 runs, about", timeout=PATIENCE)
    visitor.at("start").click()
    visitor.until("state", "done", PATIENCE)
    expect(visitor.at("told")).to_contain_text("All 12 runs are there.")
    expect(visitor.at("means").locator("tbody tr")).to_have_count(4)
    expect(visitor.page.locator(".batch-line")).to_have_count(2)
    found += axe(visitor.page)
    mean = visitor.at("means").locator("tbody tr strong").first.text_content()
    visitor.at("look-month").select_option("12")
    expect(visitor.at("means").locator("caption")).to_contain_text("month 12")
    visitor.at("look-outcome").select_option("felt_trust")
    expect(visitor.page.locator("figcaption")).to_contain_text("Felt trust")

    name, numbers = saved(visitor, "csv")
    assert name == f"coprod-sim-{VERSION}-batch-{visitor.state('hash')}.csv"
    assert len(numbers.splitlines()) == 1 + 12 * 2 * 3
    assert mean == f"{100 * mean_of(numbers):.1f}"
    assert_command_line_agrees(visitor, tmp_path, numbers)

    visitor.go(visitor.page.url.removeprefix(visitor.address))
    visitor.until("state", "done")
    assert found + axe(visitor.page) == []
    assert visitor.outside == []
    assert visitor.complaints == []


@pytest.mark.parametrize(("looked", "may_start"), [(False, False), (True, True)])
def test_start_waits_until_the_server_has_looked(browser: Browser, looked: bool, may_start: bool) -> None:
    """What is known of another plan's batch says nothing of this one, which may be done already."""
    plan = usual_plan()
    band = {"hash": plan.hash if looked else "another", "state": "new", "done": 0, "total": 12, "results": None}
    run = plan_table(plan) | {"typed": 0, "seconds": 1.0}
    given = {"words": words("batch"), "fixed": batch_choices(), "run": run, "band": band, "answers": 0}
    with staged(browser, a_run(months=1)) as page:
        page.evaluate(
            "given => mount('batch/page.js', 'BatchPage', { ...JSON.parse(given), ask() {} })",
            json.dumps(given | {"reply": {"number": 0, "notes": []}}),
        )
        assert page.get_by_test_id("start").is_enabled() == may_start


def test_cancel_leaves_whole_runs_and_resume_the_rest(visit: Visitor) -> None:
    """Seen by another visitor, stopped by who has started it, downloaded in part, and completed; who comes meanwhile waits."""
    path = path_of(**slow(seed=5))
    visitor = visit(path)
    visitor.until("state", "new")
    visitor.at("start").click()
    visitor.page.wait_for_function(RUNS_DONE, timeout=PATIENCE)
    other = visit(path_of(seed=6))
    other.at("start").click()
    expect(other.at("told")).to_contain_text("Another batch is at work.")
    other.at("cancel").click()
    other.until("state", "new")
    other.go(path)
    expect(other.at("others")).to_be_visible()
    assert other.at("cancel").count() == other.at("folder").count() == 0
    # Nor does the server, whatever a browser asks.
    other.page.evaluate("import('/static/public/shared/setup.js').then(({ ask }) => ask({ kind: 'cancel' }))")
    expect(other.at("note")).to_contain_text("only they can cancel it")
    expect(visitor.at("folder")).to_contain_text("batches")
    visitor.at("cancel").click()
    visitor.until("state", "stopped", PATIENCE)
    expect(visitor.at("told")).to_contain_text("of 200 runs are there")

    name, part = saved(visitor, "csv")
    lines = part.splitlines()
    runs = {line.split(",")[0] for line in lines[1:]}
    assert "-partial" in name
    assert 0 < len(runs) < 200
    assert len(lines) - 1 == len(runs) * 2 * 3
    assert axe(visitor.page) == []

    visitor.go(path)
    visitor.until("state", "stopped")
    expect(visitor.at("start")).to_have_text("Resume")
    visitor.at("start").click()
    visitor.until("state", "done", PATIENCE)
    _, whole = saved(visitor, "csv")
    assert len(whole.splitlines()) - 1 == 200 * 2 * 3
    assert whole.splitlines()[: len(lines)] == lines


def test_what_is_wrong_stands_beside_its_box(visit: Visitor) -> None:
    """The form keeps everything, Start is off, the last good plan stays, and what is mended can be run."""
    visitor = visit("/batch")
    before = visitor.at("toml").text_content()
    box(visitor, "replicates", "many")
    expect(visitor.at("replicates-note")).to_contain_text("must be a whole number between 1 and")
    box(visitor, "row-0-step", "x")
    expect(visitor.at("row-0-note")).to_contain_text("must be a number. Write one such as")
    expect(visitor.at("row-0-step")).to_have_attribute("aria-invalid", "true")
    expect(visitor.at("row-0-end")).to_have_attribute("aria-invalid", "false")
    assert visitor.at("replicates").input_value() == "many"
    assert visitor.at("toml").text_content() == before
    expect(visitor.at("start")).to_be_disabled()
    expect(visitor.at("mend")).to_be_visible()
    found = axe(visitor.page)
    visitor.at("row-0-remove").click()
    expect(visitor.at("add")).to_be_focused()
    box(visitor, "replicates", "2")
    settled(visitor)
    assert visitor.at("toml").text_content() != before
    visitor.page.go_back()
    visitor.until("runs", "30")
    expect(visitor.at("row-0-step")).to_have_value("0.2")

    assert found == []


def test_too_many_runs_go_to_the_command_line(visit: Visitor) -> None:
    """More than 20,000 runs cannot be started here; the page says so, with the command."""
    visitor = visit(path_of(replicates=2_001))
    expect(visitor.at("too-much")).to_contain_text("20,010 runs: here at most 20,000.")
    expect(visitor.at("too-much")).to_contain_text("coprod-sim sweep plan.toml --out results")
    expect(visitor.at("start")).to_be_disabled()
    # Nor does the server, whatever a browser asks.
    visitor.page.evaluate("import('/static/public/shared/setup.js').then(({ ask }) => ask({ kind: 'start' }))")
    expect(visitor.at("note")).to_contain_text("too much")
    visitor.until("state", "new")


def test_a_plan_file_fills_the_form_and_comes_out_the_same(visit: Visitor) -> None:
    """What the form can show; what it cannot is told, with the command, and the form stays as it is."""
    visitor = visit("/batch?v=1&plan=xxx")
    expect(visitor.at("note")).to_contain_text("This link could not be read")
    mine = Plan.from_dict(
        usual_plan().to_dict()
        | {"title": "My own", "question": "Why?", "scenarios": ["power_sharing+broken_trust"], "chunk": 7}
        | {"settings": {"families": 60}, "vary": {"training": {"values": [0.0, 0.1]}, "asks": {"values": [0.5, 1.0]}}},
        "mine",
    )
    upload(visitor, "mine.toml", f"# a comment\n{mine.to_toml()}")
    visitor.until("hash", mine.hash)
    expect(visitor.at("title")).to_have_value("My own")
    expect(visitor.at("row-2-how")).to_have_value("same")
    assert saved(visitor, "download")[1] == mine.to_toml()

    for text, why in (
        (load_plan(ROOT / "experiments" / "which_assumptions_matter").to_toml(), "no boxes for its method"),
        (mine.to_toml().replace("power_sharing+broken_trust", "../secret.toml"), "built-in scenarios only"),
        (mine.to_toml().replace("0.1", "7.5"), "training = 7.5: must be a number between 0 and 0.2"),
    ):
        upload(visitor, "other.toml", text)
        expect(visitor.at("refused")).to_contain_text(why)
        assert visitor.state("hash") == mine.hash
    upload(visitor, "other.toml", load_plan(ROOT / "experiments" / "which_assumptions_matter").to_toml())
    expect(visitor.at("refused")).to_contain_text("coprod-sim sweep other.toml --out results")
    assert axe(visitor.page) == []


def test_keyboard_only(visit: Visitor) -> None:
    """Tab reaches every control in its order with a ring, and a batch is chosen, started and saved by keys."""
    visitor = visit("/batch")
    expect(visitor.at("estimate")).to_contain_text("about", timeout=PATIENCE)
    expected = visitor.page.evaluate(CONTROLS)
    visitor.at("home").focus()
    reached = []
    for _ in range(len(expected) + 5):
        name, ring = visitor.page.evaluate(FOCUSED)
        if name:
            assert ring >= 2, name
            reached.append(name)
        visitor.page.keyboard.press("Tab")
        if reached[-1:] == expected[-1:]:
            break
    assert list(dict.fromkeys(reached)) == expected

    visitor.at("replicates").focus()
    visitor.page.keyboard.press("Control+A")
    visitor.page.keyboard.type("2")
    visitor.page.keyboard.press("Enter")
    visitor.until("runs", "20")
    settled(visitor)
    visitor.at("start").focus()
    visitor.page.keyboard.press("Enter")
    visitor.until("state", "done", PATIENCE)
    visitor.at("jump").focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#results")).to_be_focused()
    visitor.page.keyboard.press("Tab")
    with visitor.page.expect_download():
        visitor.page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (640, 360)])
def test_small_screens(visit: Visitor, width: int, height: int) -> None:
    """The page with results leads only downwards, and every control can be hit; no text is small."""
    visitor = visit(path_of(replicates=2, months=12, at=[6, 12]), width=width, height=height)
    visitor.until_not("state", "unknown")
    if visitor.state("state") != "done":
        visitor.at("start").click()
    visitor.until("state", "done", PATIENCE)
    visitor.at("means").wait_for()
    main, table = visitor.page.locator(".batch"), visitor.page.locator(".batch-scroll")
    place = table.bounding_box()
    assert place is not None
    assert place["x"] + place["width"] <= width
    # The table leads sideways inside its own frame, which keys can reach; all else must fit.
    table.evaluate("table => table.remove()")

    assert wrong(visitor, main) == []
    assert main.evaluate(TOO_SMALL, [TARGET, TARGET]) == []
    assert visitor.page.evaluate(SMALLEST) >= 16


def test_a_form_from_anywhere_opens_no_file(visit: Visitor) -> None:
    """A browser may send what it likes: the server answers with a fault and reads nothing."""
    visitor = visit("/batch")
    form = visitor.page.evaluate("JSON.parse(JSON.stringify(document.querySelector('.batch').__vue__.form))")
    form["scenarios"] = ["../../etc/passwd", "/etc/hosts.toml"]
    question = json.dumps({"kind": "form", "form": form, "typed": 0})
    visitor.page.evaluate(f"import('/static/public/shared/setup.js').then(({{ ask }}) => ask({question}))")
    expect(visitor.at("scenarios-note")).to_contain_text("must be a built-in name")
    assert visitor.complaints == []


def test_the_researchers_door_leads_here(visit: Visitor) -> None:
    """Links to the pages for researchers stand above the commands, below the same head as everywhere."""
    visitor = visit("/research")
    visitor.at("link-batch").wait_for()
    assert visitor.page.locator(".research-links a").evaluate_all("links => links.map(link => link.pathname)") == [
        "/batch",
        "/compare",
        "/model",
        "/explore",
    ]
    assert axe(visitor.page) == []
    visitor.at("link-batch").click()
    visitor.until("state", "new")
