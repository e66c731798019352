"""What the command line does when something goes wrong: a message without a traceback, and an exit code.

0 done; 1 failed; 2 wrong use, with every fault on a line of its own; 130 stopped by Ctrl-C.
Set COPROD_SIM_TRACEBACK=1 to see where an unexpected fault arose.
"""

import codecs
import gc
import os
import signal
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

import typer
from typer.core import TyperGroup

from coprod_sim.errors import STOPPED, ModelError, RuleError, ScenarioError, printable

FAILED: Final = 1
WRONG_USE: Final = 2
PLAIN_LETTERS: Final = str.maketrans("\u2013\u2014\u2018\u2019\u201c\u201d\u2026", "--''\"\".")
"""Dashes, quotation marks and the ellipsis, and what stands for them where a terminal has no such letters."""
NEW_OBJECTS: Final = 100_000
"""Python looks for unused circles of objects after so many new ones: usually 700, but libraries bring hundreds of thousands."""
REPORT: Final = "Please report it, with the command. To see where it arose, set COPROD_SIM_TRACEBACK=1 and try again."


class Commands(TyperGroup):
    """A group of commands whose faults become messages."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command, and end the program with its exit code where it fails."""
        try:
            with second_stop_ends_at_once():
                result = super().invoke(ctx)
                sys.stdout.flush()
        except RuleError as error:
            end(FAILED, str(error))
        except ScenarioError as error:
            end(WRONG_USE, str(error))
        except ModelError as error:
            end(FAILED, str(error))
        except KeyboardInterrupt:
            end(STOPPED, "Stopped.")
        except BrokenPipeError:
            # Whoever read our output, such as `head`, has gone: there is nobody left to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(FAILED) from None
        except MemoryError:
            end(FAILED, "There is not enough memory for this. Use fewer families, or fewer pairs.")
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            end(FAILED, f"{where}{error.strerror or error}.")
        return result


@contextmanager
def second_stop_ends_at_once() -> Iterator[None]:
    """Let a second Ctrl-C end the process, whatever it is at; the first one is an exception, as usual."""
    usual = threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT)
    if usual is not signal.default_int_handler:
        yield
        return

    def at_once(number: int, frame: object) -> NoReturn:
        del number, frame
        os._exit(STOPPED)

    def first(number: int, frame: object) -> NoReturn:
        del number, frame
        signal.signal(signal.SIGINT, at_once)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, first)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def end(code: int, message: str) -> NoReturn:
    """Say what went wrong on standard error, and end the program."""
    sys.stderr.write(f"{printable(message)}\n")
    raise typer.Exit(code)


def plain_letters(error: UnicodeError) -> tuple[str, int]:
    """Write what a terminal cannot show with the letters that it has."""
    assert isinstance(error, UnicodeEncodeError)
    text = unicodedata.normalize("NFKD", error.object[error.start : error.end].translate(PLAIN_LETTERS))
    return text.encode("ascii", "ignore").decode() or "?", error.end


def open_what_is_closed() -> None:
    """Let nothing be read and nobody be told where a standard stream was closed: else the next file would get its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, os.fdopen(number, "r" if name == "stdin" else "w", encoding="utf-8"))


def prepare_output() -> None:
    """Let terminals of any encoding show all that we write, and show warnings as plain notes."""
    import io
    import warnings

    open_what_is_closed()
    codecs.register_error("coprod_sim.plain_letters", plain_letters)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="coprod_sim.plain_letters")
    warnings.formatwarning = lambda message, *_, **__: f"Note: {printable(str(message))}\n"


def start_quickly() -> None:
    """Look for unused objects seldom: while libraries load there are none, and looking takes a tenth of a comparison."""
    gc.set_threshold(NEW_OBJECTS)


def unexpected(error: Exception) -> NoReturn:
    """End the program after a fault of our own that nobody foresaw."""
    if os.environ.get("COPROD_SIM_TRACEBACK"):
        raise error
    sys.stderr.write(f"coprod-sim went wrong: {type(error).__name__}: {printable(str(error))}\n{REPORT}\n")
    raise SystemExit(FAILED) from error
