"""docs/odd.md: its made parts are what the code declares, and nothing that is declared is missing."""

import inspect
import re

import pytest

from coprod_sim.agents.family import FAMILY
from coprod_sim.engine.kernel.state_field import Field
from coprod_sim.evidence.patterns.patterns import PATTERNS
from coprod_sim.evidence.references import compiled_functions, keys_in, references
from coprod_sim.indicators import INDICATORS
from coprod_sim.report import odd_protocol
from coprod_sim.scenario.events import EVENT_KINDS
from coprod_sim.scenario.parameters import DECLARED
from coprod_sim.scenario.scenario import list_scenarios
from tests.project.documents import ROOT

TEXT = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
PARTS = {name: content for _, name, content, _ in odd_protocol.MADE.findall(TEXT)}
RULES = [
    name
    for name, (kind, function) in compiled_functions().items()
    if kind == "rule" and function.__module__.startswith("coprod_sim.")
]


def named_in(part: str) -> set[str]:
    """Give the names of code that a made part holds."""
    return set(re.findall(r"`(\w+)`", PARTS[part]))


def test_the_document_is_what_the_script_makes() -> None:
    """Whoever changes a declaration runs scripts/make_odd.py; to run it again changes nothing."""
    assert odd_protocol.filled(TEXT) == TEXT, "docs/odd.md is out of date. Run: .venv/bin/python scripts/make_odd.py"


def test_every_made_part_has_its_place() -> None:
    """What is made stands in the document once, and every place in the document is filled."""
    placed = [name for _, name, _, _ in odd_protocol.MADE.findall(TEXT)]
    assert sorted(placed) == sorted([*odd_protocol.made(), odd_protocol.REFERENCES])
    assert TEXT.count("<!--") == 2 * len(placed)


def test_a_changed_declaration_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new piece of state, or a rule with another equation, makes the document out of date."""
    with monkeypatch.context() as changed:
        changed.setattr(odd_protocol, "FAMILY", (*FAMILY, Field("hope", "share", "an example")))
        assert "| `hope` | share | an example | 0 to 1 |" in odd_protocol.filled(TEXT)
    _, fit = compiled_functions()["fit"]
    monkeypatch.setattr(fit, "__doc__", (fit.__doc__ or "").replace("-1/2", "-1/3"))
    assert odd_protocol.filled(TEXT) != TEXT


def test_everything_declared_is_there() -> None:
    """Every setting, indicator, event, scenario, pattern and rule stands in its part."""
    settings = {part: named_in(part) for part in ("levers", "parameters", "start", "place")}
    assert {each.name for each in DECLARED} == set().union(*settings.values())
    assert set(INDICATORS) == named_in("indicators")
    assert {kind.do for kind in EVENT_KINDS} <= named_in("events")
    assert {each.name for each in list_scenarios()} <= named_in("scenarios")
    assert [each.number for each in PATTERNS] == re.findall(r"^\| (P\d+) ", PARTS["patterns"], re.MULTILINE)
    assert set(RULES) == set(re.findall(r"^\*\*`(\w+)`\*\*", PARTS["submodels"], re.MULTILINE))


def test_every_equation_is_there() -> None:
    """Each rule whose docstring has an equation shows it, without its worked example."""
    # Python 3.13 keeps docstrings without the indent of their function, older ones with it.
    texts = [inspect.cleandoc(compiled_functions()[rule][1].__doc__ or "") for rule in RULES]
    lines = [line[4:] for text in texts for line in re.findall(r"^ {4}\S.*$", text, re.MULTILINE)]
    assert len(lines) > len(RULES) / 2
    assert [line for line in lines if line not in PARTS["submodels"]] == []
    assert ">>>" not in TEXT
    assert "Example:" not in TEXT


def test_every_source_is_listed() -> None:
    """Each key in the document has an entry in references.bib, and a line in the list of references."""
    keys = set(keys_in(TEXT))
    assert keys - set(references()) == set()
    assert keys == set(re.findall(r"^- \[(\w+)\] ", PARTS[odd_protocol.REFERENCES], re.MULTILINE))
    cited = re.findall(r"\[([a-z]+\d{4}[a-z]?)[],]", odd_protocol.replaced(TEXT, {odd_protocol.REFERENCES: ""}))
    assert keys == set(cited)


def test_prose_is_one_sentence_a_line() -> None:
    """No written line holds the end of one sentence and the start of another."""
    prose = odd_protocol.MADE.sub("", TEXT)
    assert re.findall(r"^.*[a-z)\]]\. [A-Z].*$", prose, re.MULTILINE) == []
