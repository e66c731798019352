"""Sources: every key leads to an entry, and a scenario cites what its runs use."""

import re

import pytest

from coprod_sim.errors import ModelError
from coprod_sim.evidence.references import formatted, reference, references, sources_of, used_by
from coprod_sim.scenario.parameters import DECLARED, PARAMETERS
from coprod_sim.scenario.scenario import list_scenarios, load_scenario


@pytest.mark.parametrize("name", [scenario.name for scenario in list_scenarios()])
def test_every_source_has_an_entry(name: str) -> None:
    """Every key that a scenario cites is in references.bib, and is cited by somebody."""
    found = sources_of(load_scenario(name))
    assert set(found) <= set(references())
    assert all(found.values())


def test_every_source_of_a_setting_has_an_entry() -> None:
    """Every source in scenario/parameters/ is a key of references.bib."""
    assert {declared.source for declared in DECLARED} - {""} <= set(references())


@pytest.mark.parametrize("key", list(references()))
def test_references_are_plain_text(key: str) -> None:
    """A formatted reference has an author or title first, a year or none, one line, and no marks of BibTeX."""
    text = formatted(reference(key))
    assert not re.search(r"[{}\\\n]|\.\.|  ", text)
    assert re.search(r"\((\d{4}|no date)\)", text)


def test_a_reference_in_full() -> None:
    """One entry, checked by hand against references.bib."""
    assert formatted(reference("slovic1993")) == (
        "Slovic, P. (1993). Perceived Risk, Trust, and Democracy. Risk Analysis, 13(6), 675-682. "
        "https://doi.org/10.1111/j.1539-6924.1993.tb01329.x"
    )


def test_a_lever_is_cited_where_it_is_used() -> None:
    """Asking for young people's voice, and budgets, are cited where they are used, and not in consultation without them."""
    shares, hands_over, consults = (
        sources_of(load_scenario(name)) for name in ("power_sharing", "handed_over", "consultation_only")
    )
    assert "young_person_voice" in shares["adams2017"]
    assert consults["adams2017"] == ["included_chance", "include_low", "include_high"]
    assert "personal_budgets" in hands_over["ibsen2008"]
    assert "personal_budgets" not in consults["ibsen2008"]


def test_a_lever_that_an_event_moves_is_cited() -> None:
    """A lever that begins at 0 and is moved by an event counts as used."""
    assert "reward" in sources_of(load_scenario("train_first_share_later"))["copmodel2021"]
    assert "reward" not in sources_of(load_scenario("consultation_only"))["copmodel2021"]


@pytest.mark.parametrize("name", [declared.name for declared in PARAMETERS])
def test_every_parameter_is_read_by_a_rule(name: str) -> None:
    """No parameter is declared that nothing reads."""
    assert used_by(name)


def test_a_parameter_names_the_rules_that_read_it() -> None:
    """The rules that read trust_gain and friction, checked by hand in rules/review.py and rules/professional.py."""
    assert used_by("trust_gain") == ["trust_rate"]
    assert used_by("friction") == ["case_time"]


def test_an_unknown_key_is_our_fault() -> None:
    """A key without an entry is a fault of the program, and says so."""
    with pytest.raises(ModelError, match="nobody1999"):
        reference("nobody1999")
