"""A line to a server that can be cut and mended, as bad wifi does: the server lives on and knows nothing of it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from coprod_sim.cli.commands.dashboard import HOST

AT_A_TIME: Final = 65_536


class Line:
    """Listens at a free port and passes everything on to a server; while it is cut, nothing goes through."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.whole = True
        self.open: list[socket.socket] = []
        self.lock = threading.Lock()
        self.door = socket.create_server((HOST, 0))
        self.address = f"http://{HOST}:{self.door.getsockname()[1]}"
        threading.Thread(target=self.answer, daemon=True).start()

    def answer(self) -> None:
        """Take every caller, and join whole ones with the server."""
        while True:
            try:
                caller, _ = self.door.accept()
            except OSError:
                return
            with self.lock:
                if not self.whole:
                    caller.close()
                    continue
                server = socket.create_connection((HOST, self.server_port))
                self.open += [caller, server]
            for one, other in ((caller, server), (server, caller)):
                threading.Thread(target=pass_on, args=(one, other), daemon=True).start()

    def cut(self) -> None:
        """Break every connection, and let no new one through."""
        with self.lock:
            self.whole = False
            for one in self.open:
                hang_up(one)
            self.open.clear()

    def mend(self) -> None:
        """Let connections through again."""
        with self.lock:
            self.whole = True

    def close(self) -> None:
        """Take the line away."""
        self.cut()
        hang_up(self.door)


def pass_on(one: socket.socket, other: socket.socket) -> None:
    """Pass on what one says to the other, until either hangs up."""
    with suppress(OSError):
        while received := one.recv(AT_A_TIME):
            other.sendall(received)
    hang_up(one)
    hang_up(other)


def hang_up(one: socket.socket) -> None:
    """Close a socket for both sides, whether or not it is open."""
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextmanager
def line_to(address: str) -> Iterator[Line]:
    """Lay a line to a server."""
    line = Line(int(address.rpartition(":")[2]))
    try:
        yield line
    finally:
        line.close()
