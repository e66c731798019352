"""The rule lab gives the engine's numbers, to the bit: with the standard texts, and with edited ones beside Python's `--rules`."""

import math
import os
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import numpy as np
import pytest

from coprod_sim.dashboard.static.tables import lab
from coprod_sim.engine.custom_rules import load_rules
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario
from tests.dashboard.static.node import in_node
from tests.dashboard.static.test_lab_words import worked_out
from tests.dashboard.static.test_same_bits import as_tables, digest

MONTHS: Final = 24
WAYS: Final = (("consultation_only", 1), ("power_sharing", 2), ("power_sharing+statutory", 3))
RULES: Final = {rule["name"]: rule for rule in lab.tables()["rules"]}
SCRIPT: Final = """
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
const { worker, calls, tables } = JSON.parse(readFileSync(0, 'utf8'));
const { setTables } = await import(`file://${worker}/tables.js`);
setTables(tables);
const { loadRules, Town } = await import(`file://${worker}/numbers/town.js`);
const { functionOf, rulesFile } = await import(`file://${worker}/lab/equation.js`);
const memory = await loadRules(readFileSync(`${worker}/rules.wasm`));
process.stdout.write(JSON.stringify(calls.map(([texts, runs, months]) => {
  const own = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, functionOf(name, text, memory)]));
  const counted = Object.fromEntries(Object.keys(own).map((name) => [name, 0]));
  const watched = Object.fromEntries(Object.entries(own).map(([name, work]) => [name, (...given) => { counted[name] += 1; return work(...given); }]));
  const files = Object.entries(texts).map(([name, text]) => rulesFile(name, text));
  const digests = runs.map(([scenario, seed]) => {
    const town = new Town(memory, scenario, seed, watched);
    return createHash('sha256').update(town.bytesOf(town.live(months))).digest('hex');
  });
  return { files, digests, counted };
})));
"""
EDITED: Final = {
    "power_released": "par.release * willingness * willingness * gap * power ÷ (1 − family_power)",  # noqa: RUF001
    "trust_rate": "0.5 * (par.trust_gain + par.trust_loss) if not experienced <= trust else par.trust_loss",
    "engaged_after": "pull = felt_trust - 2 / 3\nswing = 1 / (1 + exp(-4 * pull))\nengaged + par.engagement_rate * (swing - engaged)",
    "family_energy_after": "min(1, max(0.0, energy - late * 0.01 + 1e-2 * (-late + 2) - par.burden * responsible * energy))",
    "knowledge_after": "max(0, min(knowledge, 0.9, 1) + 0.3 * listening if 0 < listening < 0.2 or reflection > 0.01 else knowledge)",
    "credible_say": "1 if given > 0.9 else min(1.0, promise * kept - (0.1 - (reputation - 1) * -given / 3))",
}
"""Texts with whole numbers, flags, choices, chains of comparisons, exp, and signs as people write them."""


def runs() -> list[list[Any]]:
    """Give the runs of the tests, as the worker has them."""
    return [[as_tables(load_scenario(way)), seed] for way, seed in WAYS]


def native(walks: Any = None) -> list[str]:
    """Run all ways with the engine, and hash their tallies."""
    found = []
    for way, seed in WAYS:
        simulation = begun(load_scenario(way), seed, **({"walks": walks} if walks else {}))
        found.append(digest(np.concatenate((simulation.count(), simulation.advance(MONTHS)))))
    return found


def test_each_standard_text_gives_the_numbers_of_the_rule() -> None:
    """The page's own reading of a rule, called in its place, changes no bit; and it is called."""
    calls: list[Any] = [[{name: rule["text"]}, runs(), MONTHS] for name, rule in RULES.items()]
    calls.append([{name: rule["text"] for name, rule in RULES.items()}, runs(), MONTHS])
    wanted = native()
    for (texts, *_), found in zip(calls, in_node("", "", calls, SCRIPT), strict=True):
        assert found["digests"] == wanted, list(texts)
        assert all(found["counted"].values()), found["counted"]


def test_edited_rules_give_the_numbers_of_python(tmp_path: Path) -> None:
    """Six rules that are edited on the page, each written as a file, all run by Python with --rules."""
    (found,) = in_node("", "", [[EDITED, runs(), MONTHS]], SCRIPT)
    assert len(found["files"]) == len(EDITED)
    file = tmp_path / "my_rules.py"
    file.write_text("\n\n".join(found["files"]), encoding="utf-8")
    mine = native(load_rules(file))
    assert found["digests"] == mine
    assert all(one != other for one, other in zip(mine, native(), strict=True))
    assert all(found["counted"].values()), found["counted"]


WRONG: Final[tuple[tuple[str, str, int, int, str], ...]] = (
    ("", "empty", 1, 1, "There is no text."),
    ("   \n ", "empty", 2, 2, "There is no text."),
    ("gap *", "wanted_end", 1, 6, "A number or a name is missing."),
    ("* gap", "wanted", 1, 1, "“*” does not fit here."),
    ("gap gap", "stray", 1, 5, "Is a + - * or / missing before it?"),
    ("(gap", "open", 1, 1, "A bracket is opened, but not closed."),
    ("gap)", "close", 1, 4, "This bracket closes"),
    ("gap ** 2", "power", 1, 5, "For a square, write x * x."),
    ("gap ^ 2", "power", 1, 5, "“^” cannot be used."),
    ("gap // 2", "whole_division", 1, 5, "Divide with /."),
    ("gap % 2", "whole_division", 1, 5, "“%” cannot be used."),
    ("gap & 2", "sign", 1, 5, "“&” cannot be used."),
    ("gap; 2", "sign", 1, 4, "“;” cannot be used."),
    ("gap # mine", "sign", 1, 5, "“#” cannot be used."),
    ("'gap'", "sign", 1, 1, "cannot be used"),
    ("0,5 * gap", "comma", 1, 2, "Write a point in numbers: 0.5."),
    ("1.2.3", "number", 1, 1, "“1.2.3” is no number."),
    ("2gap", "number", 1, 1, "“2gap” is no number."),
    ("0x10", "number", 1, 1, "“0x10” is no number."),
    ("1_000", "number", 1, 1, "“1_000” is no number."),
    ("007", "zeros", 1, 1, "“007” begins with a 0 too many."),
    ("0.1234567890123456", "digits", 1, 1, "It may have 15 digits."),
    ("2e9", "large", 1, 1, "This number is too large."),
    ("999999999 * 999999999 * gap", "large", 1, 11, "This number is too large."),
    ("gpa", "name_near", 1, 1, "Was it to be “gap”?"),
    ("xyz", "name", 1, 1, "You may use: willingness, gap, power, family_power."),
    ("release * gap", "without_par", 1, 1, "Write par.release."),
    ("par.gap", "not_par", 1, 1, "“gap” goes in by itself."),
    ("par.relase * gap", "parameter_near", 1, 1, "Was it to be par.release?"),
    ("par.qqq", "parameter", 1, 1, "There is no setting “qqq”."),
    ("par", "par_alone", 1, 1, "After par comes a point"),
    ("par.", "after_par_end", 1, 5, "comes the name of a setting"),
    ("par.5", "stray", 1, 4, "“.5” does not fit here."),
    ("gap.real", "owner", 1, 1, "Only par has parts."),
    ("sqrt(gap)", "function", 1, 1, "Use min, max or exp."),
    ("gap(2)", "no_function", 1, 1, "Is a * missing?"),
    ("exp(gap, 2)", "takes_one", 1, 1, "exp takes one number. Here are 2."),
    ("min(gap)", "takes_some", 1, 1, "min takes from 2 to 8 numbers. Here are 1."),
    ("min", "function_alone", 1, 1, "“min” needs brackets"),
    ("gap > 0", "truth_as_number", 1, 5, "A comparison is no number."),
    ("gap if power else 0", "number_as_truth", 1, 8, "Between if and else stands a comparison"),
    ("gap if power > 0", "else_end", 1, 17, "The else is missing."),
    ("gap if power = 0 else 1", "else", 1, 14, "A choice needs else"),
    ("True", "truth", 1, 1, "Write a comparison"),
    ("a = gap", "no_result", 1, 8, "The last line is missing."),
    ("gap\npower", "after_result", 2, 1, "Something stands below the last line."),
    ("gap = 2\ngap", "step_is_input", 1, 1, "“gap” goes in already."),
    ("a = 2\na = 3\na", "step_twice", 2, 1, "“a” is there already."),
    ("lambda = 2\nlambda", "step_name", 1, 1, "“lambda” cannot be a name."),
    ("A = 2\nA", "step_name", 1, 1, "Use small letters"),
    ("gap == 2 = 3", "one_equal", 1, 10, "To compare, write =="),
    ("(" * 60 + "gap" + ")" * 60, "deep", 1, 41, "Too many brackets"),
    ("gap + " * 400 + "gap", "long", 1, 1, "It may have 2000 letters."),
    ("__import__('os')", "sign", 1, 12, "cannot be used"),
    ("eval(gap)", "function", 1, 1, "“eval” cannot be used."),
    ("constructor", "name", 1, 1, "There is no “constructor” here."),
    ("par.constructor", "parameter_near", 1, 1, "There is no setting “constructor”."),
    ("par.(gap)", "after_par", 1, 5, "After par. comes the name of a setting."),
    ("par.release.x", "point", 1, 12, "A point stands only in numbers and after par."),
    ("toString(gap)", "function", 1, 1, "“toString” cannot be used."),
)
CHECK: Final = """
import { readFileSync } from 'node:fs';
const { worker, calls, tables } = JSON.parse(readFileSync(0, 'utf8'));
const { setTables } = await import(`file://${worker}/tables.js`);
setTables(tables);
const { loadRules } = await import(`file://${worker}/numbers/town.js`);
const { checked, equation } = await import(`file://${worker}/lab/equation.js`);
const { linesOf } = await import(`file://${worker}/lab/write.js`);
const memory = await loadRules(readFileSync(`${worker}/rules.wasm`));
process.stdout.write(JSON.stringify(calls.map(([name, text, inputs]) => {
  const found = checked(name, text, inputs, memory);
  return { ...found, lines: found.fault ? null : linesOf(equation(name, text).tree).join('\\n') };
})));
"""


def example_inputs(name: str) -> dict[str, float]:
    """Give the inputs of a rule's example."""
    found: dict[str, float] = RULES[name]["example"]["inputs"]
    return found


@pytest.fixture(scope="module")
def answers_to_wrong_texts() -> list[Any]:
    """Give what is said of every wrong text."""
    return in_node("", "", [["power_released", text, example_inputs("power_released")] for text, *_ in WRONG], CHECK)


@pytest.mark.parametrize("row", range(len(WRONG)), ids=[f"{key}-{text[:12]}" for text, key, *_ in WRONG])
def test_a_wrong_text_is_told_in_words(row: int, answers_to_wrong_texts: list[Any]) -> None:
    """Where it is, what it is, and what is allowed."""
    _, key, line, column, words = WRONG[row]
    fault = answers_to_wrong_texts[row]["fault"]
    assert (fault["key"], fault["line"], fault["column"]) == (key, line, column), fault
    assert words in fault["text"]
    assert fault["text"].startswith(f"Line {line}, place {column}:")


def test_every_fault_has_been_met() -> None:
    """No sentence is left that no wrong text leads to."""
    from coprod_sim.dashboard.pages.shared.words import words

    assert {key for _, key, *_ in WRONG} == set(words("explore")["explore"]["lab"]["faults"])


def test_standard_texts_are_read_and_written_as_they_are() -> None:
    """A rule that is read and written again is the same text, and its example comes out."""
    calls = [[name, rule["text"], example_inputs(name)] for name, rule in RULES.items()]
    for rule, found in zip(RULES.values(), in_node("", "", calls, CHECK), strict=True):
        assert found["lines"] == rule["text"]
        assert found["same"]
        assert found["value"] == found["before"]
        digits = rule["example"]["digits"]
        assert (found["value"] if digits is None else round(found["value"], digits)) == rule["example"]["value"]


WORDS: Final = (
    "gap power willingness family_power par.release par. par exp min max ( ) , . + - * / < >= == = if else and or not return "
    "0.5 1 12e3 1e .5 × ÷ − é 🙂 __proto__ constructor a # ' \" \\"  # noqa: RUF001
)
PIECES: Final = (*WORDS.split(), "\n", " ", "\t", "\r\n", "\0", "a = ")


def random_part(luck: random.Random, deep: int = 0) -> str:
    """Make a part of an equation that is right, but for its size."""
    if deep > 5 or luck.random() < 0.2:
        return luck.choice(
            ("gap", "power", "willingness", "family_power", "par.release", "0.5", "1", "2", "0", ".5", "1e-2")
        )
    one, other, third, fourth = (random_part(luck, deep + luck.randint(1, 3)) for _ in range(4))
    return luck.choice(
        (
            *(f"{one} {sign} {other}" for sign in "+-*/×÷−"),  # noqa: RUF001
            *(f"({one})", f"-{one}", f"exp({one})", f"min({one}, {other})", f"max({one}, {other}, {third})"),
            f"({one} if {other} < {third} else {fourth})",
            f"({one} if not {other} <= {third} == {fourth} or {third} != {one} else {fourth})",
        )
    )


def random_text(luck: random.Random) -> str:
    """Make a text: a right one, pieces thrown together, or a right one with something changed."""
    kind = luck.random()
    if kind < 0.3:
        return f"a = {random_part(luck)}\n" * luck.randint(0, 1) + random_part(luck)
    if kind < 0.6:
        return luck.choice(("", " ")).join(luck.choices(PIECES, k=luck.randint(0, 40)))
    text = list(luck.choice(list(RULES.values()))["text"] if luck.random() < 0.3 else RULES["power_released"]["text"])
    for _ in range(luck.randint(1, 4)):
        place = luck.randrange(len(text))
        text[place : place + luck.randint(0, 3)] = luck.choice(PIECES)
    return "".join(text)


def test_no_text_breaks_the_lab() -> None:
    """Of five hundred texts each is told a fault or a value, and what has a value is read again as it is written."""
    luck = random.Random(int(os.environ.get("COPROD_FUZZ", "21")))
    texts = [random_text(luck) for _ in range(500)]
    inputs = example_inputs("power_released")
    found = in_node("", "", [["power_released", text, inputs] for text in texts], CHECK)
    right = [one for one in found if not one["fault"]]
    assert len(found) == len(texts)
    assert 100 < len(right) < 400
    assert all(one["fault"] is None or one["fault"]["text"] for one in found)
    again = in_node("", "", [["power_released", one["lines"], inputs] for one in right], CHECK)
    assert [(one["lines"], one["value"]) for one in again] == [(one["lines"], one["value"]) for one in right]
    given: dict[str, object] = {
        **inputs,
        "par": SimpleNamespace(release=RULES["power_released"]["example"]["par"]["release"]),
    }
    values = [(one["value"], in_python(one["lines"], given)) for one in right]
    known = [(mine, pythons) for mine, pythons in values if mine is not None and pythons is not None]
    assert len(known) > len(right) / 2
    assert all(mine == pythons for mine, pythons in known)


def in_python(text: str, given: dict[str, object]) -> float | None:
    """Work out an equation as Python does; None where it would divide by zero, or sees what is no number."""
    try:
        value = worked_out(text, given)
    except ZeroDivisionError:
        return None
    return value if math.isfinite(value) else None
