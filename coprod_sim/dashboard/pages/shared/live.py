"""What every page that shows two ways of working does on the server: what its browser half asks for, is run.

The state of such a page is its address: every edit is checked, written as a link and pushed; the link is then read and run.
So going back, a shared link and a reload all take one way.  What else stands in the address belongs to the browser.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

import solara
from solara.lab import use_task

from coprod_sim.dashboard.pages.shared.faults import visitor_fault
from coprod_sim.dashboard.pages.shared.page import BrowserPage, Json
from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.pair import show
from coprod_sim.dashboard.pair.payload import PAGE_MEASURES
from coprod_sim.dashboard.pair.stories import story_of
from coprod_sim.dashboard.pair.tables import choices
from coprod_sim.files import VERSION
from coprod_sim.scenario.setup.file_and_link import from_file, from_link, to_link, to_tables
from coprod_sim.scenario.setup.setup import TwoWays
from coprod_sim.study.comparison_csv import tidy_csv

Push = Callable[[TwoWays | None, list[str]], None]
"""Shows another state, or the start of the page, with notes."""
SendAnswer = Callable[..., None]
More = Callable[[Json, TwoWays, SendAnswer], None]
"""Answers the questions that only one page asks: the question, what the page shows, and a way to tell the answer."""
Beside = Callable[[TwoWays], Json]
"""Gives what only one page needs of a pair, beside its run."""
RunAndBand = tuple[Json | None, Json | None]


def report_of(error: Exception, two: TwoWays) -> Json:
    """Say in plain words that a run failed, with a report that can be saved and sent."""
    fault = visitor_fault(error, "a run of the dashboard failed")
    about = {
        "coprod_sim": VERSION,
        "settings": to_tables(two),
        "hash": two.hash,
        "trace": fault.trace,
        "fault": fault.what,
    }
    return {"text": words()["present"]["error"], "report": json.dumps(about, indent=2)}


def run_or_report(two: TwoWays, last: Json | None, beside: Beside, measures: Sequence[str]) -> RunAndBand:
    """Give the run of the watched pair; if it fails, the last good one and a report."""
    try:
        return show.run_of(two, measures) | beside(two), None
    except Exception as error:  # noqa: BLE001  whatever it is, the room goes on with the last good run
        return last, report_of(error, two)


def answered(question: Json, two: TwoWays, push: Push, send: SendAnswer, more: More) -> None:
    """Answer a question of the browser, or say that it failed."""
    try:
        answer(question, two, push, send, more)
    except Exception as error:  # noqa: BLE001  as above
        send(error=report_of(error, two))


def answer(question: Json, two: TwoWays, push: Push, send: SendAnswer, more: More) -> None:
    """Answer a question of the browser: with another state, a story or numbers."""
    match question["kind"]:
        case "setup":
            push(*from_file(json.dumps(question["setup"])))
        case "file":
            push(*from_file(question["text"]))
        case "link":
            push(*from_link(question["link"]))
        case "reset":
            push(None, [])
        case "story":
            send(story=story_of(*two.scenarios(), question["family"], two.seed, two.months, until(question, two)))
        case "csv":
            send(csv="".join(tidy_csv(show.whole_band(two, until(question, two)))))
        case _:
            more(question, two, send)


def until(question: Json, two: TwoWays) -> int:
    """Give the last month that the room may know; all of them where the page keeps nothing back."""
    return max(0, min(two.months, int(question.get("until", two.months))))


def no_more(question: Json, _two: TwoWays, _send: SendAnswer) -> None:
    """Refuse a question that nobody knows."""
    raise ValueError(f"the page asked for {question['kind']!r}, which no page answers")


def send_run(
    two: TwoWays, tries: int, beside: Beside, measures: Sequence[str], *, banded: bool
) -> tuple[Json | None, Json, Json | None]:
    """Give the run and, where wanted, the band of a state, made anew when it changes, and a report if that failed."""
    state = [to_link(two), tries]
    good = solara.use_ref(None)
    band = solara.use_reactive(Json())
    run, error = solara.use_memo(lambda: run_or_report(two, good.current, beside, measures), state)
    good.current = run

    def fill_band() -> None:
        for part in show.bands_of(two, measures) if banded and error is None else ():
            band.value = part

    use_task(fill_band, dependencies=state)
    return run, band.value, error


@solara.component
def LivePage(
    page: str,
    title: str,
    *,
    fixed: Json | None = None,
    more: More = no_more,
    beside: Beside = lambda _: {},
    start: TwoWays | None = None,
    measures: Sequence[str] = PAGE_MEASURES,
    banded: bool = True,
) -> None:
    """Show two ways of working by a page of public/main.js.

    page: its name.   title: what the window is called.   fixed: what it needs beside what can be chosen.
    more: answers questions that only this page asks.   beside: what only this page needs of each pair.
    start: what is shown where the address says nothing; the usual one.   measures: what its charts can show.
    banded: whether it needs the runs of all lucks.
    """
    router = solara.use_router()
    search = router.search or ""
    two, notes = solara.use_memo(lambda: show.ways_of_address(search, start), [search, start])
    reply = solara.use_reactive({"notes": notes})
    asked = solara.use_ref(0)
    kept = solara.use_ref(dict[str, str]())
    tries = solara.use_reactive(0)
    run, band, error = send_run(two, tries.value, beside, measures, banded=banded)

    def send(**fields: Any) -> None:
        reply.value = fields | {"number": reply.peek().get("number", 0) + 1}

    def push(wanted: TwoWays | None, new_notes: list[str]) -> None:
        new = wanted or start or TwoWays()
        if to_link(new) == to_link(two):
            tries.value += 1  # the same again: it is run anew, in case it failed
        router.push(show.address(new, router.path, kept.current))
        send(notes=new_notes)

    def ask(question: Json) -> None:
        asked.current = question["number"]
        kept.current = question.get("keep", {})
        answered(question, two, push, send, more)

    solara.Title(title)
    BrowserPage(
        page=page,
        words=words(page),
        fixed=solara.use_memo(lambda: choices() | (fixed or {}), []),
        run=run,
        band=band,
        reply=reply.value,
        fault=error,
        answers=asked.current,
        event_ask=ask,
    )
