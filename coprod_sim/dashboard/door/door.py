"""The door of the server: who may come in, and what nobody is told.

Any web page that somebody opens can send requests to this computer, so each request and each WebSocket must
name this computer as its Host, come from no page of another origin, and bring the key of this start:
the token in the address that the command prints, or the cookie that was given for it.
What proxies would say (X-Forwarded-*, X-Script-Name) is not believed, for anybody can write it.
"""

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Final, NamedTuple
from urllib.parse import unquote_plus

from coprod_sim.dashboard.door.pages import FRAMES, POLICIES, Message, Send, answer, plain_page

Receive = Callable[[], Awaitable[Message]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

LOCAL: Final = ("127.0.0.1", "localhost", "[::1]")
"""The names by which a browser knows the computer that it runs on."""
TOKEN: Final = "token"
"""What it is called in the query."""
OPEN_TO_ALL: Final = "/readyz"
"""Says that the server runs, and nothing else."""
AUTHORITY: Final = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?", re.IGNORECASE)
UNTRUSTED: Final = re.compile(rb"x-script-name|script-name|forwarded|x-forwarded-.*|x-original-.*|x-rewrite-.*")
OUR_OWN: Final = {404: "missing", 500: "failed"}
"""Answers to a browser in place of which our own pages are shown, by their status."""


class Request(NamedTuple):
    """What the door looks at in a request.  host: as it was written, if it was written once."""

    path: str
    query: str
    host: str | None
    origins: tuple[str, ...]
    site: str
    mode: str
    accepts: str
    cookies: str

    @property
    def navigates(self) -> bool:
        """Whether the browser goes to another page with it."""
        return self.mode == "navigate"

    @property
    def by_another_page(self) -> bool:
        """Whether a page of another origin has caused it, as far as the browser says."""
        return self.site in ("cross-site", "same-site")


def request_of(scope: Message) -> Request:
    """Read what was asked, and by whom."""
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))

    def first(name: str) -> str:
        return found.get(name, [""])[0].lower()

    hosts = found.get("host", [])
    return Request(
        (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0],
        scope["query_string"].decode("latin-1"),
        hosts[0] if len(hosts) == 1 else None,
        tuple(found.get("origin", ())),
        first("sec-fetch-site"),
        first("sec-fetch-mode"),
        first("accept"),
        "; ".join(found.get("cookie", ())),
    )


class Door:
    """Lets in who brings the key, and passes on nothing else.

    token: the key.   port: names the cookie, so that two servers on one computer do not close each other's door.
    names: other names of this server, where it is meant to be reached by them.
    """

    def __init__(self, app: App, token: str, port: int, names: Iterable[str] = ()) -> None:
        self.app = app
        self.token = token
        self.names = frozenset(name.lower() for name in (*LOCAL, *names))
        self.cookie = f"coprod-sim-{port}"
        # What the browser keeps is made from the token, and does not tell it.
        self.proof = hmac.new(token.encode(), b"cookie", hashlib.sha256).hexdigest()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request, or let it through."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        request = request_of(scope)
        scheme = "https" if scope["scheme"] in ("https", "wss") else "http"
        if not self.is_ours(request, scheme):
            await refuse(scope, send, plain_page("foreign"))
        elif (scope["type"] == "http" and request.path == OPEN_TO_ALL) or (
            self.has_cookie(request) and not token_in(request.query)
        ):
            scope["headers"] = [each for each in scope["headers"] if not UNTRUSTED.fullmatch(each[0].lower())]
            await self.app(scope, receive, guarded(scope, request, send))
        else:
            await self.let_in(scope, request, scheme, send)

    def is_ours(self, request: Request, scheme: str) -> bool:
        """Tell whether it names this computer, and no page of another origin has sent it."""
        found = AUTHORITY.fullmatch(request.host or "")
        if not found or found["name"].lower() not in self.names:
            return False
        if any(origin.lower() != f"{scheme}://{request.host}".lower() for origin in request.origins):
            return False
        return not request.by_another_page or request.navigates

    def has_cookie(self, request: Request) -> bool:
        """Tell whether the browser has been let in before."""
        # Read one by one: what other programs of this computer keep in the same browser may be no cookie at all.
        pairs = (part.strip().partition("=") for part in request.cookies.split(";"))
        return any(name == self.cookie and same(value, self.proof) for name, _, value in pairs)

    async def let_in(self, scope: Message, request: Request, scheme: str, send: Send) -> None:
        """Give a cookie for the token, and lead to the address without it; refuse who has neither."""
        given = token_in(request.query)
        right = given is not None and same(given, self.token)
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or not (right or self.has_cookie(request)):
            page = plain_page("opening", without_token(request)) if may_open(scope, request) else plain_page("token")
            await refuse(scope, send, page)
            return
        headers: list[tuple[bytes, bytes]] = []
        if right:
            kept = f"{self.cookie}={self.proof}; Path=/; HttpOnly; SameSite=Strict"
            headers.append((b"set-cookie", (kept + ("; Secure" if scheme == "https" else "")).encode()))
        if request.by_another_page:
            # A browser keeps a strict cookie back while it follows a link of another page, also behind a redirect.
            await answer(scope, send, 200, plain_page("opening", without_token(request)), headers)
            return
        # With its host, for a path that begins with two slashes would lead to somebody else.
        where = f"{scheme}://{request.host}{without_token(request)}"
        await answer(scope, send, 303, "", [*headers, (b"location", where.encode("latin-1"))])


def same(given: str, secret: str) -> bool:
    """Compare with a secret, in a time that tells nothing about it."""
    return hmac.compare_digest(given.encode(), secret.encode())


def token_in(query: str) -> str | None:
    """Read the token from a query; None where there is none.

    >>> token_in("v=1&token=abc"), token_in("v=1")
    ('abc', None)
    """
    return next((unquote_plus(part.partition("=")[2]) for part in query.split("&") if is_token(part)), None)


def is_token(part: str) -> bool:
    """Tell whether a part of a query is the token."""
    return unquote_plus(part.partition("=")[0]) == TOKEN


def without_token(request: Request) -> str:
    """Give the path and the query that were asked for, without the token."""
    query = "&".join(part for part in request.query.split("&") if not is_token(part))
    return f"{request.path}?{query}" if query else request.path


def may_open(scope: Message, request: Request) -> bool:
    """Tell whether a browser follows a link of another page, so that it may have a cookie that it did not send."""
    return scope["type"] == "http" and request.by_another_page and token_in(request.query) is None


def guarded(scope: Message, request: Request, send: Send) -> Send:
    """Send what browsers should hold to with each answer, and our own page in place of a bare message."""
    ours = scope["type"] == "http" and "text/html" in request.accepts
    hidden = False

    async def sent(message: Message) -> None:
        nonlocal hidden
        if message["type"] == "http.response.start":
            if ours and message["status"] in OUR_OWN:
                hidden = True
                await answer(scope, send, message["status"], plain_page(OUR_OWN[message["status"]]))
                return
            known = {name.lower() for name, _ in message["headers"]}
            policies = [*POLICIES, (b"content-security-policy", FRAMES)]
            message["headers"] = [*message["headers"], *(each for each in policies if each[0] not in known)]
        if not hidden:
            await send(message)

    return sent


async def refuse(scope: Message, send: Send, page: str) -> None:
    """Let nobody in: a WebSocket is closed before it opens, a browser gets a page that says what to do."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
    else:
        await answer(scope, send, 403, page)
