"""Mesa's own viewer on the model, in a real browser and without the internet."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Route, expect

from coprod_sim.agents.mesa_agents import Family, YoungPerson
from coprod_sim.cli.commands.dashboard import free_port
from coprod_sim.dashboard.pages.mesa.page import portrayal
from coprod_sim.model import CoproductionModel

PAGE = Path(__file__).parents[2] / "coprod_sim/dashboard/pages/mesa/page.py"


def test_everybody_in_the_network_has_a_look_of_their_own() -> None:
    """Each kind of agent has a shape and colour that no other has, and whose say is larger is drawn larger."""
    model = CoproductionModel("young_people_too", seed=7, families=60, professionals=6).run(24)
    looks = {
        type(agent): (portrayal(agent).marker, portrayal(agent).color) for agent in model.grid.get_all_cell_contents()
    }
    assert len(looks) == 4
    assert len({marker for marker, _ in looks.values()}) == len({colour for _, colour in looks.values()}) == 4
    for kind, say in ((Family, "voice"), (YoungPerson, "say")):
        sizes = sorted((float(getattr(agent, say)), portrayal(agent).size) for agent in model.agents_by_type[kind])
        assert sizes[0][1] < sizes[-1][1]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start the page on a server of its own, and give its address."""
    quiet = {"SOLARA_TELEMETRY_MIXPANEL_ENABLE": "false", "SOLARA_THEME_SHOW_BANNER": "false"}
    command = [Path(sys.executable).with_name("solara"), "run", PAGE, "--production", "--no-open", "--no-check-version"]
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [*map(str, command), "--host", "127.0.0.1", "--port", str(port)],
        env=os.environ | quiet,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(address, process)
        yield address
    finally:
        process.kill()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    for _ in range(240):
        try:
            with urlopen(f"{address}/readyz", timeout=5):
                return
        except (URLError, OSError):
            assert process.poll() is None, "the server has ended"
            try:
                process.wait(0.25)
            except subprocess.TimeoutExpired:
                continue
    pytest.fail("the server did not answer within a minute")


@pytest.mark.browser
def test_the_page_draws_steps_and_resets(server: str, browser: Browser) -> None:
    """The network and charts are drawn, Step moves by a month, Reset goes back, and nothing is fetched from outside."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    outside: list[str] = []

    def guard(route: Route) -> None:
        if route.request.url.startswith((server, "data:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    page.route("**/*", guard)
    page.goto(server)
    expect(page.get_by_text("Month: 0")).to_be_visible(timeout=60_000)
    expect(page.locator("img, svg.matplotlib, .solara-image, canvas").first).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Step").click()
    expect(page.get_by_text("Month: 1")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_text("Month: 0")).to_be_visible(timeout=30_000)
    assert page.get_by_text("power ceiling").count() == 1
    assert outside == []
    page.close()


@pytest.mark.browser
def test_visitors_do_not_share_a_model(server: str, browser: Browser) -> None:
    """One visitor's steps are not seen by the next."""
    first, second = browser.new_page(), browser.new_page()
    first.goto(server)
    expect(first.get_by_text("Month: 0")).to_be_visible(timeout=60_000)
    first.get_by_role("button", name="Step").click()
    expect(first.get_by_text("Month: 1")).to_be_visible(timeout=30_000)
    second.goto(server)
    expect(second.get_by_text("Month: 0")).to_be_visible(timeout=60_000)
    first.close()
    second.close()
