"""The errors that this project raises on purpose: for the user to fix, before a run or in it, or for us.

Every fault is one line: `where: what was given: what is allowed. What to do.`
What was given may hold anything, also what would move a terminal's cursor: it is shown, and never sent.
"""

import re
from typing import Final

STOPPED: Final = 130
"""The exit code of a process that Ctrl-C has ended."""
UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
"""Control characters but for tab and new line, marks that turn the order of letters, and halves of characters."""


def printable(text: str) -> str:
    r"""Show what a terminal would obey.

    >>> print(printable("a name \x1b[31m in red"))
    a name \x1b[31m in red
    """
    return UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)


class ScenarioError(ValueError):
    """Yours to fix: a scenario, plan, network or rules file says something that cannot be done.

    `faults` holds every fault that was found, so that all can be mended at once; str() gives one per line.
    """

    def __init__(self, *faults: str) -> None:
        """Keep the faults; the message is one fault per line."""
        self.faults: tuple[str, ...] = tuple(printable(fault).replace("\n", "\\n") for fault in faults)
        super().__init__("\n".join(self.faults))


class RuleError(ScenarioError):
    """Yours to fix: a rule of your own went wrong in the midst of a run."""


class ModelError(RuntimeError):
    """Ours, please report: the program itself went wrong, whatever the scenario."""

    def __init__(self, message: str) -> None:
        """Keep the message."""
        super().__init__(printable(message))
