"""Random set-ups as files, right and wrong in many ways, for holding the worker's reading of them beside Python's."""

import json
import random
from typing import Any, Final

from coprod_sim.scenario.parameters import BY_NAME, Role, names
from coprod_sim.scenario.scenario import list_scenarios
from coprod_sim.scenario.setup.change_kinds import CHANGE
from coprod_sim.scenario.setup.reader import SCHEMA, SIDES

WHOLE: Final = [one.name for one in list_scenarios() if not one.modifier]
MODIFIERS: Final = [one.name for one in list_scenarios() if one.modifier]
ODD: Final[tuple[Any, ...]] = (
    None,
    True,
    False,
    "12",
    "",
    [],
    [1],
    {},
    {"a": 1},
    10**20,
    -3,
    1e300,
    -0.0,
    0,
    1,
    1.0,
    2.5,
    "é家\u2028\t\"'",
)
ODD_NAMES: Final = (
    "colour",
    "no-name",
    "trust_gian",
    "9",
    "10",
    "2",
    "é",
    "x" * 70,
    "a b",
    "__proto__",
    "constructor",
    "",
    "x",
    "A1",
)
RIGHT, NEARLY, WILD = 0, 1, 2


class Maker:
    """Makes set-ups; how wrong they may be is chosen for each."""

    def __init__(self, seed: int, wrongness: int | None = None) -> None:
        self.rng = random.Random(seed)
        self.wrong = self.rng.choice((RIGHT, NEARLY, WILD)) if wrongness is None else wrongness

    def chance(self, share: float) -> bool:
        """Tell whether something happens that happens so often."""
        return self.rng.random() < share

    def odd(self, usual: Any, share: float = 0.12) -> Any:
        """Give a value, or now and then something odd in its place."""
        return self.rng.choice(ODD) if self.wrong == WILD and self.chance(share) else usual

    def value(self, name: str) -> Any:
        """Give a value of a setting."""
        one = BY_NAME[name]
        low, high = one.low, min(one.high, 10 * one.default + 3)
        if self.wrong and self.chance(0.2):
            low, high = low - 2, one.high + 5
        if one.whole and not (self.wrong and self.chance(0.1)):
            return self.odd(self.rng.randint(int(low), int(high)))
        found = self.rng.uniform(low, high)
        return self.odd(
            self.rng.choice((found, round(found, 2), round(found, 1), one.default, float(one.low), one.high))
        )

    def settings(self, roles: tuple[Role, ...], most: int) -> dict[str, Any]:
        """Give some settings of some roles."""
        known = [name for role in roles for name in names(role)]
        found = {name: self.value(name) for name in self.rng.sample(known, self.rng.randint(0, most))}
        if self.chance(0.3):
            for name in ("start_family_power", "base_process", "rung_asked"):
                if "parameter" in roles and self.chance(0.5):
                    found[name] = self.rng.choice((0.1, 0.4, 0.95))
        return found | self.unknown()

    def unknown(self) -> dict[str, Any]:
        """Give what nobody knows."""
        often = 0.35 if self.wrong else 0.05
        return {name: self.rng.choice(ODD) for name in ODD_NAMES if self.chance(often / 5)}

    def town(self) -> dict[str, Any]:
        """Give the sizes of a town, and a few settings of both ways."""
        sizes = {
            "families": (5, 300),
            "professionals": (1, 40),
            "commissioners": (1, 6),
            "peers": (0, 12),
            "school_families": (0, 3),
        }
        found = {name: self.rng.randint(low, high) for name, (low, high) in sizes.items() if self.chance(0.3)}
        return found | (self.settings(("place", "start", "parameter", "lever"), 4) if self.chance(0.5) else {})

    def way(self) -> dict[str, Any]:
        """Give one way of working."""
        joined = [self.rng.choice(WHOLE), *self.rng.sample(MODIFIERS, self.rng.choice((0, 0, 0, 1, 2)))]
        if self.wrong == WILD and self.chance(0.3):
            joined = self.rng.choice(
                (joined[::-1], [*joined, "power_sharin"], ["broken_trust"], ["england"], ["a" * 90], joined + WHOLE[:1])
            )
        found: dict[str, Any] = {"preset": self.odd(self.rng.choice(("+", " + ")).join(joined), 0.05)}
        if self.chance(0.6):
            roles: tuple[Role, ...] = ("lever", "parameter", "start")
            roles += ("place",) if self.wrong and self.chance(0.3) else ()
            found["set"] = self.odd(self.settings(roles, 6), 0.05)
        return found | (self.unknown() if self.wrong else {})

    def change(self) -> Any:
        """Give a change."""
        kind = CHANGE[self.rng.choice(list(CHANGE))]
        found = {
            "who": self.odd(self.rng.choice(("A", "B", "both"))),
            "do": self.odd(kind.key),
            "start": self.odd(self.rng.randint(0, 40)),
        }
        if self.chance(0.7):
            found["length"] = self.odd(
                self.rng.choice((None, self.rng.randint(1, 40), kind.default_length)) if kind.has_length else None
            )
        if self.chance(0.7):
            amounts = (kind.amount.default, 0.3, round(self.rng.uniform(0, 1), 3), 0.0, kind.amount.high)
            found["amount"] = self.odd(self.rng.choice(amounts))
        return self.odd(found | (self.unknown() if self.chance(0.1) else {}), 0.04)

    def tables(self) -> dict[str, Any]:
        """Give the tables of a file."""
        some: dict[str, Any] = {
            "title": self.odd(self.rng.choice(("", "Our town", "Größe 家 😀", 'He said "no" \\ yes'))),
            "months": self.odd(self.rng.randint(40, 260)),
            "luck": self.odd(self.rng.randint(1, 30)),
            "town": self.odd(self.town(), 0.03),
            "modifiers": self.odd(
                [self.odd(one) for one in self.rng.sample(MODIFIERS, self.rng.choice((0, 1, 2)))], 0.05
            ),
            "changes": self.odd([self.change() for _ in range(self.rng.choice((0, 1, 2, 5, 9)))], 0.03),
            "view": self.odd(self.rng.choice(({}, {"speed": 2.0, "at": [1, {"b": 1.5, "a": None}]})), 0.05),
        }
        found: dict[str, Any] = {"schema": SCHEMA}
        found |= {key: value for key, value in some.items() if self.chance(0.7)}
        found |= {side: self.odd(self.way(), 0.03) for side in SIDES if self.chance(0.8)}
        return found | (self.unknown() if self.wrong else {})


def texts(count: int) -> list[str]:
    """Give the texts of files, some of them no files at all."""
    found = []
    for seed in range(count):
        maker = Maker(seed)
        text = json.dumps(maker.tables(), ensure_ascii=maker.chance(0.5), indent=maker.rng.choice((None, 2)))
        if maker.wrong == WILD and maker.chance(0.1):
            at = maker.rng.randrange(len(text))
            text = (
                text[:at]
                + maker.rng.choice(('"', "}", ",", "1e999", "NaN", "", "[[[[[[[[[[[[[[", "\\ud800", "01"))
                + text[at + 1 :]
            )
        found.append(text)
    return found
