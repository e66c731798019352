"""A pair of ways of working as the trainer's page shows it: from a link to a whole run, and to twenty of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import Any, Final
from urllib.parse import parse_qs, urlencode

from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.dashboard.pair.event_list import happenings
from coprod_sim.dashboard.pair.lever_table import lever_rows
from coprod_sim.dashboard.pair.marks import end_marks
from coprod_sim.dashboard.pair.month_sentences import pair_sentences
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES, band_payload, run_payload
from coprod_sim.dashboard.pair.runs import BAND, WorldHistory, seed_band, world
from coprod_sim.dashboard.pair.stories import family_names
from coprod_sim.files import VERSION
from coprod_sim.scenario.scenario import Scenario
from coprod_sim.scenario.setup.changes import Change
from coprod_sim.scenario.setup.file_and_link import LINK_VERSION, from_link, to_file, to_link, to_tables
from coprod_sim.scenario.setup.setup import TwoWays, all_presets, hash_of
from coprod_sim.study.compare import Comparison

SIZES: Final = ("families", "professionals")
PATIENCE: Final = 0.4
"""Seconds after which a band that is still being made is shown as far as it is."""


def ways_of_address(search: str | None, start: TwoWays | None = None) -> tuple[TwoWays, list[str]]:
    """Read the query of an address: what it shows, and notes on what could not be used.

    start: what a page shows where the address says nothing, or nothing that can be read; the usual start, if not given.
    An `s` without a text is the link of the usual start, and no address that says nothing.
    """
    query = parse_qs(search or "", keep_blank_values=True)
    version = query.get("v", [str(LINK_VERSION)])[0]
    if "s" not in query and version == str(LINK_VERSION):
        return start or TwoWays(), []
    two, notes = from_link(query.get("s", [""])[0], version=version)
    unread = bool(notes) and two == TwoWays()
    return (start or two if unread else two), notes


def address(two: TwoWays, path: str = "/present", kept: Mapping[str, str] | None = None) -> str:
    """Give the address of a page that shows it; `kept` is what the browser keeps beside it in the query."""
    return f"{path}?{urlencode({'v': LINK_VERSION, 's': to_link(two), **(kept or {})})}"


def worlds_of(two: TwoWays) -> tuple[WorldHistory, WorldHistory]:
    """Run the watched pair."""
    a, b = two.scenarios()
    return world(a, two.seed, two.months), world(b, two.seed, two.months)


def run_of(two: TwoWays, measures: Sequence[str] = PAGE_MEASURES) -> dict[str, Any]:
    """Give everything that the browser needs to play the watched pair, with charts of `measures`."""
    scenarios, worlds = two.scenarios(), worlds_of(two)
    return run_payload(worlds, measures) | {
        "rev": f"{two.hash}-{to_link(two)}",
        "hash": two.hash,
        "link": to_link(two),
        "luck": two.seed,
        "version": VERSION,
        "setup": to_tables(two),
        "file": to_file(two),
        "sizes": {name: int(scenarios[0].value(name)) for name in SIZES} | {"months": two.months},
        "ways": [way(two, side) for side in (0, 1)],
        "rules": lever_rows(*scenarios),
        "changes": [change_table(change) for change in two.changes],
        "events": own_events(two),
        "names": family_names(len(worlds[0].people.family_commissioner)),
        "marks": end_marks(scenarios, two.months),
        "world": world_of(two),
        **sentences_payload(worlds, scenarios, two, None),
    }


def way(two: TwoWays, side: int) -> dict[str, str]:
    """Name one way of working: neutral before the reveal, and by its name after."""
    key, scenario = (two.a, two.b)[side].preset, two.scenarios()[side]
    found = [preset for preset in all_presets() if preset.key == key]
    name = found[0].name if found else scenario.title
    number = found[0].number if found else "AB"[side]
    return {"name": name, "neutral": fill(words()["topbar"]["neutral"], n=number)}


def change_table(change: Change) -> dict[str, Any]:
    """Give a change as the rail shows it."""
    title = change.kind.title
    return {
        "who": change.who,
        "do": change.do,
        "start": change.start,
        "length": change.length,
        "amount": change.amount,
        "title": title,
        "label": title,
    }


def own_events(two: TwoWays) -> list[dict[str, Any]]:
    """Give what the two scenarios do by themselves and when; the rail shows it, and play stops."""
    plain = replace(two, changes=())
    found = happenings(plain.scenarios(), (), two.months)
    return [{"who": "AB"[side], "start": one.month, "title": one.sentence()} for one in found for side in one.sides]


def sentences_payload(
    worlds: tuple[WorldHistory, WorldHistory],
    scenarios: tuple[Scenario, Scenario],
    two: TwoWays,
    comparison: Comparison | None,
) -> dict[str, Any]:
    """Give the sentences of every month, and those on each measure that a room may have guessed about."""
    sentences = pair_sentences(worlds, scenarios, two.changes, comparison)
    return {"telling": sentences.months, "voted": sentences.voted}


def world_of(two: TwoWays) -> str:
    """Give a name to the question's pair of worlds: other luck, title and looks are the same worlds.

    >>> world_of(TwoWays(seed=3)) == world_of(TwoWays()), world_of(TwoWays(months=48)) == world_of(TwoWays())
    (True, False)
    """
    return hash_of(*two.scenarios(), 0, two.months)


def bands_of(two: TwoWays, measures: Sequence[str] = PAGE_MEASURES) -> Iterator[dict[str, Any]]:
    """Give the measures of more and more pairs, now and then while they are made, and at the end the sentences they bear out."""
    worlds, scenarios, last_sent = worlds_of(two), two.scenarios(), monotonic()
    for comparison in seed_band(*scenarios, two.months):
        whole = comparison.pairs == BAND
        if not whole and monotonic() < last_sent + PATIENCE:
            continue
        last_sent = monotonic()
        sentences = sentences_payload(worlds, scenarios, two, comparison) if whole else {}
        yield band_payload(comparison, BAND, measures) | {"rev": f"{two.hash}-{to_link(two)}"} | sentences


def whole_band(two: TwoWays, until: int | None = None) -> Comparison:
    """Compare the two over all lucks of the band, up to a month."""
    *_, whole = seed_band(*two.scenarios(), two.months)
    if until is None or until >= whole.months:
        return whole
    a, b = (
        {name: rows[:, : until + 1] for name, rows in series.items()} for series in (whole.series_a, whole.series_b)
    )
    return replace(whole, months=until, series_a=a, series_b=b)
