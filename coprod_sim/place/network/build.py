"""A checked network, and the place that is made of it: everybody as drawn, and then as the network says.

Most of it is about power: where a network gives some of the shares in a plan, the others take up the rest.
How a network comes to be checked: load.py.  How everybody starts where nothing is said: initial_state.py.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from coprod_sim.engine.state import Place, Reals, Records, RowNumbers
from coprod_sim.place.initial_state import (
    Structure,
    count_those_less_heard,
    make_place,
    set_bands,
    settle_hearing,
    settle_reputation,
    settle_trust,
)
from coprod_sim.place.network.attributes import NODE_KINDS, Slot, slots
from coprod_sim.scenario.parameters import names

LEVER_ATTRIBUTES: Final = names("lever")
NEEDS: Final = frozenset(name for name in slots("family") if name.startswith("need_"))
Starts = dict[str, Reals]
"""Values by the name of their attribute, each of shape (rows,), not a number where nothing was said."""


class Labels(NamedTuple):
    """The node that each row was in the graph that was given."""

    family: tuple[Hashable, ...]
    professional: tuple[Hashable, ...]
    commissioner: tuple[Hashable, ...]
    young_person: tuple[Hashable, ...] = ()
    """In the order of families, each with "" where the graph has no node for them; none where it has none at all."""


class Powers(NamedTuple):
    """The shares in each family's plan: shapes (n,), (n,) and (casework edges,)."""

    family: Reals
    commissioner: Reals
    team: Reals


@dataclass(frozen=True, eq=False)
class Network:
    """A checked network: who works with whom, the original nodes, and what was said of how things start.

    `starts` has the kinds of nodes, and "casework", as keys; `left_out` counts edges without meaning;
    `notes` say what was read by other names, what is not used, and what was missing.
    """

    where: str
    structure: Structure
    labels: Labels
    starts: Mapping[str, Starts]
    left_out: int = 0
    notes: tuple[str, ...] = ()

    def make_place(self, values: Mapping[str, float], seed: int) -> Place:
        """Make a place with everybody as at month 0: drawn as in the default place, and then as the network says.

        What is drawn is not moved to suit what is given, with four exceptions.
        A usual need is the need that is given, where no other is.
        Quarters and fifths follow resources.
        Reputation follows trust in the institution and peers' word; felt trust, the expected say and delivery follow from the rest.
        Power adds up to 1 in every plan: where only some of it is given, the rest goes to the others,
        in the proportions in which they would have held it (in equal parts where all of them would have held none).
        """
        place = make_place(self.structure, values, seed)
        usual = Powers(*(part.copy() for part in powers_of(place)))
        for name in self.starts["family"].keys() & NEEDS:
            overwrite(numbers_of(place.families, slots("family")[f"usual_{name}"]), self.starts["family"][name])
        for kind, rows in parts_of(place).items():
            for name in self.starts[kind].keys() - set(LEVER_ATTRIBUTES):
                overwrite(numbers_of(rows, slots(kind)[name]), self.starts[kind][name])
        share_rest(place, usual, self.given_powers())
        count_those_less_heard(place)
        settle_hearing(place)
        settle_reputation(place)
        self.overwrite_families(place, ("hearing", "reputation"))
        settle_trust(place)
        self.overwrite_families(place, ("felt_trust", "expected_say", "delivery"))
        if "resources" in self.starts["family"]:
            set_bands(place)
        return place

    def overwrite_families(self, place: Place, names: tuple[str, ...]) -> None:
        """Write some state of families as the network gives it, where it does."""
        for name in self.starts["family"].keys() & names:
            overwrite(place.families[name], self.starts["family"][name])

    def given_powers(self) -> Powers:
        """Give the shares in plans that were given; the others are not a number."""
        families, edges = len(self.labels.family), len(self.structure.tie_family)
        return Powers(
            self.starts["family"].get("power", np.full(families, np.nan)),
            self.starts["family"].get("commissioner_power", np.full(families, np.nan)),
            self.starts["casework"].get("power", np.full(edges, np.nan)),
        )


def parts_of(place: Place) -> dict[str, Records]:
    """Give the rows of a place by what they are."""
    people = (place.families, place.professionals, place.commissioners, place.young_people)
    return {**dict(zip(NODE_KINDS, people, strict=True)), "casework": place.casework}


def numbers_of(rows: Records, slot: Slot) -> Reals:
    """Give one attribute of all rows, as a view: what is written into it is written into the rows."""
    numbers: Reals = rows[slot.field.name]
    return numbers if slot.part is None else numbers[:, slot.part]


def overwrite(numbers: Reals, given: Reals) -> None:
    """Write what was said over what was drawn, where something was said."""
    np.copyto(numbers, given, "unsafe", where=~np.isnan(given))


def powers_of(place: Place) -> Powers:
    """Give the shares in all plans, as views."""
    return Powers(place.families["power"], place.families["commissioner_power"], place.casework["power"])


def power_sums(owner: RowNumbers, given: Powers) -> tuple[Reals, Reals]:
    """Add up the power given in each plan, and count those whose power was not given, each of shape (n,).

    >>> given = Powers(np.array([0.2]), np.array([np.nan]), np.array([0.3, np.nan]))
    >>> power_sums(np.array([0, 0], np.int32), given)
    (array([0.5]), array([2.]))
    """
    count = len(given.family)
    total = np.nan_to_num(given.family) + np.nan_to_num(given.commissioner)
    total += np.bincount(owner, np.nan_to_num(given.team), count)
    missing = np.isnan(given.family).astype(float) + np.isnan(given.commissioner)
    return total, missing + np.bincount(owner, np.isnan(given.team), count)


def share_rest(place: Place, usual: Powers, given: Powers) -> None:
    """Share what is left of the power in those plans in which only some was given, as Network.make_place says."""
    owner = place.casework["family"]
    everybody = np.arange(len(place.families))
    total, missing = power_sums(owner, given)
    partly = (missing > 0) & (missing < 2 + np.bincount(owner, minlength=len(everybody)))
    rest = np.maximum(0.0, 1 - total)
    held, _ = power_sums(
        owner,
        Powers(
            *(
                np.where(np.isnan(given_part), usual_part, 0.0)
                for given_part, usual_part in zip(given, usual, strict=True)
            )
        ),
    )
    for numbers, whose, given_part, usual_part in zip(
        powers_of(place), (everybody, everybody, owner), given, usual, strict=True
    ):
        part = np.divide(usual_part, held[whose], out=1 / np.maximum(missing, 1)[whose], where=held[whose] > 0)
        open_now = partly[whose] & np.isnan(given_part)
        numbers[open_now] = (rest[whose] * part)[open_now]
