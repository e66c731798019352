"""Firefox, asked over its own Marionette: a small client, for neither a driver nor a download is needed for what we ask.

Firefox is where a system has installed it; it gets an empty profile, and a proxy that nobody answers, so that nothing is reached.
"""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

NAMES: Final = ("firefox-esr", "firefox")
PATIENCE: Final = 120.0
"""Seconds to wait for a start or an answer; a busy machine needs many."""
NOBODY: Final = 9
"""A port at which nobody listens."""
SETTINGS: Final[dict[str, Any]] = {
    "marionette.port": 0,  # a free one, which it writes into its profile
    "network.proxy.type": 1,
    **{f"network.proxy.{kind}": "127.0.0.1" for kind in ("http", "ssl", "socks")},
    **{f"network.proxy.{kind}_port": NOBODY for kind in ("http", "ssl", "socks")},
    "network.proxy.allow_hijacking_localhost": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "app.update.enabled": False,
}
UNTIL: Final = """const [what, patience, done] = arguments, end = Date.now() + patience;
(function look() {
    let found;
    try { found = eval(what); } catch (error) { found = null; }
    if (found) done(found);
    else if (Date.now() > end) done(`NEVER: ${what}`);
    else setTimeout(look, 50);
})();"""


def firefox_path() -> str | None:
    """Find Firefox on the PATH."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Firefox:
    """One tab of a Firefox that listens at a port."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.stream = self.socket.makefile("rb")
        self.number = 0
        self.read()  # it says who it is
        self.do("WebDriver:NewSession", capabilities={"alwaysMatch": {"timeouts": {"script": int(PATIENCE * 1000)}}})

    def close(self) -> None:
        """Say no more."""
        self.stream.close()
        self.socket.close()

    def read(self) -> Any:
        """Read a message: the number of its bytes, a colon, and JSON."""
        length = b""
        while (byte := self.stream.read(1)) not in (b":", b""):
            length += byte
        return json.loads(self.stream.read(int(length)))

    def do(self, command: str, **given: Any) -> Any:
        """Have a command done, and give what it answers."""
        self.number += 1
        message = json.dumps([0, self.number, command, given]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, _, fault, answer = self.read()
        assert fault is None, fault
        return answer

    def open(self, address: str) -> None:
        """Open an address in the tab, anew."""
        self.do("WebDriver:Navigate", url="about:blank")
        self.do("WebDriver:Navigate", url=address)

    def until(self, what: str) -> Any:
        """Wait until an expression of the page is true, and give its value."""
        given = [what, int(PATIENCE * 900)]
        found = self.do("WebDriver:ExecuteAsyncScript", script=UNTIL, args=given, sandbox=None)["value"]
        assert not str(found).startswith("NEVER"), found
        return found


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Start Firefox without a window, with a profile in an empty folder."""
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in SETTINGS.items()]
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    words = [firefox_path() or "", "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        noted, end = profile / "MarionetteActivePort", time.monotonic() + PATIENCE
        while not noted.exists():
            assert process.poll() is None, "Firefox has ended"
            assert time.monotonic() < end, "Firefox did not start"
            time.sleep(0.1)
        with closing(Firefox(int(noted.read_text(encoding="utf-8")))) as tab:
            yield tab
    finally:
        process.terminate()
        process.wait(PATIENCE)
