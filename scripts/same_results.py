"""Shows that a change of the house changes no result: the same work by the code of two commits, compared number by number.

python scripts/same_results.py COMMIT      the files here against those of a commit

What is compared: six pairs of scenarios, a run that goes on from a checkpoint, a study, and what a share link opens.
Left out are hashes of files, versions and times, which say which code it was.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
PAIRS: Final = (
    ("consultation_only", "power_sharing"),
    ("consultation_only", "sincere_consultation"),
    ("share_first_no_training", "train_first_share_later"),
    ("broken_promise", "handed_over"),
    ("not_asked", "invited_not_deciding"),
    ("cuts_in_year_three", "working_together"),
)
SMALL: Final = ("--set", "families=60", "--set", "professionals=8")
LEFT_OUT: Final = ("provenance", "hash", "version", "platform", "commit", "seconds", "checkpoint")
PLAN: Final = """
title = "The same"
scenarios = ["consultation_only", "power_sharing"]
months = 24
replicates = 3
seed = 7

[settings]
families = 60
professionals = 8

[sampling]
method = "grid"

[vary]
training = { values = [0.0, 0.02] }
"""
LINK: Final = """
import json
from dataclasses import asdict
try:
    from coprod_sim.scenario.setup.file_and_link import from_link, to_link
    from coprod_sim.scenario.setup.setup import TwoWays, Way
except ImportError:  # before there were rooms
    from coprod_sim.two_ways import TwoWays, Way
    from coprod_sim.two_ways_file import from_link, to_link
from coprod_sim import compare
link = to_link(TwoWays(Way("consultation_only"), Way("power_sharing"), (), 3, 24))
two, _ = from_link(link)
a, b = two.scenarios()
print(json.dumps({"link": link, **compare(a, b, pairs=2, months=two.months, seed=3).to_dict()}))
"""


def plain(found: Any) -> Any:
    """Leave out what says which code it was."""
    if isinstance(found, dict):
        return {key: plain(value) for key, value in found.items() if not any(word in key for word in LEFT_OUT)}
    return [plain(one) for one in found] if isinstance(found, list) else found


class Code:
    """The code in a folder, and a folder to work in."""

    def __init__(self, code: Path, work: Path) -> None:
        self.work = work
        self.settings = os.environ | {"PYTHONPATH": str(code), "COPROD_SIM_CACHE": str(work / "cache")}

    def python(self, *arguments: str) -> str:
        """Give what Python prints."""
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=self.work, env=self.settings, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(arguments)[:200]}\n{done.stderr}")
        return done.stdout

    def command(self, *arguments: str) -> str:
        """Give what a command of coprod-sim prints."""
        return self.python("-m", "coprod_sim", *arguments)

    def results(self) -> Iterator[tuple[str, str]]:
        """Give each piece of work with its results as text."""
        for a, b in PAIRS:
            yield f"compare {a} {b}", self.command("compare", a, b, "--pairs", "3", "--months", "36", "--json", *SMALL)
        run = ("run", "power_sharing", "--checkpoint", "kept", "--every", "12", "--json", *SMALL)
        self.command(*run, "--months", "24")
        yield "run from a checkpoint", self.command(*run, "--months", "36")
        self.work.joinpath("plan.toml").write_text(PLAN, encoding="utf-8")
        self.command("sweep", "plan.toml", "--out", "study", "--csv", "study.csv")
        yield "study", json.dumps(self.work.joinpath("study.csv").read_text(encoding="utf-8").splitlines())
        yield "share link", self.python("-c", LINK)


def main() -> None:
    """Compare, say what differs, and end with 1 if anything does."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    differ = 0
    with TemporaryDirectory() as folder:
        before = Path(folder) / "before"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", before, sys.argv[1]], cwd=ROOT, check=True)
        try:
            works = [Path(folder) / name for name in ("work_before", "work_here")]
            for work in works:
                work.mkdir()
            both = zip(Code(before, works[0]).results(), Code(ROOT, works[1]).results(), strict=True)
            for (what, old), (_, new) in both:
                same = plain(json.loads(old)) == plain(json.loads(new))
                differ += not same
                sys.stdout.write(f"{'the same' if same else 'DIFFERS '}  {what} ({len(new)} characters)\n")
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", before], cwd=ROOT, check=True)
    raise SystemExit(1 if differ else 0)


if __name__ == "__main__":
    main()
