"""The trainer guide, made ready: its words, links that open the trainer's page at each moment, and cards from the model.

The page /guide shows it, and scripts/make_guide.py writes docs/facilitator_guide.md of it.
Each link is made from two ways of working, so that it cannot rot; what to look for comes from coprod_sim/evidence/claims/.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.dashboard.pair.marks import mark_of
from coprod_sim.dashboard.pair.show import address
from coprod_sim.dashboard.pair.tables import kind_table
from coprod_sim.engine.totals import RUNGS
from coprod_sim.evidence.claims import TAUGHT_SETTINGS, claims_of
from coprod_sim.files import VERSION
from coprod_sim.scenario.setup.change_kinds import CHANGES, CORNERSTONES
from coprod_sim.scenario.setup.changes import Change, new_change
from coprod_sim.scenario.setup.setup import PRESETS, TwoWays, Way

Words = dict[str, Any]

MINUTES: Final = 45
MOST_MOVING: Final = 10
"""Minutes of a workshop in which months may run: the rest is for talk."""
SHAPES: Final = ("flat", "slow_rise", "fast_rise", "down_then_up", "up_then_down", "fall")
SIDES: Final = ("A", "B", "none")
NUMBER: Final = {preset.key: preset.number for preset in PRESETS}
"""What people call a way of working before the reveal."""
SHARED: Final = "commitment"
"""The sheet that has a line of its own in each workshop."""


class Moment(NamedTuple):
    """What the screen shows at one moment of a workshop."""

    two: TwoWays
    month: int = 0
    view: str = "both"


def alike(number: int, changes: Sequence[Change]) -> TwoWays:
    """Give twice the same way of working, by the number that people read, with changes on its timeline."""
    way = Way(next(preset.key for preset in PRESETS if preset.number == number))
    return TwoWays(way, way, changes=tuple(changes))


ORDERS: Final = (
    new_change("A", "train_staff", 6),
    new_change("A", "share_decisions", 24),
    new_change("B", "share_decisions", 6),
    new_change("B", "train_staff", 24),
)
"""Two orders of the same two changes, for a room to move."""
CUT: Final = (new_change("both", "budget_cut", 25),)
"""Less money from year 3 on, in both towns."""
END: Final = TwoWays().months
MOMENTS: Final = {
    "w1_start": Moment(TAUGHT_SETTINGS["w1"]),
    "w1_pause": Moment(TAUGHT_SETTINGS["w1"], 24),
    "w1_end": Moment(TAUGHT_SETTINGS["w1"], END, "charts"),
    "w1_luck": Moment(replace(TAUGHT_SETTINGS["w1"], seed=2), END, "charts"),
    "w2_start": Moment(TAUGHT_SETTINGS["w2"]),
    "w2_end": Moment(TAUGHT_SETTINGS["w2"], END),
    "w2_tables": Moment(alike(1, ORDERS)),
    "w2_earlier": Moment(TAUGHT_SETTINGS["w2.earlier"], END, "charts"),
    "w3_start": Moment(TAUGHT_SETTINGS["w3"]),
    "w3_end": Moment(TAUGHT_SETTINGS["w3"], END),
    "w3_sharing": Moment(TAUGHT_SETTINGS["w3.sharing"], END),
    "w3_plan": Moment(alike(6, CUT)),
}


def link(key: str) -> dict[str, str]:
    """Give the link to a moment: where it leads, and its short text, which is all that a printer shows of it."""
    moment, texts = MOMENTS[key], words()["guide"]
    two = moment.two
    seed = {"luck": fill(texts["with_luck"], n=two.seed) if two.seed != TwoWays().seed else ""}
    text = fill(
        texts["moment"],
        a=NUMBER[two.a.preset],
        b=NUMBER[two.b.preset],
        changes=texts["with_changes"] if two.changes else "",
        m=moment.month,
        view=texts["views"][moment.view],
        **seed,
    )
    return {"key": key, "href": href(moment), "text": text}


def href(moment: Moment) -> str:
    """Give the address of the trainer's page at a moment; its title is left out, for it would name a way of working."""
    kept = {"at": str(moment.month)} if moment.month else {}
    return address(replace(moment.two, title=""), kept=kept | {"view": moment.view})


def step(table: Words) -> Words:
    """Give one row of a plan: its minutes, what is done and said, and what is on the screen."""
    return {
        "from": table["from"],
        "to": table["to"],
        "moving": table.get("moving", 0),
        "do": table["do"],
        "say": table["say"],
        "screen": table["screen"],
        "links": [link(key) for key in table.get("open", ())],
    }


def ways(key: str) -> list[str]:
    """Name the two ways of working with which a workshop begins."""
    two = MOMENTS[f"{key}_start"].two
    by_key = {preset.key: preset for preset in PRESETS}
    found = [by_key[way.preset] for way in (two.a, two.b)]
    text = words()["guide"]["way"]
    return [fill(text, side="AB"[side], n=preset.number, name=preset.name) for side, preset in enumerate(found)]


def observed(key: str) -> list[Words]:
    """Give what can be seen in a workshop, each line borne out by many runs; `sets` where it is about another set-up."""
    return [
        {
            "key": claim.key,
            "text": claim.text,
            "mark": mark_of(claim.key),
            "sets": [set_up(name) for name in claim.settings if name != key],
        }
        for claim in claims_of(key)
    ]


def set_up(name: str) -> dict[str, str]:
    """Give the set-up that a claim is about: its title, and a link to its end."""
    two = TAUGHT_SETTINGS[name]
    return {"key": name, "text": two.title, "href": href(Moment(two, two.months, "charts"))}


def workshop(number: int, table: Words) -> Words:
    """Give one workshop with its plan, what to look for, its questions and its handouts."""
    texts = words()["guide"]
    key, steps = table["key"], [step(row) for row in table["steps"]]
    return {
        "key": key,
        "title": fill(texts["workshop"], n=number, title=table["title"]),
        "who": table["who"],
        "size": table["size"],
        "ways": ways(key),
        "aims": table["aims"],
        "steps": steps,
        "moving": fill(texts["moving"], n=sum(row["moving"] for row in steps), of=MINUTES),
        "observe": observed(key),
        "debrief": [{"head": texts["heads"][head], "questions": asked} for head, asked in table["debrief"].items()],
        "bring": [sheet for sheet in sheets() if key in sheet["workshops"]],
    }


def sheets() -> list[Words]:
    """Give every handout with all that stands on it; the sheet that has a line of each workshop stands there for each."""
    found: list[Words] = []
    for kind, table in words()["guide"]["sheets"].items():
        if kind == SHARED:
            found += [commitment(kind, table, each) for each in words()["guide"]["workshops"]]
        else:
            found.append({"key": kind, "kind": kind, **table, **made(kind)})
    return found


def commitment(kind: str, table: Words, of: Words) -> Words:
    """Give the commitment sheet of one workshop."""
    title = f"{table['title']}: {of['title']}"
    own = {"key": f"{kind}-{of['key']}", "kind": kind, "workshops": [of["key"]], "head": title, "first": of["commit"]}
    return table | own


def made(kind: str) -> Words:
    """Give what stands on a handout and has its birthplace elsewhere: rungs, answers, changes."""
    texts = words()
    match kind:
        case "rungs":
            return {"rungs": [{"key": rung, **texts["ladder"][rung]} for rung in RUNGS]}
        case "guesses":
            answers = texts["predict"]["answers"]
            return {
                part: [{"key": key, "name": answers[key]} for key in keys]
                for part, keys in (("shapes", SHAPES), ("sides", SIDES))
            }
        case "changes":
            stones = fill(texts["guide"]["sheets"][kind]["stones"], stones=", ".join(CORNERSTONES))
            return {"kinds": [kind_table(each) for each in CHANGES], "stones": stones}
        case _:
            return {}


def guide() -> Words:
    """Give the whole guide."""
    texts = words()["guide"]
    return {
        "before": texts["before"],
        "keys": words()["keys"]["rows"],
        "workshops": [workshop(number, table) for number, table in enumerate(texts["workshops"], 1)],
        "sheets": sheets(),
        "version": VERSION,
    }
