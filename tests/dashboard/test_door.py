"""The door of the server: other web pages, other names of this computer and people without the key stay outside."""

import asyncio
import subprocess
import sys
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final, NamedTuple
from unittest.mock import Mock

import pytest
import reacton
from solara.server import app, patch

from coprod_sim.dashboard.door import silence
from coprod_sim.dashboard.door.door import Door, token_in
from coprod_sim.dashboard.pages.shared.words import words

Message = MutableMapping[str, Any]

PORT: Final = 8765
HOST: Final = f"127.0.0.1:{PORT}"
TOKEN: Final = "a-key-for-this-test-only"
TEXTS: Final = words()["door"]
OUTSIDE: Final = "http://evil.example"
BROWSER: Final = {"accept": "text/html,*/*;q=0.8", "sec-fetch-mode": "navigate"}


class Came(NamedTuple):
    """What came back: the status (101 for a WebSocket that was taken), headers, and the text."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def cookie(self) -> str:
        """What a browser sends from now on."""
        return self.headers["set-cookie"].partition(";")[0]


class Within:
    """What stands behind the door: notes what reaches it, and answers."""

    def __init__(self) -> None:
        self.reached: list[Message] = []

    async def __call__(self, scope: Message, _receive: Any, send: Any) -> None:
        """Say yes."""
        self.reached.append(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        status = {"/none": 404, "/broken": 500}.get(scope["path"], 200)
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"from /home/somebody within"})


def came_of(
    door: Any, path: str = "/present", *, kind: str = "http", host: str = HOST, method: str = "GET", **headers: str
) -> Came:
    """Ask through the door; an underscore in the name of a header stands for a hyphen."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    where, _, query = path.partition("?")
    pairs = [("host", host), *((name.replace("_", "-"), value) for name, value in headers.items())]
    scope = {
        "type": kind,
        "scheme": "ws" if kind == "websocket" else "http",
        "method": method,
        "path": where,
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in pairs if value],
    }
    # In a thread of its own: where a browser was opened before, a loop is running in this one.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, door(scope, receive, send)).result()
    if kind == "websocket":
        return Came({"websocket.accept": 101}.get(sent[0]["type"], 403), {}, "")
    head = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Came(sent[0]["status"], head, b"".join(part.get("body", b"") for part in sent[1:]).decode())


@pytest.fixture
def within() -> Within:
    """What stands behind the door."""
    return Within()


@pytest.fixture
def door(within: Within) -> Door:
    """A door with a known key."""
    return Door(within, TOKEN, PORT)


@pytest.fixture
def cookie(door: Door) -> str:
    """What the browser of somebody who was let in sends."""
    return came_of(door, f"/?token={TOKEN}").cookie


def test_the_token_is_exchanged_for_a_cookie(door: Door, within: Within) -> None:
    """The address without the token is where the browser goes on; the cookie alone opens all from then on."""
    first = came_of(door, f"/present?v=1&token={TOKEN}&s=ab%20c")
    assert first.status == 303
    assert first.headers["location"] == f"http://{HOST}/present?v=1&s=ab%20c"
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(first.headers["set-cookie"].split("; "))
    assert TOKEN not in str(first)
    assert within.reached == []

    assert came_of(door, "/present?v=1&s=ab%20c", cookie=first.cookie).status == 200
    assert came_of(door, kind="websocket", cookie=first.cookie, origin=f"http://{HOST}").status == 101
    assert came_of(door, f"/present?token={TOKEN}", cookie=first.cookie).headers["location"] == f"http://{HOST}/present"


@pytest.mark.parametrize(
    "path", ["/", "/present", "/mesa", "/resourcez", "/static/public/main.js", "/readyz/", "//readyz"]
)
@pytest.mark.parametrize("key", ["", "?token=", "?token=wrong", f"?token={TOKEN}x", f"?Token={TOKEN}"])
def test_without_the_key_there_is_a_page_that_says_what_to_do(door: Door, within: Within, path: str, key: str) -> None:
    """Nothing behind the door is reached, whatever is asked for."""
    came = came_of(door, path + key, **BROWSER)
    assert came.status == 403
    assert TEXTS["token"]["head"] in came.text
    assert 'role="alert"' in came.text
    assert within.reached == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_token_opens_only_by_going_there(door: Door, method: str) -> None:
    """What changes something needs the cookie."""
    assert came_of(door, f"/?token={TOKEN}", method=method).status == 403


def test_a_cookie_of_another_start_or_port_opens_nothing(within: Within, door: Door, cookie: str) -> None:
    """Two dashboards do not log each other out, and a new start has a new key."""
    assert came_of(Door(within, TOKEN, PORT + 1), cookie=cookie).status == 403
    assert came_of(Door(within, "another-key-of-another-start", PORT), cookie=cookie).status == 403
    other = came_of(Door(within, TOKEN, PORT + 1), f"/?token={TOKEN}").cookie
    assert came_of(door, cookie=f'strange="; {other}; {cookie}').status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        f"127.0.0.1.evil.example:{PORT}",
        f"user@{HOST}",
        f"{HOST}/",
        "",
        "0.0.0.0",
        "[::2]",
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_another_name_of_this_computer_is_refused(
    door: Door, within: Within, cookie: str, host: str, kind: str
) -> None:
    """A name that somebody else leads here is not ours, with or without the key."""
    assert came_of(door, kind=kind, host=host, cookie=cookie).status == 403
    assert came_of(door, "/readyz", kind=kind, host=host).status == 403
    assert came_of(door, f"/?token={TOKEN}", kind=kind, host=host).status == 403
    assert within.reached == []


def test_two_hosts_are_refused(door: Door, cookie: str) -> None:
    """Nobody knows which of the two counts."""
    assert came_of(door, cookie=cookie, Host="evil.example").status == 403


@pytest.mark.parametrize(
    "host", [HOST, "localhost:8765", "LOCALHOST:8765", "[::1]:8765", "127.0.0.1", "localhost:9000"]
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_this_computer_has_three_names(door: Door, cookie: str, host: str, kind: str) -> None:
    """Each is let in with the key, at any port, as when a port is passed on from elsewhere."""
    passed = {"http": 200, "websocket": 101}[kind]
    assert came_of(door, kind=kind, host=host, cookie=cookie).status == passed
    assert came_of(door, kind=kind, host=host, cookie=cookie, origin=f"http://{host}").status == passed


def test_a_server_that_has_another_name_answers_to_it(within: Within) -> None:
    """What it is called is told to the door, and to nobody else."""
    door = Door(within, TOKEN, PORT, names=["sim.example"])
    assert came_of(door, f"/?token={TOKEN}", host="sim.example").status == 303
    assert came_of(door, f"/?token={TOKEN}", host="other.example").status == 403


@pytest.mark.parametrize(
    "origin", [OUTSIDE, "null", "http://127.0.0.1:1", "http://localhost:8765", f"https://{HOST}", f"http://{HOST}.evil"]
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_page_of_another_origin_is_refused(door: Door, within: Within, cookie: str, origin: str, kind: str) -> None:
    """Also with the cookie, which a browser may send along for it."""
    assert came_of(door, kind=kind, origin=origin, cookie=cookie).status == 403
    assert within.reached == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_may_lead_here_and_no_more(door: Door, within: Within, cookie: str, site: str) -> None:
    """A script or picture for another page is refused; a link to a page of ours is followed."""
    assert came_of(door, cookie=cookie, sec_fetch_site=site, sec_fetch_mode="no-cors").status == 403
    assert within.reached == []
    assert came_of(door, cookie=cookie, sec_fetch_site=site, sec_fetch_mode="navigate").status == 200


def test_a_link_on_another_page_opens_by_itself(door: Door) -> None:
    """The browser keeps its cookie back at first; our page asks again, and then it is sent."""
    query = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    shared = came_of(door, "//evil.example/present?s=a&v=1", **query)
    assert shared.status == 403
    assert 'content="0;url=/.//evil.example/present?s=a&amp;v=1"' in shared.text
    keyed = came_of(door, f"/present?v=1&token={TOKEN}", **query)
    assert keyed.status == 200
    assert 'content="0;url=/./present?v=1"' in keyed.text
    assert keyed.cookie


def test_the_way_on_never_leads_elsewhere(door: Door) -> None:
    """A path that looks like another host stays a path."""
    led = came_of(door, f"//evil.example/?token={TOKEN}")
    assert led.headers["location"] == f"http://{HOST}//evil.example/"


def test_what_proxies_say_is_not_passed_on(door: Door, within: Within, cookie: str) -> None:
    """Solara would keep it, and write it into every page for everybody."""
    hostile = '"><script>alert(1)</script>'
    came = came_of(
        door,
        cookie=cookie,
        x_script_name=hostile,
        script_name=hostile,
        x_forwarded_host="evil.example",
        x_forwarded_proto="https",
        x_forwarded_prefix="/evil",
        forwarded="host=evil.example",
        accept="text/html",
    )
    assert came.status == 200
    assert [name for name, _ in within.reached[0]["headers"]] == [b"host", b"cookie", b"accept"]


def test_every_answer_says_what_a_browser_should_hold_to(door: Door, cookie: str) -> None:
    """No guessing of kinds, no address told to others, no frame around our pages."""
    for came in (came_of(door), came_of(door, cookie=cookie), came_of(door, f"/?token={TOKEN}")):
        assert came.headers["x-content-type-options"] == "nosniff"
        assert came.headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in came.headers["content-security-policy"]


@pytest.mark.parametrize(("path", "key", "status"), [("/none", "missing", 404), ("/broken", "failed", 500)])
def test_a_bare_message_becomes_our_own_page(door: Door, cookie: str, path: str, key: str, status: int) -> None:
    """Who comes to a page that is not there, or broke, reads so, with a way home and nothing of this computer."""
    came = came_of(door, path, cookie=cookie, **{name.replace("-", "_"): value for name, value in BROWSER.items()})
    assert came.status == status
    assert TEXTS[key]["head"] in came.text
    assert 'href="/"' in came.text
    assert "somebody" not in came.text
    assert came_of(door, path, cookie=cookie, accept="*/*").text == "from /home/somebody within"


def test_readiness_is_for_all(door: Door, within: Within) -> None:
    """Whether the server runs, may be asked by what looks after it; it says nothing else."""
    assert came_of(door, "/readyz").status == 200
    assert came_of(door, "/readyz", kind="websocket").status == 403
    assert len(within.reached) == 1


def test_solara_tells_a_visitor_only_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it would show of a fault that no page of ours has caught holds no traceback and no folder."""
    for module, name in ((reacton.core, "traceback"), (app, "traceback"), (patch.FakeIPython, "showtraceback")):
        monkeypatch.setattr(module, name, getattr(module, name))

    def failing() -> None:
        raise RuntimeError("/home/somebody/secret.py")

    component = reacton.component(failing)

    def page_of_failure() -> str:
        found: tuple[Any, Any] = reacton.render(component(), handle_error=True)
        box, context = found
        try:
            return str(box.children[0].value)
        finally:
            context.close()

    assert "secret" in page_of_failure()
    silence.begin()
    assert "secret" not in page_of_failure()
    assert TEXTS["failed"]["head"] in page_of_failure()
    shell = Mock()
    with suppress(ZeroDivisionError):
        try:
            _ = 1 / 0
        finally:
            patch.FakeIPython.showtraceback(shell)
    assert shell.mock_calls == []


def test_a_token_is_read_as_browsers_write_it() -> None:
    """Escaped letters are the same letters."""
    assert token_in("a=1&tok%65n=a%2Db") == "a-b"
    assert token_in("tokens=1") is None


def test_solara_reads_its_settings_after_us() -> None:
    """The server can be imported without Solara, which reads its settings when it is imported: they are set before."""
    asked = "import sys, coprod_sim.dashboard.door.server; print(*(name for name in sys.modules if name.startswith('solara')))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
