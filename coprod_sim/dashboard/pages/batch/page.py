"""Many runs after a plan: the form writes the plan file of the command line, and the server runs it in the background.

The state of the page is its address, which holds the plan; the batch is found by the plan's hash (jobs.py).
"""

import asyncio
from typing import Final
from urllib.parse import parse_qs, urlencode

import solara
from solara.lab import use_task
from solara.server import kernel_context

from coprod_sim.dashboard.pages.batch.choices import batch_choices
from coprod_sim.dashboard.pages.batch.form import (
    FormError,
    UnshownError,
    form_message,
    form_of,
    form_of_address,
    link_of,
    plan_of_form,
)
from coprod_sim.dashboard.pages.batch.job import MOST_SECONDS
from coprod_sim.dashboard.pages.batch.jobs import EACH_WAITING, batch_seconds, batches, folder_for_visitors, too_much
from coprod_sim.dashboard.pages.batch.results import ResultTable, commands, results_table
from coprod_sim.dashboard.pages.batch.shelf import DAYS, EACH, MOST_MEGABYTES, visitor_of
from coprod_sim.dashboard.pages.shared.faults import visitor_fault
from coprod_sim.dashboard.pages.shared.page import BrowserPage
from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION
from coprod_sim.scenario.extends import looks_like_path
from coprod_sim.study.plan.notes import plan_notes
from coprod_sim.study.plan.plan import Plan, plan_of_text
from coprod_sim.study.plan.sampling import point_count, run_count
from coprod_sim.study.runner import results
from coprod_sim.study.runner.csv import study_csv

LOOK: Final = 0.3
"""Seconds from one look at how far a batch is to the next."""
FOLDERS: Final = ("done", "stopped")
"""States in which there are results to be read."""


def plan_table(plan: Plan) -> ResultTable:
    """Give all that the page says of a plan."""
    texts = words("batch")["batch"]
    return {
        "link": link_of(plan),
        "hash": plan.hash,
        "form": form_of(plan),
        "toml": plan.to_toml(),
        "runs": run_count(plan),
        "points": point_count(plan),
        "too_much": [fill(texts["too_much"][key], **values) for key, values in too_much(plan)],
        "commands": [{"key": key, "command": command} for key, command in commands(plan)],
    }


def batch_table(plan: Plan, look: ResultTable, who: str) -> ResultTable:
    """Give how far the batch of a plan is, and what came of it; where that lies is told to who has started it."""
    status = batches().status(plan, who)
    table: ResultTable = {"hash": plan.hash, **status._asdict(), "results": None}
    table["folder"] = folder_for_visitors(plan) if batches().owns(plan, who) else ""
    if status.state in FOLDERS and status.done:
        found = results.open(batches().folder(plan))
        table["results"] = results_table(found, look)
    return table


def address(path: str, link: str) -> str:
    """Give the address of the page with a plan."""
    return f"{path}?{urlencode({'v': 1, 'plan': link})}" if link else path


def read_file(text: str, name: str) -> tuple[Plan | None, list[str]]:
    """Read a plan file for the form: the plan, or why not, and what to do."""
    name = name[:80] if name.lower().endswith(".toml") else "plan.toml"
    command = form_message("command", file=name)
    try:
        plan = plan_of_text(text, name)
        form_of(plan)
    except UnshownError as error:
        return None, [str(error), command]
    except ScenarioError as error:
        files = any(looks_like_path(part) for part in error.faults[0].split('"')[1:2])
        return None, [form_message("no_box_files"), command] if files else [form_message("bad_file"), *error.faults]
    return plan, []


def wanted(question: ResultTable, plan: Plan, who: str) -> tuple[Plan, ResultTable]:
    """Give the plan that a question asks for, and what is told beside it."""
    match question["kind"]:
        case "form":
            number = {"typed": question["typed"]}
            try:
                return plan_of_form(question["form"]), number | {"faults": []}
            except FormError as error:
                return plan, number | {"faults": [fault._asdict() for fault in error.faults]}
        case "file":
            new, why = read_file(str(question["text"]), str(question["name"]))
            return (new, {"faults": [], "fill": True}) if new else (plan, {"refused": why})
        case "look":
            return plan, {}
    return plan, answered(question["kind"], plan, who)


def answered(kind: str, plan: Plan, who: str) -> ResultTable:
    """Do what a visitor wants done with the batch of a plan, and give what is told of it."""
    match kind:
        case "start":
            if too_much(plan):
                return {"notes": [form_message("no_start")]}
            refused = batches().start(plan, who)
            notes = [form_message(refused, most=EACH_WAITING)] if refused else plan_notes(plan)
            return {"notes": notes} if notes else {}
        case "cancel":
            return {} if batches().cancel(plan, who) else {"notes": [form_message("not_yours")]}
        case "csv":
            found = results.open(batches().folder(plan))
            part = "" if found.complete else "-partial"
            return {"csv": study_csv(found), "name": f"coprod-sim-{VERSION}-batch-{plan.hash}{part}.csv"}
    raise ValueError(f"the page asked for {kind!r}, which it does not answer")


def use_seconds(plan: Plan) -> float | None:
    """Measure how long the runs of a plan will take; None until that is known, and where they are too many."""
    seconds = solara.use_reactive(None)

    def measure() -> None:
        seconds.value = None
        seconds.value = None if too_much(plan) else batch_seconds(plan, run_count(plan))

    use_task(measure, dependencies=[plan.hash])
    return seconds.value if seconds.value is None else float(seconds.value)


def use_batch(plan: Plan, look: ResultTable, who: str) -> ResultTable:
    """Follow the batch of a plan, wherever it was started."""
    first = {"hash": "", "state": "new", "done": 0, "total": 0, "results": None}
    band = solara.use_reactive(first)

    async def follow() -> None:
        seen = None
        while True:
            status = batches().status(plan, who)
            if status != seen:
                band.value = batch_table(plan, look, who)
                seen = status
            await asyncio.sleep(LOOK)

    use_task(follow, dependencies=[plan.hash, tuple(look.items())])
    return dict(band.value)


def page_words() -> ResultTable:
    """Give the words of the page, with what is kept, and for how long, filled in."""
    texts = words("batch")
    limits = {"each": EACH, "days": DAYS, "megabytes": f"{MOST_MEGABYTES:,}", "minutes": round(MOST_SECONDS / 60)}
    run = texts["batch"]["run"] | {"limits": fill(texts["batch"]["run"]["limits"], **limits)}
    return texts | {"batch": texts["batch"] | {"run": run}}


def visitor() -> str:
    """Name the visitor: by the cookie of their browser, which all their tabs share."""
    return visitor_of(str(kernel_context.get_current_context().session_id))


@solara.component
def Batch() -> None:
    """Show the form of a plan, and its batch."""
    router = solara.use_router()
    link = parse_qs(router.search or "").get("plan", [""])[0]
    plan, notes = solara.use_memo(lambda: form_of_address(link), [link])
    reply = solara.use_reactive({"number": 0, "notes": notes})
    look = solara.use_reactive(ResultTable())
    asked, typed = solara.use_ref(0), solara.use_ref(0)
    who = solara.use_memo(visitor, [])

    def ask(question: ResultTable) -> None:
        asked.current = question["number"]
        try:
            new, response = wanted(question, plan, who)
        except Exception as error:  # noqa: BLE001  whatever it is, the page says so and goes on
            visitor_fault(error, "a question of the batch page failed")
            new, response = plan, {"notes": [form_message("failed")]}
        if question["kind"] == "look":
            look.value = {key: question[key] for key in ("month", "outcome", "along")}
        if link_of(new) != link_of(plan):
            typed.current = response.get("typed", 0)
            router.push(address(router.path, link_of(new)))
        reply.value = response | {"number": reply.peek()["number"] + 1}

    def table() -> ResultTable:
        # A plan that came of what was typed must not be typed over; one from a link or a file fills the boxes, once.
        number, typed.current = typed.current, 0
        return plan_table(plan) | {"typed": number}

    batch, seconds = use_batch(plan, look.value, who), use_seconds(plan)
    solara.Title(words("batch")["batch"]["title"])
    BrowserPage(
        page="batch",
        words=solara.use_memo(page_words, []),
        fixed=solara.use_memo(batch_choices, []),
        run=solara.use_memo(table, [link]) | {"seconds": seconds},
        band=batch,
        reply=reply.value,
        answers=asked.current,
        event_ask=ask,
    )
