"""Every claim held against the model: its findings and its verdict, in words and as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from coprod_sim.evidence.claims import CLAIMS, TAUGHT_SETTINGS, Claim, Finding, Runs
from coprod_sim.scenario.usual import USUAL_MONTHS, USUAL_SEED
from coprod_sim.study.compare import checked_question, json_number
from coprod_sim.study.many import Progress

CLAIM_PAIRS: Final = 200
NOTE: Final = (
    "In brackets: the 95 % interval over pairs of runs. Numbers are of 100, and B minus A unless they say otherwise."
)


@dataclass(frozen=True)
class CheckedClaim:
    """One claim and what the runs say about it."""

    claim: Claim
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether every finding holds, and there is one."""
        return bool(self.findings) and all(finding.holds for finding in self.findings)


def checked(claim: Claim, runs: Runs) -> CheckedClaim:
    """Hold one claim against runs."""
    return CheckedClaim(claim, tuple(claim.check(runs)))


def check_claims(
    pairs: int = CLAIM_PAIRS, seed: int = USUAL_SEED, progress: Progress | None = None, claims: Iterable[Claim] = CLAIMS
) -> list[CheckedClaim]:
    """Hold claims against the model, over pairs of runs with the seeds seed, seed + 1, ...

    `progress` is called with claims done and claims in all.  Raises ScenarioError where something given is not allowed.
    """
    pairs, _, seed = checked_question(pairs, USUAL_MONTHS, seed)
    runs, wanted = Runs(TAUGHT_SETTINGS, pairs, seed), list(claims)
    found = []
    for done, claim in enumerate(wanted, start=1):
        found.append(checked(claim, runs))
        if progress is not None:
            progress(done, len(wanted))
    return found


def finding_text(finding: Finding) -> str:
    """Write a finding as people read it: the value, its interval and the share of pairs.

    >>> finding_text(Finding("gain", 4.2, 4.1, 4.3, 1.0, "interval above 2", True))
    '4.20 (4.10 to 4.30), 100% of pairs'
    """
    share = "" if finding.agree != finding.agree else f", {finding.agree:.0%} of pairs"  # nan is not itself
    return f"{finding.value:.2f} ({finding.low:.2f} to {finding.high:.2f}){share}"


def claims_summary(found: Iterable[CheckedClaim]) -> str:
    """Say how many claims hold, and name those that fail."""
    found = list(found)
    failing = [one.claim.key for one in found if not one.holds]
    end = f" These fail: {', '.join(failing)}." if failing else ""
    return f"{len(found) - len(failing)} of {len(found)} claims hold.{end}"


def claims_to_dict(found: Iterable[CheckedClaim]) -> dict[str, Any]:
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
                        **{name: json_number(getattr(finding, name)) for name in ("value", "low", "high", "agree")},
                        "wanted": finding.wanted,
                        "holds": finding.holds,
                    }
                    for finding in one.findings
                ],
            }
            for one in found
        ],
    }
