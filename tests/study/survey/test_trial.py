"""What a survey sets, how sure that is, and whether the trust that it sets lasts."""

from pathlib import Path

import numpy as np
import pytest

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import BY_NAME
from coprod_sim.scenario.scenario import Scenario, load_scenario
from coprod_sim.study.survey.figures import figure_of
from coprod_sim.study.survey.starting import SurveyStart, start_from_survey
from coprod_sim.study.survey.trial import MOST_FAMILIES, Aim, aims_of, stay_of, trial_size, tried
from tests.cli.command import small

BASE = "consultation_only"


def start_of(folder: Path, text: str, base: Scenario | None = None, sent: int | None = None) -> SurveyStart:
    """Read a survey that is written into a folder, on top of a small place."""
    file = folder / "survey.csv"
    file.write_text(text, encoding="utf-8")
    return start_from_survey(file, base or small(BASE), sent)


def trust_of(value: int, families: int = 40) -> str:
    """A survey in which all families but one give the same trust."""
    return "trust\n" + f"{value}\n" * (families - 1) + f"{value + 1}\n"


def test_asked_and_trust_set_a_run_and_the_rest_does_not(tmp_path: Path) -> None:
    """What a service does and where people stand is put in; being listened to, satisfied and reviewed is not."""
    start = start_of(
        tmp_path, "asked,listened to,trust,plan reviewed,satisfied\nyes,no,1,yes,no\npartly,yes,10,no,yes\n"
    )
    assert {taken.name: taken.value for taken in start.taken} == {
        "asks": 0.75,
        "start_family_trust": 0.5,
        "start_council_trust": 0.5,
    }
    assert start.compared == ("listened", "reviewed", "satisfied")
    others = {
        name: value
        for name, value in start.scenario.values().items()
        if name not in dict.fromkeys(t.name for t in start.taken)
    }
    assert all(start.base.value(name) == value for name, value in others.items())


def test_trust_in_staff_and_council_are_set_apart(tmp_path: Path) -> None:
    """A column of its own sets its own trust, and trust in general only the one that has none."""
    start = start_of(tmp_path, "trust in the council,trust\n1,10\n4,10\n")
    assert start.scenario.value("start_council_trust") == 0.17
    assert start.scenario.value("start_family_trust") == BY_NAME["start_family_trust"].high
    assert [taken.moved for taken in start.trust] == [True, False]
    assert [aim.indicator for aim in aims_of(start)] == ["people_trust", "council_trust"]


def test_intervals_hold_what_they_should() -> None:
    """Of 400 surveys of 30 families each, about 95 of 100 intervals hold the share, and the trust, of all families."""
    draws = np.random.default_rng(1)
    shares = [figure_of((draws.random(30) < 0.8).astype(float).tolist(), False, False) for _ in range(400)]
    trusts = [figure_of((draws.integers(0, 10, 30) / 9).tolist(), True, False) for _ in range(400)]
    for figures, truth in ((shares, 0.8), (trusts, 0.5)):
        held = np.mean([figure is not None and figure.low <= truth <= figure.high for figure in figures])
        assert 0.92 <= held <= 0.98


def test_the_interval_is_that_of_what_is_named() -> None:
    """Of answers in words that set nothing the interval is that of yes; of the others, that of the mean."""
    listened = [1.0] * 5 + [0.5] * 15
    of_yes, of_mean = figure_of(listened, False, True), figure_of(listened, False, False)
    assert of_yes is not None
    assert of_mean is not None
    assert of_yes.low < 0.25 < of_yes.high < 0.5
    assert of_mean.low < 0.625 < of_mean.high


def test_alike_answers_of_few_are_not_sure() -> None:
    """Three families who all give the same trust do not make it certain."""
    figure = figure_of([0.0, 0.0, 0.0], True, False)
    assert figure is not None
    assert figure.high == pytest.approx(0.561, abs=0.001)
    assert figure.certainty == "too few answers to go by"


def test_a_survey_cannot_have_gone_to_fewer_than_answered(tmp_path: Path) -> None:
    """A count of families below that of the rows is refused."""
    with pytest.raises(ScenarioError, match="must be at least as many"):
        start_of(tmp_path, "asked\nyes\nyes\n", sent=1)


def test_low_trust_begins_where_families_put_it_and_does_not_stay(tmp_path: Path) -> None:
    """At 1 to 2 of 10, trust begins there, rises under consultation by more than a tenth in a year, and that is found."""
    start = start_of(tmp_path, trust_of(2), load_scenario(BASE))
    trial = tried(start, make_it_last=False)
    stay = trial.stays[0]
    assert stay.start == pytest.approx(start.figures["trust"].mean, abs=0.02)
    assert stay.later[12] > stay.start + 0.1
    assert not stay.lasts
    assert not stay.likely
    assert trial.moves is None
    assert trial.looks[0]
    assert all(look.trust < stay.later[12] for look in trial.looks[0])


def test_an_unsure_survey_does_not_make_trust_last(tmp_path: Path) -> None:
    """Trust that four families put low rises all the same: it does not last, though it stays within their wide interval."""
    stay = tried(start_of(tmp_path, "trust\n3\n2\n1\n2\n", load_scenario(BASE)), make_it_last=False).stays[0]
    assert stay.later[12] > stay.start + 0.2
    assert (stay.lasts, stay.likely) == (False, True)


def test_assumptions_hold_trust_where_their_ranges_suffice(tmp_path: Path) -> None:
    """Trust in staff a little below where it comes to rest is held by one assumption, inside its range."""
    start = start_of(tmp_path, "trust in staff\n" + "7\n8\n" * 50, load_scenario(BASE))
    before = tried(start, make_it_last=False).stays[0]
    trial = tried(start, make_it_last=True)
    assert not before.lasts
    assert trial.moves is not None
    assert len(trial.moves) == 1
    move = trial.moves[0]
    low, _ = BY_NAME["decency"].explore
    assert (move.name, move.whole) == ("decency", False)
    assert low < move.after < BY_NAME["decency"].default
    assert trial.scenario.value("decency") == move.after
    assert trial.stays[0].later[12] == pytest.approx(before.start, abs=0.006)


def test_assumptions_go_no_further_than_their_ranges(tmp_path: Path) -> None:
    """For trust far below where it comes to rest, all go to their ends, it comes nearer, and that it does not suffice is plain."""
    start = start_of(tmp_path, trust_of(2), load_scenario(BASE))
    trial = tried(start, make_it_last=True)
    assert trial.moves is not None
    assert {move.name: move.after for move in trial.moves} == {
        name: BY_NAME[name].explore[0] for name in ("decency", "base_process", "trust_gain")
    }
    assert all(move.whole for move in trial.moves)
    assert trial.before[0].start + 0.03 < trial.stays[0].later[12] < trial.before[0].later[12] - 0.05
    assert not trial.stays[0].lasts


def test_nothing_moves_where_trust_stays(tmp_path: Path) -> None:
    """Trust as consultation makes it stays by itself, and no assumption is touched."""
    text = "trust in staff,trust in the council\n" + "8,5\n" * 40
    start = start_of(tmp_path, text, load_scenario(BASE))
    trial = tried(start, make_it_last=True)
    assert all(stay.lasts for stay in trial.before)
    assert trial.moves == ()
    assert trial.scenario == start.scenario


def test_high_trust_is_held_from_the_other_side(tmp_path: Path) -> None:
    """For trust above where it comes to rest, assumptions go up, and the loss of trust slows."""
    start = start_of(tmp_path, trust_of(9), load_scenario(BASE))
    trial = tried(start, make_it_last=True)
    assert trial.moves is not None
    assert {move.name: move.after for move in trial.moves} == {"decency": 0.85, "base_process": 0.5, "trust_loss": 0.35}
    assert trial.stays[0].later[12] > trial.before[0].later[12]


def test_a_large_place_is_tried_small() -> None:
    """A country is tried out with a few thousand families, and enough staff for each of its commissioners."""
    sized = trial_size(load_scenario("england"))
    assert MOST_FAMILIES <= sized.value("families") < 20_000
    assert sized.value("professionals") >= sized.value("commissioners")


def test_a_stay_reads_its_months() -> None:
    """Trust after a month, a year and two is read at those months."""
    figure = figure_of([0.2] * 20, True, False)
    assert figure is not None
    stay = stay_of(Aim("felt_trust", figure), {"felt_trust": np.arange(25) / 100})
    assert stay.later == {1: 0.01, 12: 0.12, 24: 0.24}
