"""Every claim held against the model: findings, a verdict, and both as a table and as plain data."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from coprod_sim.claims import CLAIMS, SETTINGS, Claim, Finding, Runs
from coprod_sim.compare import Progress, checked_pairs, plain
from coprod_sim.errors import ScenarioError
from coprod_sim.simulation import LARGEST_SEED, checked_seed

PAIRS: Final = 200


@dataclass(frozen=True)
class Checked:
    """One claim and what the runs say about it."""

    claim: Claim
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether every finding holds, and there is one."""
        return bool(self.findings) and all(finding.holds for finding in self.findings)


def checked(claim: Claim, runs: Runs) -> Checked:
    """Hold one claim against runs."""
    return Checked(claim, tuple(claim.check(runs)))


def check_claims(
    pairs: int = PAIRS, seed: int = 1, progress: Progress | None = None, claims: Iterable[Claim] = CLAIMS
) -> list[Checked]:
    """Hold claims against the model, over pairs of runs with the seeds seed, seed + 1, ...

    `progress` is called with claims done and claims in all.  Raises ScenarioError where something given is not allowed.
    """
    pairs, seed = checked_pairs(pairs), checked_seed(seed)
    if seed > LARGEST_SEED - pairs:
        raise ScenarioError(f"seed = {seed}: leaves no room for {pairs} pairs. Give a smaller one.")
    runs, wanted = Runs(SETTINGS, pairs, seed), list(claims)
    found = []
    for done, claim in enumerate(wanted, start=1):
        found.append(checked(claim, runs))
        if progress is not None:
            progress(done, len(wanted))
    return found


def written(finding: Finding) -> str:
    """Write a finding as people read it: the value, its interval and the share of pairs.

    >>> written(Finding("gain", 4.2, 4.1, 4.3, 1.0, "interval above 2", True))
    '4.20 (4.10 to 4.30), 100% of pairs'
    """
    share = "" if finding.agree != finding.agree else f", {finding.agree:.0%} of pairs"  # nan is not itself
    return f"{finding.value:.2f} ({finding.low:.2f} to {finding.high:.2f}){share}"


def claims_table(found: Iterable[Checked]) -> str:
    """Write claims as plain text: each with its findings, then how many hold."""
    found = list(found)
    width = max((len(finding.name) for one in found for finding in one.findings), default=0)
    lines = []
    for one in found:
        lines.append(f"{'holds' if one.holds else 'FAILS':<6}{one.claim.key:<26}{one.claim.text}")
        for finding in one.findings:
            mark = "" if finding.holds else "  <- missed"
            lines.append(f"      {finding.name:<{width}}  {written(finding):<40}  {finding.wanted}{mark}")
    failing = [one.claim.key for one in found if not one.holds]
    end = f"{len(found) - len(failing)} of {len(found)} claims hold."
    note = "In brackets: the 95 % interval over pairs of runs. Numbers are of 100, B minus A unless they say otherwise."
    return "\n".join([*lines, "", f"{end} {note}", *(f"  fails: {key}" for key in failing)])


def to_dict(found: Iterable[Checked]) -> dict[str, Any]:
    """Give claims as plain data.  Numbers that do not exist are None."""
    found = list(found)
    return {
        "holding": sum(one.holds for one in found),
        "claims": [
            {
                "key": one.claim.key,
                "text": one.claim.text,
                "settings": list(one.claim.settings),
                "holds": one.holds,
                "findings": [
                    {
                        "name": finding.name,
                        **{name: plain(getattr(finding, name)) for name in ("value", "low", "high", "agree")},
                        "wanted": finding.wanted,
                        "holds": finding.holds,
                    }
                    for finding in one.findings
                ],
            }
            for one in found
        ],
    }


def main() -> None:
    """Check all claims and write the table to standard output."""
    sys.stdout.write(claims_table(check_claims()) + "\n")


if __name__ == "__main__":
    main()
