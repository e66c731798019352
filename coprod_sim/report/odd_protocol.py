"""The made parts of docs/odd.md: tables and equations that the code declares, so that description and code cannot disagree.

What stands between `<!-- made: NAME -->` and `<!-- end -->` is made here from the declarations; the rest is prose, and stays.
The dashboard shows the description as it is made; `scripts/make_odd.py` writes it into the document.
"""

import ast
import inspect
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import FunctionType
from typing import Final

import numpy as np

from coprod_sim import model
from coprod_sim.agents.commissioner import COMMISSIONER
from coprod_sim.agents.family import CASEWORK, FAMILY, SEEN_FIELDS
from coprod_sim.agents.forum import SEAT
from coprod_sim.agents.pathway import PATHWAY
from coprod_sim.agents.professional import PROFESSIONAL
from coprod_sim.agents.young_person import YOUNG_PERSON
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.state_field import NEED_AREA_NAMES, Field
from coprod_sim.engine.mechanism import STATE_KINDS, Mechanism, read_mechanism
from coprod_sim.engine.state import Reals
from coprod_sim.evidence.patterns.check import wanted
from coprod_sim.evidence.patterns.patterns import PATTERNS, Changes, Declared, ScenarioRuns
from coprod_sim.evidence.references import compiled_functions, formatted, keys_in, names_read, reference
from coprod_sim.indicators import HEADLINES, INDICATORS
from coprod_sim.report.documents import document
from coprod_sim.scenario.events import EVENT_KINDS, Event, EventKind
from coprod_sim.scenario.parameters import DECLARED, DEFAULTS, GROUPS, LEVERS, NumberStatus, Parameter, Role
from coprod_sim.scenario.scenario import Scenario, list_scenarios, load_scenario

MADE: Final = re.compile(r"(<!-- made: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
REFERENCES: Final = "references"
MOST_SETTINGS: Final = 20  # a scenario that changes more than these is told by their number

SUBMODELS: Final = (
    ("The review meeting: views, listening, deciding, follow-up", "agents.rules.review"),
    ("Who is heard", "agents.rules.hearing"),
    ("The young person", "agents.rules.young_person"),
    ("The young person: how the equations are composed", "agents.young_person"),
    ("The review meeting: letting go of power", "agents.rules.power"),
    ("The review meeting: how its equations are composed", "agents.review_meeting"),
    ("A family-led meeting", "agents.rules.family_led"),
    ("A family-led meeting: how its equations are composed", "agents.family_led"),
    ("Who was listened to", "agents.rules.listened"),
    ("Daily life", "agents.rules.daily_life"),
    ("Key workers", "agents.rules.key_worker"),
    ("Key workers: how the equations are composed", "agents.key_worker"),
    ("Daily life: how the equations are composed", "agents.family_life"),
    ("A family's month: how its equations are composed", "agents.family"),
    ("A review: what is drawn beforehand", "agents.side_by_side.review_draws"),
    ("A family's month: for many at once", "agents.side_by_side.month"),
    ("Who comes", "agents.rules.arrival"),
    ("Who comes: how the equations are composed", "agents.arrival"),
    ("The statutory pathway", "agents.rules.pathway"),
    ("The statutory pathway: how the equations are composed", "agents.pathway"),
    ("The statutory pathway: month 0", "place.pathway_start"),
    ("Habits of areas", "agents.rules.habits"),
    ("Habits of areas: how the equations are composed", "agents.habits"),
    ("Professionals", "agents.rules.professional"),
    ("A professional's month: how its equations are composed", "agents.professional"),
    ("Commissioners", "agents.rules.commissioner"),
    ("A commissioner's month: how its equations are composed", "agents.commissioner"),
    ("The forum and the standard offer", "agents.rules.forum"),
    ("The forum: how its equations are composed", "agents.forum"),
    ("The conference", "agents.rules.conference"),
    ("The conference: how its day goes", "engine.conference"),
    ("Promises", "engine.timeline"),
    ("The start", "place.initial_state"),
    ("Counting", "engine.totals"),
    ("Chance", "engine.kernel.randomness"),
    ("Exponential, logarithm and power", "engine.kernel.functions"),
    ("Quantiles", "engine.kernel.quantiles"),
)


# How things are written.


def number(value: float) -> str:
    """Write a number as people do."""
    return f"{round(value, 4):.10g}"


def span(low: float, high: float) -> str:
    """Write a range; a side without a bound is left open."""
    if math.isinf(high):
        return "any" if math.isinf(low) else f"from {number(low)}"
    return f"{number(low)} to {number(high)}"


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    lines = [heads, *rows]
    text_lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]
    return "\n".join([text_lines[0], "|" + "---|" * len(heads), *text_lines[1:]])


def code(name: str) -> str:
    """Write a name of the code."""
    return f"`{name}`"


def cited(sources: Mapping[str, str]) -> str:
    """Write the keys of sources, each in brackets, with what each carries."""
    return ", ".join(f"[{key}] {carries.replace(' ', ' and ')}" for key, carries in sources.items())


# State.


def fields_table(fields: Sequence[Field]) -> str:
    """Write the state variables of one kind of agent."""
    rows = []
    for field in fields:
        unit = f"{field.unit}; {field.length} numbers" if field.length > 1 else field.unit
        rows.append([code(field.name), unit, field.meaning, span(field.low, field.high)])
    return markdown_table(["Name", "Unit", "Meaning", "Range"], rows)


# Settings.


def setting(each: Parameter, *values: float) -> list[str]:
    """Write what is declared of one setting, and some values of it."""
    numbers = (number(value) for value in values)
    sources = {each.source: each.carries} if each.source else {}
    return [code(each.name), *numbers, span(*each.explore), each.unit, each.meaning, cited(sources)]


def levers() -> str:
    """Write the levers, with their values in the baseline and under supported power-sharing."""
    sharing = load_scenario("power_sharing")
    rows = [setting(lever, lever.default, sharing.value(lever.name)) for lever in LEVERS]
    return markdown_table(
        ["Lever", "Consultation", "Power-sharing", "Range", "Unit", "Meaning", "Source and what it carries"], rows
    )


def settings(role: Role) -> str:
    """Write the settings of one role."""
    rows = [[*setting(each, each.default), each.status] for each in DECLARED if each.role == role]
    return markdown_table(["Name", "Default", "Range", "Unit", "Meaning", "Source and what it carries", "Status"], rows)


def status() -> str:
    """Count the settings by role, and by how well each is known."""
    known = Counter((each.role, each.status) for each in DECLARED)
    kinds: tuple[NumberStatus, ...] = ("measured", "estimated", "assumed")
    rows = [[group.meaning, *(str(known[group.role, kind]) for kind in kinds)] for group in GROUPS]
    return markdown_table(["Settings", *(kind.capitalize() for kind in kinds)], rows)


# What is scheduled, chosen and observed.


def schedule() -> str:
    """Give the month as model.py numbers it."""
    return "\n".join(re.findall(r"^\d\. .*$", model.__doc__ or "", re.MULTILINE))


def chance() -> str:
    """List the named decisions of chance, as randomness.py declares them."""
    declared = re.findall(r"^([A-Z_]+) = (\d+)  # (.*?): (.*)$", inspect.getsource(randomness), re.MULTILINE)
    return markdown_table(
        ["Number", "Decision", "Who", "What is drawn"], [[n, code(name), who, what] for name, n, who, what in declared]
    )


def event_field(kind: EventKind, name: str) -> str:
    """Write one field of a kind of event with its range."""
    declared = kind.number(name) if name != "lever" else None
    return f"{code(name)} ({span(declared.low, declared.high)})" if declared else code(name)


def events() -> str:
    """Write the kinds of events."""
    rows = [
        [code(kind.do), kind.meaning, ", ".join(event_field(kind, name) for name in (*kind.required, *kind.optional))]
        for kind in EVENT_KINDS
    ]
    return markdown_table(["Event", "Meaning", "Fields"], rows)


def event_words(event: Event) -> str:
    """Write one event of a scenario.

    >>> event_words(Event(month=37, do="recentralise"))
    'month 37 recentralise (to 0.05)'
    """
    given = {name: value for name, value in event.to_dict().items() if name not in ("month", "do")}
    rest = (f"{name} {value if isinstance(value, str) else number(value)}" for name, value in given.items())
    return f"month {event.month} {event.do} ({', '.join(rest)})"


def scenario(each: Scenario) -> str:
    """Write one scenario: its name, words, settings and events."""
    kind = "modifier, for any scenario" if each.modifier else "scenario"
    lines = [f"- **{code(each.name)}** ({kind}): {each.title}.", *re.split(r"(?<=[.?!])\s+", each.summary.strip())]
    own = {name: value for name, value in each.settings.items() if value != DEFAULTS[name]}
    named = ", ".join(f"{code(name)} {number(value)}" for name, value in own.items())
    lines.append(f"Not as by default: {f'{len(own)} settings' if len(own) > MOST_SETTINGS else named or 'nothing'}.")
    if each.events:
        lines.append("Events: " + "; ".join(event_words(event) for event in each.events) + ".")
    return "\n  ".join(lines)


def indicators() -> str:
    """Write the indicators; those of the summaries in bold."""
    rows = []
    for each in INDICATORS.values():
        name = f"**{code(each.name)}**" if each.name in HEADLINES else code(each.name)
        rows.append([name, each.title, each.unit, each.definition, "" if each.better == "neither" else each.better])
    return markdown_table(["Indicator", "Title", "Unit", "Definition", "Better"], rows)


class NoRuns(ScenarioRuns):
    """Runs in which everything is 1: a pattern that is shown these says what it wants, and nothing is run."""

    def of(self, indicator: str, scenario: str = "", changes: Changes | None = None) -> Reals:  # noqa: ARG002
        """Give an indicator by pair and month."""
        return np.ones((2, self.months + 1))


def sizes(each: Declared) -> str:
    """Write the sizes that a pattern wants; which scenario is harmed least is known only after runs."""
    parts = each.parts(NoRuns(pairs=2, months=72, seed=0))
    return "; ".join(f"{re.sub(r', [a-z_]+ [(]harmed', ' (harmed', part.name)}: {wanted(part)}" for part in parts)


def patterns() -> str:
    """Write the patterns in the words in which they are declared."""
    rows = []
    for each in PATTERNS:
        looked_at = " ".join((each.parts.__doc__ or "").split())
        rows.append([each.number, each.claim, looked_at, sizes(each), cited(each.carries)])
    return markdown_table(
        ["Pattern", "The model must show", "How it is looked at", "Size that is wanted", "Source and what it carries"],
        rows,
    )


# Submodels.


def docstring_markdown(function: FunctionType) -> Iterator[str]:
    """Give a docstring piece by piece: prose one remark a line, equations fenced; worked examples are left out."""
    text = re.sub(r"\s*Example: .*", "", (inspect.getdoc(function) or "").partition(">>>")[0], flags=re.DOTALL)
    for piece in re.split(r"\n\s*\n", text.strip("\n")):
        lines = piece.rstrip().splitlines()
        equation = [line for line in lines if line.startswith("    ")]
        prose = [line for line in lines if line.strip() and not line.startswith("    ")]
        if equation:
            yield "```text\n" + "\n".join(line[4:] for line in equation) + "\n```"
        if prose:
            yield "\n".join(re.sub(r" {2,}", "\n", line) for line in prose)


def rule_entry(name: str, function: FunctionType) -> str:
    """Write one rule: what it gives, its equation, its source, and the settings that it reads."""
    head, *rest = docstring_markdown(function)
    used = [code(each.name) for each in DECLARED if each.role != "place" and each.name in names_read(function)]
    settings_used = [f"Settings: {', '.join(used)}."] if used else []
    return "\n\n".join([f"**{code(name)}**: {head}", *rest, *settings_used])


def submodel(title: str, module: str) -> str:
    """Write one file of rules: its first sentence, its rules, and the acts that compose them, in their order."""
    full = f"coprod_sim.{module}"
    found = [(kind, name, each) for name, (kind, each) in compiled_functions().items() if each.__module__ == full]
    found.sort(key=lambda item: item[2].__code__.co_firstlineno)
    intro = (sys.modules[full].__doc__ or "").splitlines()[0]
    parts = [f"#### {title}", f"{intro}\nFile: `coprod_sim/{module.replace('.', '/')}.py`."]
    parts += [rule_entry(name, each) for kind, name, each in found if kind == "rule"]
    acts = [
        f"- {code(name)}: " + "\n  ".join("\n".join(docstring_markdown(each)).splitlines())
        for kind, name, each in found
        if kind in ("act", "step")
    ]
    return "\n\n".join(parts + (["Who does it, step by step:\n\n" + "\n".join(acts)] if acts else []))


def made() -> dict[str, str]:
    """Make all parts but the list of references, which is made of them."""
    own = [field for field in COMMISSIONER if field.name not in {lever.name for lever in LEVERS}]
    state = {
        "family": FAMILY,
        "young_person": YOUNG_PERSON,
        "pathway": PATHWAY,
        "seen": SEEN_FIELDS,
        "casework": CASEWORK,
        "professional": PROFESSIONAL,
        "seat": SEAT,
    }
    parts = (levers, status, schedule, chance, events, indicators, patterns)
    return {
        **{name: fields_table(fields) for name, fields in state.items()},
        **{group.table: settings(group.role) for group in GROUPS if group.role != "lever"},
        **{part.__name__: part() for part in parts},
        "commissioner": fields_table(own),
        "areas": "\n".join(f"{number}. {name}" for number, name in enumerate(NEED_AREA_NAMES)),
        "scenarios": "\n".join(scenario(each) for each in list_scenarios()),
        "submodels": "\n\n".join(submodel(title, module) for title, module in SUBMODELS),
    }


def replaced(text: str, parts: dict[str, str]) -> str:
    """Write some parts into the text between their marks."""
    return MADE.sub(
        lambda found: f"{found[1]}\n{parts[found[2]]}\n\n{found[4]}" if found[2] in parts else found[0], text
    )


def filled(text: str) -> str:
    """Give the document with all its made parts as the code is now."""
    text = replaced(text, made() | {REFERENCES: ""})
    listed = sorted(((formatted(reference(key)), key) for key in keys_in(text)), key=lambda item: item[0].casefold())
    return replaced(text, {REFERENCES: "\n".join(f"- [{key}] {words}" for words, key in listed)})


def description(mechanism: str | Path | None = None) -> str:
    """Give the whole description as the code is now, in Markdown; with a mechanism of one's own, what it adds at the end."""
    text = filled(document("odd"))
    return text if mechanism is None else f"{text.rstrip()}\n\n{added(read_mechanism(mechanism))}"


def added(mechanism: Mechanism) -> str:
    """Describe what a mechanism adds: settings, state, events, indicators, and what its functions say of themselves."""
    functions = [node for node in ast.parse(mechanism.text).body if isinstance(node, ast.FunctionDef)]
    kept = {kind: [one.field for one in mechanism.state if one.kind == kind] for kind in STATE_KINDS}
    parts = [f"## The mechanism {mechanism.name}", f"{mechanism.about} (SHA-256 {mechanism.digest})"]
    if mechanism.parameters:
        heads = ("Name", "Default", "Range", "Unit", "Meaning", "Source")
        # A source may be any text here: it need not stand in our list of references.
        rows = [[*setting(replace(each, source=""), each.default)[:-1], each.source] for each in mechanism.parameters]
        parts.append(markdown_table(heads, rows))
    parts += [f"State of each {kind}:\n\n{fields_table(fields)}" for kind, fields in kept.items() if fields]
    parts += [f"- event {code(each.do)}: {each.meaning}" for each in mechanism.events]
    parts += [f"- indicator {code(each.name)} [{each.unit}]: {each.definition}" for each in mechanism.indicators]
    for function in functions:
        parts.append(f"{code(function.name)}: {ast.get_docstring(function) or 'does not say what it does.'}")
    return "\n\n".join(parts) + "\n"
