"""The errors that this project raises on purpose: for the user to fix, before a run or in it, or for us.

Every fault is one line: `where: what was given: what is allowed. What to do.`
"""


class ScenarioError(ValueError):
    """Yours to fix: a scenario, plan, network or rules file says something that cannot be done.

    `faults` holds every fault that was found, so that all can be mended at once; str() gives one per line.
    """

    def __init__(self, *faults: str) -> None:
        """Keep the faults; the message is one fault per line."""
        super().__init__("\n".join(faults))
        self.faults: tuple[str, ...] = faults


class RuleError(ScenarioError):
    """Yours to fix: a rule of your own went wrong in the midst of a run."""


class ModelError(RuntimeError):
    """Ours, please report: the program itself went wrong, whatever the scenario."""
