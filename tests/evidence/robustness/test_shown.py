"""How other assumptions are shown: in words, on the command line, and in the report."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

from coprod_sim.evidence.robustness.robust_text import ALLOWED_FOR, survival_sentence
from coprod_sim.indicators import HEADLINES
from coprod_sim.report.comparison.page import report_text, write_report
from coprod_sim.report.comparison.repeat import command
from coprod_sim.report.comparison.text import CAUTIONS, answer, comparison_summary
from coprod_sim.study.assumptions.robust import Survival, across
from coprod_sim.study.compare import Comparison, compare
from tests.cli.command import SMALL, coprod_sim
from tests.evidence.robustness.conftest import LISTENS, SETS, SHARES, sharing_time_both_ways
from tests.report.every_page import WIDTHS, EveryPage, Opened, opened_page
from tests.report.page import Page

TODAY = date(2026, 3, 1)
LONGEST_SENTENCE = 20
HEADING = "Which conclusions survive other assumptions"


@pytest.fixture(scope="module")
def unvaried(varied: Comparison) -> Comparison:
    """The same comparison, had nobody asked for other assumptions."""
    return replace(varied, assumptions=None)


def test_words_say_what_survives(varied: Comparison) -> None:
    """Progress with its count, what else survives and what depends, and what the answer does not allow for."""
    summary, short = " ".join(comparison_summary(varied)), " ".join(answer(varied))
    progress = across(varied, "progress")
    line = f"Young people's progress is higher in B in {progress.agree} of {SETS} sets of assumptions: this conclusion"

    assert progress.verdict == "survives"
    assert f"{line} survives." in summary
    assert f"{line} survives." in short
    assert re.search(r"These depend on assumptions: [^.]*staff workload", summary)
    assert re.search(r"These survive too: [^.]*families' part in deciding", summary)
    assert f"run again with {SETS} sets of assumptions, 2 pairs of runs each" in summary
    for text in (summary, short):
        assert ALLOWED_FOR in text
        assert CAUTIONS[0] not in text
        assert CAUTIONS[1] in text


def test_without_other_assumptions_no_word_is_about_them(unvaried: Comparison) -> None:
    """The old caution stands, and nothing survives."""
    text = " ".join(comparison_summary(unvaried) + answer(unvaried))

    assert CAUTIONS[0] in text
    assert "sets of assumptions" not in text
    assert "survive" not in text


def test_sentences_about_assumptions_are_short_and_whole(varied: Comparison) -> None:
    """Each has at most twenty words, a capital first and a full stop last; so has that of each verdict."""
    found = across(varied, "felt_trust")
    verdicts: tuple[Survival, ...] = (
        "mostly",
        "depends on assumptions",
        "too small to tell",
        "same",
        "no conclusion",
        "not measured",
    )
    one_of_each = [survival_sentence(found._replace(verdict=verdict)) for verdict in verdicts]

    assert len(set(one_of_each)) == len(verdicts)
    for sentence in [*comparison_summary(varied), *answer(varied), *one_of_each]:
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
        assert re.fullmatch(r"[A-Z].*\.", sentence), sentence


def test_too_few_sets_are_called_too_few(varied: Comparison) -> None:
    """Nineteen sets can lose none, so they cannot tell 95 of 100."""
    assert varied.assumptions is not None
    fewer = {name: values[1:] for name, values in varied.assumptions.differences.items()}
    few = replace(varied, assumptions=replace(varied.assumptions, differences=fewer))
    words = "There are too few sets to say what survives."

    assert words in comparison_summary(few)
    assert words not in comparison_summary(varied)


def test_what_could_not_be_measured_in_any_set_leaves_no_trace(varied: Comparison) -> None:
    """A headline without a number in any set shows as words, in text, data and report."""
    assert varied.assumptions is not None
    gone = {**varied.assumptions.differences, "progress": np.full((SETS, 2), np.nan)}
    empty = replace(varied, assumptions=replace(varied.assumptions, differences=gone))

    assert "Young people's progress could not be measured with other assumptions." in comparison_summary(empty)
    assert empty.to_dict()["assumptions"]["indicators"]["progress"]["median"] is None
    assert not re.search(r"\bnan\b", report_text(empty, TODAY), re.IGNORECASE)


# The report.


def test_the_report_has_a_section_on_other_assumptions(varied: Comparison, unvaried: Comparison) -> None:
    """Its table has a row for each headline with the numbers of the data; without other assumptions there is none."""
    text = report_text(varied, TODAY)
    start = text.index('<section id="assumptions"')
    section = text[start : text.index("</section>", start)]
    rows = dict(re.findall(r'data-assumptions="(\w+)">(.*?)</tr>', section, re.DOTALL))

    assert HEADING in section
    assert list(rows) == list(HEADLINES)
    for name, cells in rows.items():
        found = across(varied, name)
        assert f">{found.higher} of {SETS}<" in cells
        assert f">{found.verdict}<" in cells
    assert 'href="#assumptions"' in text
    without = report_text(unvaried, TODAY)
    assert HEADING not in without
    assert "ssumptions.source" not in without
    assert "The ranges show luck only." in without
    assert "The ranges show luck only." not in text


def test_the_section_is_well_formed_and_its_chart_can_be_read_without_seeing_it(varied: Comparison) -> None:
    """Every tag is closed, no id is there twice, and the chart tells its numbers."""
    text = report_text(varied, TODAY)
    page = Page(text)
    ids = [given["id"] for _, given in page.tags if "id" in given]
    (data,) = re.findall(r'<desc id="chart-assumptions-desc">(.*?)</desc>', text)
    progress = across(varied, "progress")

    assert page.open == []
    assert len(ids) == len(set(ids))
    assert f"Progress: B minus A +{100 * progress.default:.1f}; over sets +{100 * progress.median:.1f}," in data


def test_the_command_that_repeats_it_names_the_sets(varied: Comparison, sets_file: Path) -> None:
    """A file by its path; sets in memory by the file that they are to be saved as, and the report says how."""
    words = shlex.split(command(varied)[0])
    sets = sharing_time_both_ways()
    memory = compare(LISTENS, SHARES, pairs=2, months=1, assumptions=sets, assumption_pairs=3)

    assert words[words.index("--assumptions") + 1] == str(sets_file)
    assert words[words.index("--assumption-pairs") + 1] == "2"
    assert "--assumptions assumptions.csv --assumption-pairs 3" in command(memory)[0]
    assert "write_ensemble(ensemble" in report_text(memory, TODAY)
    assert "write_ensemble(ensemble" not in report_text(varied, TODAY)
    assert "--assumption" not in command(replace(varied, assumptions=None))[0]


@pytest.fixture(scope="module", params=WIDTHS[-1:])
def opened(
    request: pytest.FixtureRequest, browser: Browser, varied: Comparison, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    """The report with other assumptions, opened at the width of a telephone, where a new table or chart would be the first to stick out."""
    path = write_report(varied, tmp_path_factory.mktemp("report") / "report.html")
    with opened_page(browser, path, request.param) as opened:
        yield opened


@pytest.mark.browser
class TestReportWithAssumptions(EveryPage):
    """What holds for every page."""


# The command line.


def test_the_command_line_shows_what_survives(sets_file: Path, tmp_path: Path) -> None:
    """The table and the sentences are there, and the report is written."""
    asked = ("compare", "consultation_only", "power_sharing", "--pairs", "2", "--months", "3", *SMALL)
    sets = ("--assumptions", str(sets_file), "--assumption-pairs", "2")
    done = coprod_sim(*asked, *sets, "--report", str(tmp_path / "report.html"))
    words = " ".join(done.stdout.split())

    assert done.returncode == 0, done.stderr
    assert f"B minus A with {SETS} other sets of assumptions, 2 pairs of runs each" in words
    assert f"Family power +0.0 +0.0 {SETS} of {SETS}" in re.sub(r"\+\d+\.\d", "+0.0", words)
    assert ALLOWED_FOR in words
    assert HEADING in (tmp_path / "report.html").read_text()


def test_the_command_line_gives_the_sets_as_json(sets_file: Path) -> None:
    """With --json there is JSON and nothing else; --set holds a number of the sets."""
    asked = ("compare", "consultation_only", "power_sharing", "--pairs", "2", "--months", "2", *SMALL)
    done = coprod_sim(*asked, "--assumptions", str(sets_file), "--set", "thrift=0.5", "--json")
    data = json.loads(done.stdout)["assumptions"]

    assert (data["sets"], data["pairs"], data["held"]) == (SETS, 4, ["thrift"])
    assert set(data["indicators"]) == set(HEADLINES)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--assumptions", "nowhere.csv"), "nowhere.csv: No such file"),
        (("--assumption-pairs", "3"), "Add --assumptions"),
    ],
)
def test_options_that_cannot_work_are_refused(options: tuple[str, str], words: str) -> None:
    """One line says what is wrong, and nothing is run."""
    done = coprod_sim("compare", "consultation_only", "power_sharing", *options)

    assert done.returncode != 0
    assert words in " ".join(done.stderr.split())
    assert done.stdout == ""
