"""The form of /batch as a plan, and a plan as the form: what stands in the boxes, and what is wrong beside which box.

A form is a plain table of texts, as they were typed.  What they may be is judged by the reader of plan files alone.
Forms and links come from anybody, so they can name built-in scenarios only, and nothing here ever opens a file.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple, cast

from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.scenario import tidy
from coprod_sim.scenario.setup.setup import preset_faults
from coprod_sim.scenario.setup.untrusted_json import MOST_LINK, UnreadableError, packed, unpacked
from coprod_sim.scenario.usual import USUAL_MONTHS, USUAL_SEED
from coprod_sim.study.plan.fields import CHUNK, SAMPLERS, SEED_BITS, STEPS, TOP_KEYS, Varied
from coprod_sim.study.plan.plan import Plan

Form = dict[str, Any]

HERE: Final = "here"
"""What the plan is called, as in "plan here months = 0: must be ..."; that is cut off where it is said beside the box."""
DESIGNS: Final = ("grid", "list")
MOST_ROWS: Final = 20
MOST_LETTERS: Final = 6_000
WHOLE: Final = re.compile(r"[-+]?\d{1,30}")
NUMBER: Final = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?")
PLACE: Final = re.compile(rf"plan {HERE}(?: \[(?P<table>\w+)\])?:? (?P<key>\w+)")
BOXES: Final = {"title", "question", "scenarios", "months", "replicates", "seed", "seeds", "indicators", "at"}


class Fault(NamedTuple):
    """What is wrong: beside which box it is said, and in which words."""

    box: str
    text: str


class FormError(Exception):
    """A form that is no plan yet."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(*(fault.text for fault in faults))
        self.faults = tuple(dict.fromkeys(faults))


class UnshownError(Exception):
    """A right plan that the form has no boxes for; says why in plain words."""


def usual_plan() -> Plan:
    """The example that an empty form starts with: it runs in seconds, and shows something."""
    tables = {
        "title": "How much power may families hold?",
        "scenarios": ["consultation_only", "power_sharing"],
        "months": USUAL_MONTHS,
        "replicates": 3,
        "seed": USUAL_SEED,
        "seeds": "common",
        "at": [USUAL_MONTHS],
        "indicators": ["progress", "felt_trust", "family_energy"],
        "sampling": {"method": "grid"},
        "vary": {"power_ceiling": {"values": [0.1, 0.3, 0.5, 0.7, 0.9]}},
    }
    return Plan.from_dict(tables, HERE)


# From a form to a plan.


def plan_of_form(form: Mapping[str, Any]) -> Plan:
    """The plan of a form; raises FormError with every fault, each beside its box."""
    rows = [row for row in form.get("rows", ()) if isinstance(row, Mapping)][:MOST_ROWS]
    tables, faults = tables_of(form, rows)
    faults += [Fault("scenarios", text) for name in tables["scenarios"] for text in preset_faults(name)]
    if faults:
        # What the reader would say beside is told too, unless it is about the same box.
        boxes = {fault.box for fault in faults}
        raise FormError([*faults, *(fault for fault in read_faults(tables, rows) if fault.box not in boxes)])
    try:
        plan = Plan.from_dict(tables, HERE)
    except ScenarioError as error:
        raise FormError([placed(fault, rows) for fault in error.faults]) from None
    if len(link_of(plan)) > MOST_LINK:
        raise FormError([Fault("plan", form_message("too_long"))])
    return plan


def read_faults(tables: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """What the reader of plans finds wrong with the tables of a form."""
    try:
        Plan.from_dict(tables, HERE)
    except ScenarioError as error:
        return [placed(fault, rows) for fault in error.faults]
    return []


def tables_of(form: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], list[Fault]]:
    """The tables of a plan file, as far as the texts of a form are numbers, and what is wrong with rows."""
    faults: list[Fault] = []
    tables: dict[str, Any] = {"title": text_of(form, "title"), "question": text_of(form, "question")}
    tables |= {"scenarios": names_of(form, "scenarios"), "indicators": names_of(form, "indicators")}
    tables |= {key: number_of(text_of(form, key)) for key in ("months", "replicates", "seed", "chunk", "seed_bits")}
    tables |= {"seeds": text_of(form, "seeds"), "at": numbers_of(text_of(form, "at"))}
    tables = {key: value for key, value in tables.items() if key == "title" or value not in ("", [], None)}
    tables.setdefault("scenarios", [])
    if "indicators" not in tables:
        faults.append(Fault("indicators", form_message("no_indicator")))
    settings: dict[str, Any] = {}
    vary: dict[str, Any] = {}
    for place, row in enumerate(rows):
        name = text_of(row, "name")
        try:
            if not name or name in settings or name in vary:
                raise FormError([Fault(f"row-{place}-name", form_message("twice" if name else "no_name"))])  # noqa: TRY301
            if row.get("how") == "same":
                settings[name] = number_of(text_of(row, "values"))
            else:
                vary[name] = {"values": values_of(row, f"row-{place}")}
        except FormError as error:
            faults += error.faults
    design = text_of(form, "method")
    tables |= {"settings": settings} if settings else {}
    tables |= {"sampling": {"method": design if design in DESIGNS else "grid"}, "vary": vary} if vary else {}
    return tables, faults


def text_of(table: Mapping[str, Any], key: str) -> str:
    """What was typed into a box."""
    return str(table.get(key) or "")[:MOST_LETTERS].strip()


def names_of(form: Mapping[str, Any], key: str) -> list[str]:
    """What was ticked."""
    ticked = form.get(key)
    return [str(name)[:200] for name in ticked[:100]] if isinstance(ticked, list) else []


def number_of(text: str) -> float | str:
    """A number, if the text is one; else the text, which the reader of plans refuses with its own words.

    >>> number_of("3"), number_of("0.5"), number_of("three")
    (3, 0.5, 'three')
    """
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text) if NUMBER.fullmatch(text) else text


def numbers_of(text: str) -> list[float | str]:
    """The parts of a list, with commas, semicolons or spaces between them.

    >>> numbers_of("0.1, 0.2; 0.3 x")
    [0.1, 0.2, 0.3, 'x']
    """
    return [number_of(part) for part in re.split(r"[,;\s]+", text) if part]


def values_of(row: Mapping[str, Any], box: str) -> list[float | str]:
    """The values of a row: as they are listed, or from one to another in steps; raises FormError."""
    if row.get("how") != "steps":
        values = numbers_of(text_of(row, "values"))
        if not values:
            raise FormError([Fault(f"{box}-values", form_message("no_values"))])
        return values
    return stepped(text_of(row, "start"), text_of(row, "step"), text_of(row, "end"), box)


def stepped(start: str, step: str, end: str, box: str = "row") -> list[float | str]:
    """Values from start to end, in steps, both ends kept where the steps meet them; counted in tenths, so without dust.

    >>> stepped("0.1", "0.2", "0.9"), stepped("2", "2", "7")
    ([0.1, 0.3, 0.5, 0.7, 0.9], [2, 4, 6])
    """
    parts, labels = {"start": start, "step": step, "end": end}, words("batch")["batch"]["form"]
    wrong = [(part, text) for part, text in parts.items() if not NUMBER.fullmatch(text)]
    if wrong:
        raise FormError(
            [
                Fault(f"{box}-{part}", form_message("no_number", label=labels[part], text=text[:20]))
                for part, text in wrong
            ]
        )
    first, by, last = (Decimal(text) for text in parts.values())
    if by <= 0:
        raise FormError([Fault(f"{box}-step", form_message("no_step", step=step))])
    if last < first:
        raise FormError([Fault(f"{box}-end", form_message("backwards", start=start, end=end))])
    if (last - first) / by >= STEPS.high:
        raise FormError([Fault(f"{box}-step", form_message("too_many", most=f"{STEPS.high:,.0f}"))])
    return [number_of(f"{first + by * place:f}") for place in range(int((last - first) / by) + 1)]


def placed(fault: str, rows: Sequence[Mapping[str, Any]]) -> Fault:
    """A fault of the reader of plans, beside the box that it is about."""
    found = PLACE.match(fault)
    if not found:
        return Fault("plan", fault)
    table, key = found["table"], found["key"]
    text = fault[found.start("key") :]
    row = next((place for place, one in enumerate(rows) if table and text_of(one, "name") == key), None)
    if row is not None:
        return Fault(f"row-{row}", text)
    return Fault(key if key in BOXES and key in TOP_KEYS else "plan", text)


def form_message(key: str, **values: object) -> str:
    """One of the messages of the form."""
    return fill(words("batch")["batch"]["faults"][key], **values)


# From a plan to a form.


def form_of(plan: Plan) -> Form:
    """What the boxes show of a plan; raises UnshownError where there is no box for something."""
    if plan.method not in ("none", *DESIGNS):
        raise UnshownError(form_message("no_box_method", method=plan.method, does=SAMPLERS[plan.method].meaning))
    rows = [row_of(one) for one in plan.varied]
    rows += [
        {"name": name, "how": "same", "values": number_text(name, value), "start": "", "step": "", "end": ""}
        for name, value in plan.settings.items()
    ]
    if len(rows) > MOST_ROWS:
        raise UnshownError(form_message("no_box_rows", most=MOST_ROWS))
    if any(preset_faults(name) for name in plan.scenarios):
        raise UnshownError(form_message("no_box_files"))
    if len(link_of(plan)) > MOST_LINK:
        raise UnshownError(form_message("too_long"))
    return {
        "title": plan.title,
        "question": plan.question,
        "scenarios": list(plan.scenarios),
        "method": plan.method if plan.method in DESIGNS else "grid",
        "rows": rows,
        "replicates": str(plan.replicates),
        "seed": str(plan.seed),
        "seeds": plan.seeds,
        "months": str(plan.months),
        "at": ", ".join(map(str, plan.at)),
        "indicators": list(plan.indicators),
        "chunk": "" if plan.chunk == CHUNK.default else str(plan.chunk),
        "seed_bits": "" if plan.seed_bits == SEED_BITS[0] else str(plan.seed_bits),
    }


def row_of(one: Varied) -> dict[str, str]:
    """One row of what varies: in steps where that says the same, else as a list."""
    values = [number_text(one.name, value) for value in one.values]
    row = {"name": one.name, "how": "list", "values": ", ".join(values), "start": "", "step": "", "end": ""}
    if len(values) > 2:
        steps = {"start": values[0], "step": str(Decimal(values[1]) - Decimal(values[0])), "end": values[-1]}
        try:
            if [float(value) for value in stepped(**steps)] == list(one.values):
                return row | {"how": "steps"} | steps
        except FormError:
            pass  # the values go down
    return row


def number_text(name: str, value: float) -> str:
    """A number as people write it.

    >>> number_text("peers", 4.0), number_text("training", 0.05)
    ('4', '0.05')
    """
    return str(tidy(name, value))


# Links.


def link_of(plan: Plan) -> str:
    """The text that stands for a plan in a link; empty for the usual one."""
    tables = plan.to_dict()
    return "" if tables == usual_plan().to_dict() else packed({**tables, "order": [one.name for one in plan.varied]})


def plan_of_link(link: str) -> Plan:
    """The plan of a link; raises UnreadableError or ScenarioError where it is none."""
    if not link:
        return usual_plan()
    tables = unpacked(link)
    order, vary = tables.pop("order", []), tables.get("vary")
    if isinstance(order, list) and isinstance(vary, Mapping):
        # A link has its keys by the alphabet, and what varies has an order of its own.
        table, first = cast("Mapping[str, object]", vary), [name for name in order if isinstance(name, str)]
        tables["vary"] = {name: table[name] for name in (*first, *table) if name in table}
    return Plan.from_dict(tables, HERE)


def form_of_address(link: str) -> tuple[Plan, list[str]]:
    """The plan of a link that the form can show, and notes; the usual plan where there is none."""
    try:
        plan = plan_of_link(link)
        form_of(plan)
    except (UnreadableError, ScenarioError, UnshownError) as error:
        return usual_plan(), [f"{form_message('bad_link')} {str(error)[:300]}"]
    return plan, []
