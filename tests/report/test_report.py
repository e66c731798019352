"""The report: everything in it, its numbers, nothing fetched, and nothing that a scenario could smuggle in."""

import re
import shlex
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION
from coprod_sim.indicators import HEADLINES, RATES
from coprod_sim.report.comparison.page import report_text, write_report
from coprod_sim.report.comparison.repeat import command
from coprod_sim.report.comparison.text import CAUTIONS, comparison_summary
from coprod_sim.scenario.parameters import BY_NAME, DECLARED
from coprod_sim.scenario.scenario import Event, Scenario, load_scenario, parse_setting
from coprod_sim.study.certainty_text import MADE_UP, unit_of
from coprod_sim.study.compare import Comparison, compare, settings_that_differ
from tests.report.conftest import PAIRS, Made
from tests.report.page import Page

TODAY = date(2026, 3, 1)
MOST_BYTES = 600_000
SECTIONS = {
    "worse-off": "Who is worse off",
    "answer": "Six figures, at the end of the run",
    "words": "What happened, in words",
    "charts": "Month by month",
    "trust": "The ladder of participation",
    "numbers": "The numbers at the end",
    "who": "Who gains and who loses",
    "costs": "Costs beside benefits, early and late",
    "settings": "What differs between A and B",
    "limits": "What this cannot say",
    "repeat": "How to repeat it",
}


def number(text: str) -> float:
    """Read a printed number."""
    return float(text.replace("\N{MINUS SIGN}", "-").replace(",", ""))


@pytest.fixture(scope="module")
def text(shared_power: Comparison) -> str:
    """The report of consultation beside power-sharing."""
    return report_text(shared_power, TODAY)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    """That report, taken apart."""
    return Page(text)


def test_every_section_is_there(text: str) -> None:
    """Each section has its place and its heading."""
    for name, heading in SECTIONS.items():
        start = text.index(f'<section id="{name}"')
        assert heading in text[start : text.index("</section>\n\n", start) if name != "repeat" else None], name


def test_every_picture_says_that_it_is_made_up(text: str) -> None:
    """Each drawing holds the words, so that one that is copied out of the page still has them."""
    drawings = re.findall(r"<svg.*?</svg>", text, re.DOTALL)

    assert len(drawings) >= 10
    assert [drawing[:60] for drawing in drawings if MADE_UP not in drawing] == []


def test_the_page_is_well_formed(page: Page) -> None:
    """Every tag is closed, there is one h1 and one main, and no id is used twice."""
    names = [tag for tag, _ in page.tags]
    ids = [given["id"] for _, given in page.tags if "id" in given]

    assert page.open == []
    assert names.count("h1") == names.count("main") == names.count("footer") == 1
    assert len(ids) == len(set(ids))
    assert ("html", {"lang": "en-GB"}) in page.tags


def test_nothing_is_fetched(text: str, page: Page) -> None:
    """No attribute and no style points anywhere but into the page, and there is no script."""
    addresses = {
        value
        for _, given in page.tags
        for name, value in given.items()
        if name in {"src", "href", "srcset", "action", "data", "poster", "xlink:href"}
    }

    assert all(address.startswith("#") for address in addresses)
    assert {address[1:] for address in addresses} <= {given.get("id") for _, given in page.tags}
    assert not re.search(r"https?:|url\(|@import", text)
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "img", "object", "base"}


def test_tables_say_what_their_cells_are_about(page: Page) -> None:
    """Each table has a caption, and each heading of a table a scope."""
    names = [tag for tag, _ in page.tags]

    assert names.count("table") == names.count("caption") >= 6
    assert all("scope" in given for tag, given in page.tags if tag == "th")


def test_charts_can_be_read_without_seeing_them(text: str, page: Page) -> None:
    """Each chart is an image with a title and a description that holds numbers."""
    pictures = [given for tag, given in page.tags if tag == "svg"]

    assert len(pictures) == 16
    for given in pictures:
        assert given["role"] == "img"
        for name in given["aria-labelledby"].split():
            assert f'id="{name}"' in text
    assert all(re.search(r"A .?\d", description) for description in re.findall(r"<desc[^>]*>(.*?)</desc>", text))


@pytest.mark.parametrize("name", HEADLINES)
def test_the_table_shows_the_numbers_of_the_comparison(shared_power: Comparison, page: Page, name: str) -> None:
    """A, B, difference, interval and counts are those of to_dict (last month), or of the last year for rates."""
    cells = page.rows[name]
    factor = unit_of(name).factor
    expected = dict(shared_power.to_dict()["indicators"][name])
    if name in RATES:
        a, b = (series[name][:, -12:].mean(axis=1) for series in (shared_power.series_a, shared_power.series_b))
        expected = {"a": a.mean(), "b": b.mean(), "difference": (b - a).mean(), "pairs_b_higher": int((b > a).sum())}

    assert number(cells[1]) == pytest.approx(expected["a"] * factor, abs=0.051)
    assert number(cells[2]) == pytest.approx(expected["b"] * factor, abs=0.051)
    assert number(cells[3]) == pytest.approx(expected["difference"] * factor, abs=0.0051)
    assert cells[5].startswith(f"{expected['pairs_b_higher']} of {PAIRS}")
    if name not in RATES:
        low, high = (number(part) for part in cells[4].split(" to "))
        assert low == pytest.approx(expected["ci_low"] * factor, abs=0.0051)
        assert high == pytest.approx(expected["ci_high"] * factor, abs=0.0051)


def test_who_is_worse_off_stands_before_all_figures(shared_power: Comparison, text: str, page: Page) -> None:
    """The first section says in words and as a table who is worse off; its numbers are those of the comparison."""
    found = shared_power.worse_off
    assert found is not None
    for name, ends in found.groups():
        assert number(page.rows[name][1]) == pytest.approx(100 * ends.worse, abs=0.051)
        assert number(page.rows[name][4]) == pytest.approx(100 * ends.better, abs=0.051)
    assert f"Of 100 who need an interpreter, {100 * found.of('interpreter').worse:.0f};" in page.words
    assert text.index('<section id="worse-off"') < text.index('<section id="answer"') < text.index("Six figures")


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_winners_and_losers_are_those_of_the_comparison(shared_power: Comparison, page: Page, quarter: int) -> None:
    """Each quarter has its differences in progress, trust, voice and energy."""
    cells = page.rows[str(quarter)][1:]
    for cell, name in zip(cells, ("progress", "felt_trust", "voice", "family_energy"), strict=True):
        difference = shared_power.difference(f"{name}_q{quarter}")
        assert number(cell.split()[0]) == pytest.approx(100 * difference.difference, abs=0.0051)


def test_costs_of_the_first_year_are_shown(shared_power: Comparison, text: str) -> None:
    """Staff work more under power-sharing in year 1, and the table of costs says so."""
    start = text.index('id="cost-table"')
    table = text[start : text.index("</table>", start)]
    row = table[table.index("Staff load") :]
    year = [100 * series["staff_load"][:, 1:13].mean() for series in (shared_power.series_a, shared_power.series_b)]

    assert f'begins">{year[0]:.1f}</td><td class="num">{year[1]:.1f}</td>' in row
    assert row.index("worse in B") < row.index("</tr>")


def test_the_story_is_in_the_report(shared_power: Comparison, page: Page) -> None:
    """Every sentence of the summary stands in the report, cautions included."""
    for sentence in (*comparison_summary(shared_power), *CAUTIONS):
        assert sentence in page.words


def test_settings_that_differ_come_with_source_and_status(shared_power: Comparison, text: str) -> None:
    """Each setting that differs has its row with both values, meaning, source and status; all others are there too."""
    start = text.index('id="differing"')
    table = text[start : text.index("</table>", start)]
    for name, a, b in settings_that_differ(shared_power.scenario_a, shared_power.scenario_b):
        row = table[table.index(f"<code>{name}</code>") :].split("</tr>")[0]
        for part in (f">{a:g}<", f">{b:g}<", BY_NAME[name].source, BY_NAME[name].status):
            assert part in row
    assert all(f"<code>{declared.name}</code>" in text for declared in DECLARED)


def test_events_are_told(shared_power: Comparison) -> None:
    """What happens on the way is told with its month, and marked in the charts."""
    text = report_text(replace(shared_power, scenario_b=load_scenario("broken_promise")), TODAY)

    assert "Month 36: a lever has a new value from this month on (lever power_ceiling, to 0.05)." in text
    assert 'class="event"' in text


def test_how_to_repeat_it_is_exact(shared_power: Comparison, page: Page) -> None:
    """Command, version, seeds, hashes and date are there."""
    line = "coprod-sim compare consultation_only power_sharing --pairs 20 --months 60 --seed 1 --report report.html"
    for words in (line, VERSION, "1 to 20", shared_power.scenario_a.hash, shared_power.scenario_b.hash, "1 March 2026"):
        assert words in page.words


def test_the_command_gives_the_same_scenarios_again() -> None:
    """Settings changed for both, and modifiers, are part of the command."""
    changes = {"training": 0.05, "families": 330}
    a, b = (load_scenario(name, changes) for name in ("consultation_only", "power_sharing+broken_trust"))
    comparison = compare(a, b, pairs=2, months=1)
    words, files_needed = command(comparison)
    parts = shlex.split(words)
    found = dict(parse_setting(parts[at + 1]) for at, part in enumerate(parts) if part == "--set")

    assert not files_needed
    assert found == changes
    assert [load_scenario(name, found).hash for name in parts[2:4]] == [a.hash, b.hash]


def test_own_scenarios_are_given_as_files(shared_power: Comparison) -> None:
    """Scenarios that no built-in name stands for are printed whole, as TOML, and the command names those files."""
    own = shared_power.scenario_b.changed({"training": 0.07}, [Event(3, "set", lever="reward", to=1)])
    text = report_text(replace(shared_power, scenario_b=own), TODAY)

    assert "coprod-sim compare scenario_a.toml scenario_b.toml" in text
    assert "training = 0.07" in text
    assert "[[events]]" in text


def test_a_scenario_cannot_smuggle_anything_in(alike: Comparison) -> None:
    """Title, summary and name are shown as they are written, never run."""
    bad = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    scenario = alike.scenario_b
    nasty = Scenario(bad, bad, bad, dict(scenario.settings), scenario.events)
    text = report_text(replace(alike, scenario_b=nasty), TODAY)

    assert not {tag for tag, _ in Page(text).tags} & {"script", "img"}
    assert "&lt;script&gt;alert(1)" in text


def test_two_that_are_the_same_have_a_report(alike: Comparison) -> None:
    """A scenario beside itself: it says so, and nothing is better or worse."""
    text = report_text(alike, TODAY)

    assert "The two are the same: no setting and no event differs." in text
    assert "No setting differs." in text
    assert not re.search(r"(better|worse|higher|lower) in B<", text)


def test_the_least_comparison_has_a_report(tiny: Comparison) -> None:
    """Two pairs of one month with an empty quarter: no figure is made up, and nothing is called clear."""
    page = Page(report_text(tiny, TODAY))

    assert "not measured" in page.rows["4"][1]
    assert not re.search(r"\bnan\b", page.words, re.IGNORECASE)
    assert "no clear difference" in page.rows["progress"][-1]


@pytest.mark.parametrize("name", ["progress", "disputes", "voice", "trust_from_results", "decisions_led"])
def test_what_was_not_measured_leaves_no_trace(made: Made, name: str) -> None:
    """Values that do not exist show as words, in text, tables and charts."""
    text = report_text(made({name: np.full(PAIRS, np.nan)}), TODAY)

    assert not re.search(r"\bnan\b", text, re.IGNORECASE)


def test_the_same_comparison_gives_the_same_bytes(shared_power: Comparison, tmp_path: Path) -> None:
    """The file is small, and depends on the comparison and the date alone."""
    one = write_report(shared_power, tmp_path / "one.html", TODAY)
    two = write_report(shared_power, tmp_path / "new" / "two.html", TODAY)

    assert one.read_bytes() == two.read_bytes()
    assert one.stat().st_size < MOST_BYTES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "one.html"]


def test_a_report_that_cannot_be_written_is_refused(alike: Comparison, tmp_path: Path) -> None:
    """A folder in the place of the file gives one clear message, and leaves nothing behind."""
    with pytest.raises(ScenarioError, match="the report is written here"):
        write_report(alike, tmp_path, TODAY)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(alike: Comparison, tmp_path: Path) -> None:
    """A file in the place of the folder gives one clear message."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ScenarioError, match="Choose another file"):
        write_report(alike, tmp_path / "file" / "report.html", TODAY)

    assert (tmp_path / "file").read_text() == "mine"


def test_the_first_look_shows_costs_beside_gains(text: str) -> None:
    """The six figures at the top hold the family's energy, staff load and spending, with their verdicts."""
    top = text[text.index('<ul class="tiles"') : text.index("<nav")]
    verdicts = dict(re.findall(r'class="name">([^<]*)<.*?class="verdict [^"]*">([^<]*)<', top, re.DOTALL))

    assert list(verdicts) == ["Progress", "Felt trust", "Voice", "Family energy", "Staff load", "Spending"]
    assert (verdicts["Progress"], verdicts["Family energy"], verdicts["Staff load"], verdicts["Spending"]) == (
        "better in B",
        "better in B",
        "worse in B",
        "worse in B",
    )
