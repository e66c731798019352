"""Plain pages of the door, without script: who is not let in, what is not there, and what went wrong.

Nothing of a request is in them but the address of a link that is followed, and nothing of this computer.
"""

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from html import escape
from typing import Any, Final

from coprod_sim.dashboard.pages.shared.words import words

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Headers = Sequence[tuple[bytes, bytes]]

POLICIES: Final[Headers] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""What browsers should hold to with everything that this server sends."""
FRAMES: Final = b"frame-ancestors 'self'"
PLAIN: Final = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; " + FRAMES),
)
STYLE: Final = (
    "body{font:1.125rem/1.5 system-ui,sans-serif;color:#1d1d1d;background:#fff;max-width:40rem;margin:10vh auto;"
    "padding:0 1rem}h1{font-size:1.5rem}a{color:#12436d}"
)


async def answer(scope: Message, send: Send, status: int, page: str, headers: Headers = ()) -> None:
    """Send a whole answer."""
    body = page.encode()
    length = (b"content-length", str(len(body)).encode())
    start = {"type": "http.response.start", "status": status, "headers": [*PLAIN, *POLICIES, *headers, length]}
    await send(start)
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def plain_page(key: str, onward: str | None = None) -> str:
    """Write a page of door/door.toml; with `onward`, it goes on by itself to that address of this server."""
    texts = words()["door"]
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in texts[key]["text"])
    if onward is not None:
        # A dot before the path, for two slashes at its beginning would lead to somebody else.
        where = escape(f"/.{onward}")
        refresh, link = f'<meta http-equiv="refresh" content="0;url={where}">', linked(where, texts["again"])
    else:
        refresh, link = "", "" if key in ("token", "foreign") else linked("/", texts["home"])
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(texts["title"])}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{refresh}<style>{STYLE}</style></head>'
        f'<body><main><h1>{escape(texts[key]["head"])}</h1><div role="alert">{paragraphs}</div>{link}</main></body></html>'
    )


def linked(where: str, text: str) -> str:
    """Write a link; the address is escaped already."""
    return f'<p><a href="{where}">{escape(text)}</a></p>'
