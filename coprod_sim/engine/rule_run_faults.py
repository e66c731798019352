"""What is known of rules of one's own while they run: their file, their names, and how to say what one of them did.

How they are loaded: custom_rules.py.
"""

import re
import warnings
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Final, NamedTuple

from coprod_sim.engine.state import Stray
from coprod_sim.errors import RuleError, ScenarioError

SILENCE: Final = 10.0
"""Seconds in one month after which it is said that a rule may never end."""


class OwnRules(NamedTuple):
    """A file of rules, or of a mechanism: its path, its text, and the functions in it with the line of each.

    files: of which the set was compiled, each with its text: of rules, and of a mechanism, or None.
    """

    file: Path
    text: bytes
    lines: dict[str, int]
    word: str = "rule"
    files: tuple[tuple[Path, bytes] | None, tuple[Path, bytes] | None] = (None, None)

    def where(self, names: tuple[str, ...]) -> str:
        """Name the file, with the line where one rule is meant."""
        return f"{self.file} line {self.lines[names[0]]}" if len(names) == 1 else str(self.file)

    def stray(self, month: int, stray: Stray, names: tuple[str, ...]) -> RuleError:
        """Say that a run with these rules has left the range of its state; `names` are the rules that may have written it."""
        if names:
            who = f"your {self.word}{'s' * (len(names) > 1)} {' and '.join(names)} in {self.file.name} "
            who += f"{'writes' if len(names) == 1 else 'write'} {stray.field}"
        else:
            who = f"of your {self.word}s in {self.file.name} ({', '.join(self.lines)}) none writes it, but what they give leads to it"
        return RuleError(
            f"{self.where(names)}: month {month}: {stray}; {who}. "
            "Look for a division by zero, and for what takes a share out of its range."
        )

    def fault(self, error: Exception) -> ScenarioError:
        """Say what one of these rules raised, or why the compiler would not have it."""
        from numba.core.errors import NumbaError, UnsupportedBytecodeError

        if isinstance(error, NumbaError | UnsupportedBytecodeError):
            from coprod_sim.engine.rule_compile_faults import SEVERAL, reason

            line = re.search(rf'{re.escape(self.file.name)}(?:", line (\d+)| \((\d+)\))', str(error))
            where = f"{self.file} line {line[1] or line[2]}" if line else str(self.file)
            return ScenarioError(f"{where}: does not fit where the model uses it: {reason(error)}. {SEVERAL}")
        line_number, name = place_of(error.__traceback__, self.file)
        where = f"{self.file} line {line_number}" if line_number else str(self.file)
        whose = f"your {self.word} {name}" if name else f"one of your {self.word}s ({', '.join(self.lines)})"
        return RuleError(
            f"{where}: {whose} raised {type(error).__name__}: {error}: a {self.word} must give a number whatever comes. "
            "Mend it and run again."
        )

    def watch(self, month: Callable[[], int], ready: Callable[[], bool]) -> Callable[[], None]:
        """Give a function that says, once, that a month takes long; it is to be called again and again."""
        begun, last, warned = monotonic(), -1, False

        def look() -> None:
            nonlocal begun, last, warned
            now = month()
            if now != last or not ready():
                begun, last = monotonic(), now
            elif monotonic() - begun > SILENCE and not warned:
                warned = True
                warnings.warn(
                    f"still in month {now} after {SILENCE:.0f} seconds: a {self.word} in {self.file} may never end. "
                    "Ctrl-C stops it.",
                    stacklevel=2,
                )

        return look


def place_of(trace: TracebackType | None, file: Path) -> tuple[int | None, str | None]:
    """Find the last line of a file that an error went through, and the function that it is in."""
    line, name = None, None
    while trace is not None:
        if Path(trace.tb_frame.f_code.co_filename).name == file.name:
            line, name = trace.tb_lineno, trace.tb_frame.f_code.co_name
        trace = trace.tb_next
    return line, name if name in (None, "<module>") or name.isidentifier() else None
