"""The form of /batch: forms and plans are the same thing said twice, faults stand beside their box, and no file is opened."""

from pathlib import Path
from typing import Any

import pytest

from coprod_sim.dashboard.pages.batch.form import (
    MOST_ROWS,
    FormError,
    UnshownError,
    form_of,
    form_of_address,
    link_of,
    plan_of_form,
    plan_of_link,
    usual_plan,
)
from coprod_sim.scenario.parameters import PARAMETERS
from coprod_sim.scenario.setup.untrusted_json import packed
from coprod_sim.study.plan.plan import Plan, load_plan
from coprod_sim.study.plan.sampling import run_count

EXPERIMENTS = Path(__file__).parents[2] / "experiments"
ROW = {"name": "training", "how": "list", "values": "0, 0.1", "start": "", "step": "", "end": ""}


def form(**changes: Any) -> dict[str, Any]:
    """Give the form of the example, with some boxes changed."""
    return form_of(usual_plan()) | changes


def row(**changes: str) -> dict[str, str]:
    """Give a row for training, with some boxes changed."""
    return ROW | changes


def faults(**changes: Any) -> dict[str, str]:
    """Give what is wrong with a form by box."""
    with pytest.raises(FormError) as found:
        plan_of_form(form(**changes))
    return {fault.box: fault.text for fault in found.value.faults}


def plan(**changes: Any) -> Plan:
    """Give the example with some entries changed."""
    return Plan.from_dict(usual_plan().to_dict() | changes, "here")


def test_the_example_is_small_and_comes_back() -> None:
    """Thirty runs; its form is its plan, and its link is empty."""
    assert run_count(usual_plan()) == 30
    assert plan_of_form(form()) == usual_plan()
    assert link_of(usual_plan()) == ""


def test_two_scenarios_two_values_and_three_repeats_are_twelve_runs() -> None:
    """The number of runs is exact."""
    assert run_count(plan_of_form(form(rows=[row()]))) == 12


def test_steps_are_values_without_dust() -> None:
    """From, step, to are what BehaviorSpace makes of them, and the file holds the values."""
    made = plan_of_form(form(rows=[row(how="steps", start="0", step="0.05", end="0.17")]))
    assert made.varied[0].values == (0.0, 0.05, 0.1, 0.15)
    assert "training = { values = [0.0, 0.05, 0.1, 0.15] }" in made.to_toml()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"question": "Why?", "chunk": 7, "seeds": "paired", "at": [0, 12, 60], "seed": 2**64 - 1},
        {"scenarios": ["power_sharing+broken_trust", "not_asked"]},
        {"settings": {"families": 50, "reward": 0.5}},
        {"vary": {"training": {"values": [0.05, 0.01]}, "peers": {"values": [2, 4, 6]}, "asks": {"values": [0.25]}}},
        {"sampling": {"method": "list"}, "vary": {"training": {"values": [0, 0.1]}, "asks": {"values": [1, 0.5]}}},
        {"vary": {"training": {"values": [1e-7, 2e-7, 3e-7, 1 / 3 / 10]}}},
        {"sampling": {"method": "none"}, "vary": {}},
    ],
)
def test_a_plan_is_the_same_after_form_and_link(changes: dict[str, Any]) -> None:
    """What a form or a link shows is written out as it was: the same file, and the same hash."""
    one = plan(**changes)
    for back in (plan_of_form(form_of(one)), plan_of_link(link_of(one))):
        assert back.to_toml() == one.to_toml()
        assert back.hash == one.hash


@pytest.mark.parametrize(
    ("changes", "box", "words"),
    [
        ({"title": " "}, "title", "must have 1 to 200"),
        ({"months": "lots"}, "months", "must be a whole number between 1 and"),
        ({"months": "12"}, "at", "at = 60: must be a whole number between 0 and 12"),
        ({"at": "12; x"}, "at", "not text"),
        ({"replicates": "0"}, "replicates", "must be a whole number between 1 and"),
        ({"seed": "-1"}, "seed", "must be a whole number between 0 and"),
        ({"scenarios": []}, "scenarios", "must be a list"),
        ({"indicators": []}, "indicators", "Tick one"),
        ({"indicators": ["trust"]}, "indicators", "Did you mean felt_trust?"),
        ({"rows": [row(name="")]}, "row-0-name", "must be chosen"),
        ({"rows": [row(), row()]}, "row-1-name", "stands in two rows"),
        ({"rows": [row(values="")]}, "row-0-values", "are missing"),
        ({"rows": [row(values="0, 3")]}, "row-0", "training = 3: must be a number between 0 and 0.2"),
        ({"rows": [row(values="0, nan")]}, "row-0", "must be a number"),
        ({"rows": [row(values="0.1, 0.1")]}, "row-0", "stands twice"),
        ({"rows": [row(how="same", values="9")]}, "row-0", "training = 9: must be a number between 0 and 0.2"),
        (
            {"rows": [row(how="steps", start="0", step="", end="1")]},
            "row-0-step",
            "Step \N{LEFT DOUBLE QUOTATION MARK}",
        ),
        ({"rows": [row(how="steps", start="0", step="0", end="1")]}, "row-0-step", "must be more than 0"),
        ({"rows": [row(how="steps", start="1", step="1", end="0")]}, "row-0-end", "the lower one"),
        ({"rows": [row(how="steps", start="0", step="1e-99", end="1")]}, "row-0-step", "too many"),
        ({"rows": [row(), row(name="asks", values="1")], "method": "list"}, "row-1", "as many as training has"),
    ],
)
def test_a_fault_stands_beside_its_box(changes: dict[str, Any], box: str, words: str) -> None:
    """It says what, what is allowed and what to do, and none of it names a file of the server."""
    assert words in faults(**changes)[box]


def test_all_faults_are_told_at_once() -> None:
    """Neither kind of fault hides the other."""
    assert {"months", "row-0-values"} <= faults(months="x", rows=[row(values="")]).keys()


@pytest.mark.parametrize(
    "name", ["../plan.toml", "/etc/passwd", "power_sharing+/etc/hosts", "pyproject", "C:\\x.toml", "."]
)
def test_no_form_and_no_link_opens_a_file(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scenarios are built in, whatever a form or a link names, also where such a file is there."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.toml").write_text('title = "secret"')
    (tmp_path / "pyproject").write_text('title = "secret"')
    assert "built-in" in faults(scenarios=[name])["scenarios"]
    form_plan, notes = form_of_address(packed(usual_plan().to_dict() | {"scenarios": [name]}))

    assert form_plan == usual_plan()
    assert notes
    assert "secret" not in notes[0]


@pytest.mark.parametrize("link", ["%", "xxx", "A" * 9_000, packed({"title": 3}), packed({"vary": [], "order": {}})])
def test_a_link_that_cannot_be_read_shows_the_example(link: str) -> None:
    """With a note, and without an error."""
    form_plan, notes = form_of_address(link)
    assert form_plan == usual_plan()
    assert notes[0].startswith("This link could not be read")


def test_what_the_form_has_no_box_for_is_told() -> None:
    """Samplers, too many settings, and plans too long for a link."""
    with pytest.raises(UnshownError, match="morris"):
        form_of(load_plan(EXPERIMENTS / "which_assumptions_matter"))
    with pytest.raises(UnshownError, match="names files"):
        form_of(load_plan(EXPERIMENTS / "seven_steps"))
    settings = {one.name: one.default for one in PARAMETERS[: MOST_ROWS + 1]}
    with pytest.raises(UnshownError, match="more than"):
        form_of(plan(settings=settings))
    with pytest.raises(UnshownError, match="too long"):
        form_of(plan(question=" ".join(f"{number}" for number in range(1_000)), title="\N{SNOWMAN}" * 150, vary=long()))


def long() -> dict[str, Any]:
    """Give something that varies over very many values."""
    return {"power_ceiling": {"values": [number / 7919 for number in range(3_000)]}}


@pytest.mark.parametrize("folder", ["consultation_vs_power_sharing", "train_first_or_share_first"])
def test_studies_of_the_project_can_be_shown(folder: str) -> None:
    """Those without samplers and files fit into the form, and come back."""
    one = load_plan(EXPERIMENTS / folder)
    assert plan_of_form(form_of(one)).hash == one.hash
