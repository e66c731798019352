"""What the page about the model shows beside its words: settings, sources, documents, and links to things to try.

All of it is made from the declarations and the documents, so that it cannot say anything else than they do.
"""

from functools import cache
from typing import Any, Final, NamedTuple

from coprod_sim.dashboard.pages.model.documents_html import document_html
from coprod_sim.dashboard.pages.model.views import view_tables
from coprod_sim.dashboard.pair import show
from coprod_sim.evidence.direction_or_size import carried
from coprod_sim.evidence.patterns.mechanisms import FAR_BIASED
from coprod_sim.evidence.patterns.patterns import PATTERNS
from coprod_sim.evidence.references import Reference, formatted, reference, references
from coprod_sim.files import VERSION
from coprod_sim.report import odd_protocol
from coprod_sim.report.documents import document
from coprod_sim.scenario.parameters import BY_NAME, DECLARED, Parameter
from coprod_sim.scenario.setup.setup import TwoWays, Way

ORDERS: Final = {"evidence": 4}
"""The order of the chapters of a document that stands below a heading of the third order."""
MOST_NAMED: Final = 2
"""Authors that a short name of a source gives by name."""


class Try(NamedTuple):
    """Something to try: the page that shows it, and what it shows there."""

    page: str
    two: TwoWays


def ways(a: str, b: str, **both: float) -> TwoWays:
    """Hold two built-in ways of working side by side, with some settings the same in both."""
    return TwoWays(Way(a), Way(b), town=both)


def even_trust() -> TwoWays:
    """Let trust in B come back as fast as it goes; A is the same without that."""
    return TwoWays(Way("power_sharing"), Way("power_sharing", {"trust_loss": BY_NAME["trust_gain"].default}))


def dear_plans() -> TwoWays:
    """Let what a plan holds cost as much as it plausibly may: of all guesses it is the one that trust hangs on most."""
    return ways("consultation_only", "power_sharing", provision_cost=BY_NAME["provision_cost"].explore[1])


def far_wishes() -> TwoWays:
    """Let parents wish for what the child does not need, and nobody speak for young people: there sharing loses."""
    town = dict(FAR_BIASED)
    unheard = {"young_person_voice": town.pop("young_person_voice")}
    return TwoWays(Way("consultation_only", unheard), Way("power_sharing", unheard), town=town)


TRIES: Final = {
    "order": Try("present", ways("share_first_no_training", "train_first_share_later")),
    "handed": Try("present", ways("power_sharing", "handed_over")),
    "label": Try("compare", ways("not_asked", "invited_not_deciding")),
    "back": Try("compare", ways("consultation_only", "broken_promise")),
    "money": Try("compare", ways("power_sharing", "power_sharing+challenging_landscape")),
    "meetings": Try("explore", ways("consultation_only", "power_sharing", review_months=9)),
    "cost": Try("explore", dear_plans()),
    "even": Try("explore", even_trust()),
    "lose": Try("explore", far_wishes()),
}
"""By the keys of the words of the page (pages/model/words.toml)."""


def tries() -> dict[str, str]:
    """Give the address of each thing to try."""
    return {key: show.address(each.two, f"/{each.page}") for key, each in TRIES.items()}


def short_name(source: Reference) -> str:
    """Name a source as a sentence would: surnames and year.

    >>> short_name(reference("smith2019")), short_name(reference("fehr2013")), short_name(reference("lipsky1980"))
    ('Smith and others 2020', 'Fehr and others 2013', 'Lipsky 1980')
    """
    people = [name.strip("{} ").partition(", ")[0] for name in source.fields.get("author", "").split(" and ")]
    named = " and ".join(people) if len(people) <= MOST_NAMED else f"{people[0]} and others"
    return f"{named} {source.fields.get('year', 'no date')}"


def source_row(key: str) -> dict[str, str]:
    """Give one source: its key, its line in a list of references, and where it can be found."""
    text, _, doi = formatted(reference(key)).partition(" https://doi.org/")
    return {"key": key, "text": text, "href": f"https://doi.org/{doi}" if doi else ""}


def sources() -> list[dict[str, str]]:
    """Give all sources, in the order of a list of references."""
    return sorted(map(source_row, references()), key=lambda row: row["text"].casefold())


def about_number(value: float) -> str:
    """Write a number as people do, with a minus that is one."""
    return odd_protocol.number(value).replace("-", "\N{MINUS SIGN}")


def setting_row(declared: Parameter) -> dict[str, Any]:
    """Give one setting as the table shows it."""
    keys = declared.source.split()
    return {
        "name": declared.name,
        "role": declared.role,
        "meaning": declared.meaning,
        "unit": declared.unit,
        "value": about_number(declared.default),
        "range": [about_number(declared.explore[0]), about_number(declared.explore[1])],
        "status": declared.status,
        "sources": [{"key": key, "name": short_name(reference(key))} for key in keys],
        "carries": carried(declared.carries) if keys else "",
    }


@cache
def about_model() -> dict[str, Any]:
    """Give everything that the page about the model needs beside its words; it is made once."""
    texts = {name: document(name) for name in ("limits", "evidence", "from_essay_to_model")}
    texts["odd"] = odd_protocol.description()
    return {
        "version": VERSION,
        "tries": tries(),
        "views": view_tables(),
        "claims": {each.number: each.claim for each in PATTERNS},
        "settings": [setting_row(declared) for declared in DECLARED],
        "sources": sources(),
        "documents": {name: document_html(text, name, ORDERS.get(name, 3))._asdict() for name, text in texts.items()},
    }
