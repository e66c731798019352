"""Every equation that readers may change, and every input of it, has words; and its example is the one of the rule."""

import inspect
from types import SimpleNamespace
from typing import Final

import pytest

from coprod_sim.dashboard.pages.shared.words import texts, words
from coprod_sim.dashboard.static.tables import lab
from coprod_sim.engine.kernel.compiled import SOURCES

LONGEST: Final = 15
"""Words of a sentence."""
RULES: Final = {rule["name"]: rule for rule in lab.tables()["rules"]}


def test_every_equation_and_input_has_words() -> None:
    """Nothing is shown without a meaning, and no word is left over."""
    found = words("explore")["explore"]["lab"]
    assert found["rules"].keys() == RULES.keys() == set(lab.OPEN_RULES)
    assert found["inputs"].keys() == {name for rule in RULES.values() for name in rule["inputs"]}


def test_sentences_are_short() -> None:
    """Faults, too, are read by people."""
    for place, text in texts(words("explore")["explore"]["lab"]):
        for sentence in text.replace("? ", ". ").split(". "):
            assert len(sentence.split()) <= LONGEST, (place, sentence)


@pytest.mark.parametrize("name", lab.OPEN_RULES)
def test_what_is_shown_is_what_is_run(name: str) -> None:
    """The text that the page shows, worked out by Python, gives the value of the example, and so does the rule."""
    rule, function = RULES[name], SOURCES[name][1]
    example = rule["example"]
    given = example["inputs"] | ({"par": SimpleNamespace(**example["par"])} if "par" in rule["given"] else {})
    assert list(inspect.signature(function).parameters) == rule["given"]
    values = [function(**given), worked_out(rule["text"], given)]
    digits = example["digits"]
    assert [value if digits is None else round(value, digits) for value in values] == [example["value"]] * 2


def worked_out(text: str, given: dict[str, object]) -> float:
    """Work out the lines of an equation."""
    from coprod_sim.engine.kernel.functions import exp

    space: dict[str, object] = {"exp": exp, **given}
    *steps, last = text.split("\n")
    exec("\n".join(steps), space)
    return float(eval(last, space))
