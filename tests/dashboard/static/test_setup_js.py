"""The worker reads and writes set-ups as Python does: to the last letter and number."""

import json
import random

import pytest

from coprod_sim.dashboard.pair import show
from coprod_sim.dashboard.pair.tables import choices
from coprod_sim.scenario.setup.file_and_link import from_file, from_link, to_file, to_link
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.dashboard.static.node import known_tables, usual_or_study
from tests.dashboard.static.random_setups import Maker, texts
from tests.dashboard.static.setup_worker import in_worker, read_table


@pytest.mark.parametrize("count", usual_or_study(60, 300))
def test_reads_files(count: int) -> None:
    """Random files, right and wrong, give the same set-ups, notes, links, files and scenarios."""
    each = texts(count)
    expected = [read_table(*from_file(text)) for text in each]
    assert sum(bool(one["notes"]) for one in expected) > count / 3
    assert sum(len(one["scenarios"][0]["events"]) > 4 for one in expected) > count / 12
    for text, found, right in zip(each, in_worker("file", [[text] for text in each]), expected, strict=True):
        assert found == right, text


@pytest.mark.parametrize("count", usual_or_study(20, 60))
def test_reads_what_it_wrote(count: int) -> None:
    """A link and a file lead back to what they were made of, in Python as in the worker."""
    each = [from_file(json.dumps(Maker(seed).tables()))[0] for seed in range(1000, 1000 + count)]
    links = [to_link(two) for two in each]
    assert in_worker("link", [[link, 1] for link in links]) == [read_table(*from_link(link)) for link in links]
    assert in_worker("file", [[to_file(two)] for two in each]) == [read_table(*from_file(to_file(two))) for two in each]


@pytest.mark.parametrize("count", usual_or_study(20, 60))
def test_reads_broken_links(count: int) -> None:
    """A link that was cut, altered or made up is the usual start, or what Python makes of it."""
    rng = random.Random(7)
    links = [to_link(from_file(json.dumps(Maker(seed, 0).tables()))[0]) for seed in range(count)]
    broken = ["", " ", "x", "====", "é", "AAAA", "_" * 8001, *(link[: rng.randrange(len(link) + 1)] for link in links)]
    for link in links:
        at = rng.randrange(max(1, len(link)))
        broken += [link[:at] + rng.choice("AZaz09-_+") + link[at + 1 :], link + rng.choice("AB"), f" {link} "]
    versions = [rng.choice((1, 1, 1, "1", "2")) for _ in broken]
    each = list(zip(broken, versions, strict=True))
    expected = [read_table(*from_link(link, version=version)) for link, version in each]
    assert in_worker("link", [[*pair] for pair in each]) == expected


def test_reads_addresses() -> None:
    """What an address says is read as Python reads it, with or without a start of the page's own."""
    link = to_link(TwoWays(seed=4))
    each = [
        "",
        "s=",
        f"v=1&s={link}",
        f"v=2&s={link}",
        "v=2",
        "v=",
        "s=%zz",
        f"s={link}&s=x",
        f"at=3&s={link}&v=1",
        "s=abc+d",
        "v=1",
        "&&",
    ]
    assert in_worker("address", [[one] for one in each]) == [read_table(*show.ways_of_address(one)) for one in each]
    start = TwoWays(Way("working_together"))
    assert in_worker("start", [[one, "working_together"] for one in each]) == [
        read_table(*show.ways_of_address(one, start)) for one in each
    ]


def test_takes_the_choices_of_the_pages() -> None:
    """What can be chosen travels as the server sends it, and the tables are small."""
    setup = known_tables()["setup"]
    assert setup["choices"] == choices()
    assert len(json.dumps(setup)) < 50_000
