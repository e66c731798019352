"""Commands of the project as forks of one process that has imported and loaded all of it: starting up is paid once in a worker.

A fork has the folder, environment, streams and exit code of its command, and ends as any Python does.
What a fork cannot show is left to a process of its own: other settings of Python or of the compiler, another copy of the package.
"""

import atexit
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
BIN: Final = Path(sys.executable).parent
FREE: Final = ("PATH", "COLUMNS", "PYTHONPATH", "PYTHONSAFEPATH", "PYTEST_", "MAKE", "GIT_")
"""Beginnings of the names of settings in which a command may differ from the server: it reads them, if at all, when it runs."""
WARM: Final = (
    ("run", "power_sharing", "--months", "1", "--json"),
    ("compare", "consultation_only", "power_sharing", "--pairs", "2", "--months", "1", "--json"),
)
"""Commands that load what is compiled."""


def command(
    words: Sequence[str], folder: Path, environment: Mapping[str, str], patience: float
) -> subprocess.CompletedProcess[str]:
    """Run a command, as a fork where that shows the same, and give what it printed and its exit code."""
    if is_ours(words, folder, environment):
        return server().done(words, folder, environment, patience)
    # In a session of its own, so that all that a shell has begun can be stopped with it.
    process = subprocess.Popen(
        words,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        printed, faults = process.communicate(timeout=patience)
    except BaseException:  # patience is over, or this process is to stop
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    return subprocess.CompletedProcess(words, process.returncode, printed, faults)


def is_ours(words: Sequence[str], folder: Path, environment: Mapping[str, str]) -> bool:
    """Tell whether a command is the program, or a file of Python, that takes this very package with the settings of this process."""
    if not hasattr(os, "fork") or settled(environment) != settled(os.environ):
        return False
    place, name = os.path.split(words[0])
    if not place or (folder / place).resolve() != BIN.resolve():
        return False
    if name == "coprod-sim":
        return True
    elsewhere = folder != ROOT and "PYTHONSAFEPATH" not in environment
    match (name.startswith("python"), *words[1:3]):
        case (True, "-m", module):
            return module in ("coprod_sim", "coprod_sim.cli.app") and not elsewhere
        case (True, str(file), *_):
            return file.endswith(".py") and not (elsewhere and (folder / file).with_name("coprod_sim").exists())
    return False


def settled(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out settings in which a command may differ."""
    return {name: value for name, value in environment.items() if not name.startswith(FREE)}


class Server:
    """The process that forks, and the socket over which it is told what to become."""

    def __init__(self) -> None:
        """Start it; it ends with this process, or with the socket."""
        self.socket, theirs = socket.socketpair()
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=settled(os.environ) | {"PATH": os.environ["PATH"], "PYTHONSAFEPATH": "1"},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self.answers = self.socket.makefile("r", encoding="utf-8")
        atexit.register(self.end)

    def end(self) -> None:
        """Close the socket, at which the server ends."""
        self.answers.close()
        self.socket.close()
        self.process.wait()

    def done(
        self, words: Sequence[str], folder: Path, environment: Mapping[str, str], patience: float
    ) -> subprocess.CompletedProcess[str]:
        """Let a fork do a command, and wait for it."""
        with Path(os.devnull).open("rb") as nothing, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            self.socket.settimeout(patience)
            try:
                socket.send_fds(self.socket, [b"!"], [nothing.fileno(), out.fileno(), err.fileno()])
                self.socket.sendall(json.dumps([list(words), str(folder), dict(environment)]).encode() + b"\n")
                status = self.answers.readline()
            except TimeoutError:
                os.killpg(self.process.pid, 9)
                server.cache_clear()
                raise subprocess.TimeoutExpired(list(words), patience) from None
            assert status, "the server that forks has ended"
            texts = []
            for stream in (out, err):
                stream.seek(0)
                texts.append(stream.read().decode())
        return subprocess.CompletedProcess(list(words), os.waitstatus_to_exitcode(int(status)), *texts)


@cache
def server() -> Server:
    """Give the server of this process."""
    return Server()


def serve(mine: socket.socket) -> list[str]:
    """Fork for each command that comes.  Gives its words to the fork; the server itself never comes back from here."""
    while True:
        sign, streams, _, _ = socket.recv_fds(mine, 1, 3)
        if not sign:
            os._exit(0)
        with mine.makefile("r", encoding="utf-8") as lines:
            words, folder, environment = json.loads(lines.readline())
        fork = os.fork()
        if fork == 0:
            mine.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(environment)
            return [str(word) for word in words]
        for stream in streams:
            os.close(stream)
        mine.sendall(f"{os.waitpid(fork, 0)[1]}\n".encode())


def load() -> None:
    """Import what commands import, and load what is compiled."""
    import pkgutil
    import warnings
    from importlib import import_module

    import coprod_sim
    from coprod_sim.cli.app import app

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for module in pkgutil.walk_packages(coprod_sim.__path__, "coprod_sim."):
            if not module.name.startswith("coprod_sim.dashboard"):
                import_module(module.name)
    for words in WARM:
        app(words, prog_name="coprod-sim", standalone_mode=False)
    sys.stdout.flush()


def become(words: list[str]) -> None:
    """Do what a Python that begins with these words does."""
    module = words[2] if words[1:2] == ["-m"] else None
    if Path(words[0]).name != "coprod-sim":
        words = words[1:] if module is None else words[2:]
    sys.argv[:] = words
    if "PYTHONSAFEPATH" not in os.environ:
        sys.path.insert(0, str(Path.cwd()) if module else str(Path(words[0]).absolute().parent))
    if module is None:
        runpy.run_path(words[0], run_name="__main__")
    else:
        sys.modules.pop(module if "." in module else f"{module}.__main__", None)
        runpy.run_module(module, run_name="__main__", alter_sys=True)


def lived(words: list[str]) -> int:
    """Do what is to be done and end as Python does, but for giving back memory bit by bit.  Gives the exit code."""
    try:
        become(words)
    except SystemExit as end:
        if end.code is not None and not isinstance(end.code, int):
            sys.stderr.write(f"{end.code}\n")
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  as Python does with whatever nobody caught
        sys.excepthook(*sys.exc_info())
        code = 1
    else:
        code = 0
    threading._shutdown()  # type: ignore[attr-defined]  # waits for threads, as Python does
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    return code


if __name__ == "__main__":
    load()
    assert threading.active_count() == 1, threading.enumerate()
    gc.freeze()
    os._exit(lived(serve(socket.socket(fileno=int(sys.argv[1])))))
