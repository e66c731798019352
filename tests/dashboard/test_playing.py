"""Playing: the months move when they are asked to, stop when they should, and need no server."""

import time
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import Visit

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

SECONDS = {"slow": 30, "normal": 12, "fast": 4}
LISTEN = """() => {
    const send = WebSocket.prototype.send;
    window.sent = [];
    WebSocket.prototype.send = function (data) {
        window.sent.push(typeof data === 'string' ? data : new TextDecoder().decode(data));
        return send.call(this, data);
    };
}"""
"""Keeps what the page sends to the server, as text: messages of widgets travel as bytes."""
GAPS = """() => new Promise(done => {
    const gaps = []; let last = performance.now(); const end = last + 3000;
    const tick = now => { gaps.push(now - last); last = now; if (now < end) requestAnimationFrame(tick); else done(gaps); };
    requestAnimationFrame(tick);
})"""


def month(visitor: Visit) -> int:
    """Give the month that is shown."""
    return int(visitor.state("month"))


def test_space_plays_and_pauses_without_the_server(visit: Visitor) -> None:
    """Space starts the months and stops them; while they run nothing is sent to the server."""
    visitor = visit()
    visitor.skip()
    visitor.whole_band()
    visitor.page.evaluate(LISTEN)
    visitor.page.keyboard.press("Space")
    visitor.until("playing", "true")
    visitor.page.wait_for_timeout(2000)
    assert month(visitor) > 0
    assert [message for message in visitor.page.evaluate("window.sent") if "comm_msg" in message] == []

    visitor.page.keyboard.press("Space")
    visitor.until("playing", "false")
    stopped = month(visitor)
    visitor.page.wait_for_timeout(500)

    assert stopped < 60  # at the end it would stop by itself
    assert month(visitor) == stopped


def test_steps_go_a_month_on_and_back(visit: Visitor) -> None:
    """The arrow keys move by a month, Home goes to the start, and settings and luck stay as they are."""
    visitor = visit()
    visitor.skip()
    before = [visitor.state(name) for name in ("hash", "luck")]
    keys = {"ArrowRight": 1, "ArrowLeft": 0, "End": 0}
    for key, expected in keys.items():
        visitor.page.keyboard.press(key)
        assert month(visitor) == expected
    for _ in range(10):
        visitor.at("forward").click(delay=0)
    assert month(visitor) == 10
    visitor.at("back").click()
    assert month(visitor) == 9
    visitor.press("Home")

    assert month(visitor) == 0
    assert [visitor.state(name) for name in ("hash", "luck")] == before


@pytest.mark.study
def test_normal_takes_twelve_seconds_and_slow_longer(visit: Visitor) -> None:
    """Sixty months take 12 seconds at normal speed, give or take a fifth; slow is slower."""
    visitor = visit()
    visitor.skip()
    start = time.perf_counter()
    visitor.page.keyboard.press("Space")
    visitor.until("month", "60", timeout=20_000)
    taken = time.perf_counter() - start
    assert taken == pytest.approx(SECONDS["normal"], rel=0.2)

    visitor.at("speed-slow").click()
    visitor.press("Space")
    visitor.page.wait_for_timeout(3000)
    assert 3 <= month(visitor) <= 8


@pytest.mark.study
def test_frames_are_smooth(visit: Visitor) -> None:
    """While months run, 95 of 100 frames come within 42 ms: the best of three tries, as machines are shared."""
    visitor = visit()
    visitor.skip()
    visitor.whole_band()
    tries = []
    for _ in range(3):
        visitor.press("Home")
        visitor.page.keyboard.press("Space")
        gaps = sorted(visitor.page.evaluate(GAPS))
        visitor.page.keyboard.press("Space")
        tries.append(gaps[int(0.95 * len(gaps))])

    assert min(tries) <= 42


def test_play_stops_at_a_change_and_at_the_end(visit: Visitor) -> None:
    """Play stops by itself where something changes, and goes on when asked."""
    visitor = visit()
    visitor.skip()
    visitor.at("speed-fast").click()
    visitor.at("add-change").click()
    visitor.at("change-keep").click()
    visitor.at("chip-0").wait_for()
    visitor.main()
    for stop in ("12", "60"):
        visitor.page.keyboard.press("Space")
        visitor.until("month", stop)
        visitor.until("playing", "false")
        visitor.page.wait_for_timeout(300)
        assert visitor.state("month") == stop


@pytest.mark.editions("file")
def test_with_reduced_motion_play_jumps_to_the_next_change(visit: Visitor) -> None:
    """Who asks for less motion sees one picture for each stop, and nothing that moves."""
    visitor = visit(reduced_motion="reduce")
    visitor.skip()
    visitor.at("add-change").click()
    visitor.at("change-keep").click()
    visitor.at("chip-0").wait_for()
    visitor.main()
    seen = []
    visitor.page.evaluate(
        """() => { window.months = []; new MutationObserver(() => window.months.push(document.getElementById('app').dataset.month))
            .observe(document.getElementById('app'), { attributes: true, attributeFilter: ['data-month'] }); }"""
    )
    for stop in ("12", "60"):
        visitor.page.keyboard.press("Space")
        visitor.until("month", stop)
        seen.append(stop)
    moving = visitor.page.evaluate("document.getAnimations().filter(one => one.playState === 'running').length")

    assert visitor.page.evaluate("window.months") == seen
    assert moving == 0


CLOSED: Final = {
    "button": "document.querySelector('[data-testid=view-close]').click()",
    "Esc": "document.querySelector('[data-testid=view]').requestClose()",
}
"""How a dialog is closed: by its button, and as the browser does it for Esc."""
FOCUS: Final = "async () => { %s; await null; return document.activeElement.tagName; }"
"""What has the focus right after that, before the browser does anything else."""


@pytest.mark.editions("file")
@pytest.mark.parametrize("how", CLOSED)
def test_a_dialog_opened_with_the_mouse_leaves_space_to_the_page(visit: Visitor, how: str) -> None:
    """The focus is in the page at once, however soon Space comes: the button that opened it would open it again."""
    visitor = visit()
    visitor.at("open-view").click()

    assert visitor.page.evaluate(FOCUS % CLOSED[how]) == "MAIN"
    expect(visitor.at("view")).to_have_count(0)


@pytest.mark.editions("file")
def test_a_file_that_is_not_chosen_closes_nothing(visit: Visitor) -> None:
    """Who leaves the browser's own window for a file is back in the dialog."""
    visitor = visit()
    visitor.at("open-share").click()
    visitor.page.evaluate(
        "document.querySelector('dialog input[type=file]').dispatchEvent(new Event('cancel', { bubbles: true }))"
    )
    visitor.page.wait_for_timeout(200)

    expect(visitor.at("share")).to_be_visible()


@pytest.mark.editions("both")
def test_after_a_press_with_the_mouse_space_plays(visit: Visitor) -> None:
    """A button that was pressed with the mouse does not hear Space; one that was reached by Tab does."""
    visitor = visit()
    visitor.skip()
    for press in ("luck", "forward", "speed-fast"):
        visitor.at(press).click()
    visitor.until("luck", "2")
    visitor.at("open-view").click()
    visitor.at("view-close").click()
    visitor.page.keyboard.press("Space")
    visitor.until("playing", "true")
    visitor.page.keyboard.press("Space")
    visitor.until("playing", "false")

    visitor.at("forward").focus()
    before = month(visitor)
    visitor.page.keyboard.press("Enter")

    assert month(visitor) == before + 1
    assert visitor.page.evaluate("document.activeElement.dataset.testid") == "forward"
    assert visitor.state("luck") == "2"
