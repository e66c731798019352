"""A made-up table of areas with the columns of the official one, and a validation made by hand, for the tests of validation."""

import csv
from pathlib import Path
from typing import Final

import numpy as np

from coprod_sim.evidence.validation.report_lines import ReportLine, Section, not_run
from coprod_sim.evidence.validation.validate import QUICK, Validation

AREAS: Final = 24
EVIL: Final = '<script>alert("x")</script> & Sons'
HEAD: Final = (
    "la_name",
    "ehc_plans",
    "sen_support_est",
    "requests_refused_pct",
    "within_20_weeks_pct",
    "appeals_est",
    "appeal_rate_pct",
    "child_poverty_pct",
)


def table(folder: Path, *, areas: int = AREAS, rate_rises: bool = True, without: str = "") -> Path:
    """Write a table in which area k has more poverty than area k - 1; the appeal rate rises or falls with k, all else is mixed."""
    path = folder / f"table_{areas}_{rate_rises}_{without}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        kept = [place for place, name in enumerate(HEAD) if name != without]
        writer.writerow([HEAD[place] for place in kept])
        for number in range(areas):
            name = EVIL if number == 0 else f"Area {number}"
            rate = 1 + 0.1 * (number if rate_rises else areas - number)
            row = (
                name,
                600,
                900,
                10 + 7 * number % 30,
                20 + 11 * number % 60,
                round(6 * rate),
                f"{rate:.1f}",
                8 + number,
            )
            writer.writerow([row[place] for place in kept])
    return path


def validation() -> Validation:
    """Make a validation with a line of each verdict, and names that make trouble."""
    lines = (
        ReportLine(
            "A red thing",
            "\N{MINUS SIGN}0.14 (\N{MINUS SIGN}0.29 to 0.03)",
            "0.20 to 0.40",
            "red",
            "why",
            "marsh2022",
            {"value": -0.14},
        ),
        ReportLine(EVIL, "1.20", "1.20 to 1.70", "green", numbers={"value": 1.2, "low": float("nan")}),
        ReportLine("Nearly " + "a very long name " * 12, "0.1", "0.2", "amber"),
    )
    dots = [
        {
            "area": EVIL if row == 0 else f"Area {row}",
            "families": 40,
            "predicted": 20 + row % 7,
            "published": 1 + row / 10,
        }
        for row in range(AREAS)
    ]
    apart = [{"on": "none", "published": 0.1, "refusals": None, "timeliness": -0.2, "gradient": 1.0}]
    data = {"dots": dots, "put_in": apart, "put_in_scale": 0.02}
    guess = {"name": "thrift", "low": 0.2, "high": 1.0, "at_low": "1.0 (0.5 to 1.5)", "at_high": "2.0 (1.0 to 3.0)"}
    sections = (
        Section("exact", "Exact cases", "Is it exact?", (not_run("Case 1", "not run here: needs a checkout"),), "How."),
        Section("figures", "English figures", "Is it near?", lines, data={"not_expressed": {"T1": "Nobody asks."}}),
        Section("areas", "Areas beside areas", "Does it know?", lines[:1], notes=("A note.",), data=data),
        Section("guesses", "Guesses", "Which?", lines[1:], data={"guesses": [guess]}),
    )
    return Validation(sections, QUICK, True, 1)


def rates(seed: int = 1) -> np.ndarray:
    """Draw rates of shape (seeds, years, areas) whose differences between areas stay from year to year."""
    chance = np.random.default_rng(seed)
    return 20 + 10 * np.arange(AREAS) / AREAS + chance.normal(0, 0.1, (3, 5, AREAS))
