"""By which way a difference in progress comes: the three ways sum to the whole, and what cannot be taken apart is refused."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from coprod_sim.cli.commands.explain import channel_sentences
from coprod_sim.errors import ScenarioError
from coprod_sim.study.channels import CHANNELS, SAME, Watched, explain_by_channel, retrace, shares_of_pair, watched
from coprod_sim.study.compare import compare
from tests.cli.command import coprod_sim, small

MONTHS = 18
MOVES_PROGRESS = '''"""A young person who gets on by themself."""

from coprod_sim.engine.mechanism import lever

PARAMETERS = (lever("luck_of_the_draw", default=0.1, bounds=(0.0, 1.0), unit="share", meaning="progress out of nothing"),)


def after_month(place, row, month):
    """Progress comes from nowhere."""
    me = place.families[row]
    me.progress += place.own_commissioners[me.commissioner].luck_of_the_draw * (1 - me.progress)
'''
OWN_PROGRESS = '''"""Progress that stands still."""


def progress_after(progress, fit_now, effort, ability, par):
    """Nothing moves."""
    return progress
'''


@pytest.fixture(scope="module")
def pair() -> tuple[Watched, Watched]:
    """Two ways of working with the same luck, watched."""
    a, b = (watched(small(name), 3, MONTHS) for name in ("consultation_only", "power_sharing"))
    return a, b


def test_a_plain_reintegration_is_the_engines_progress(pair: tuple[Watched, Watched]) -> None:
    """Start, ability and the three series alone give each family's progress, month by month, by the equations as they are written."""
    for run in pair:
        par, progress = run.parameters[0], run.start.copy()
        for month, (fit, own, service) in enumerate(np.moveaxis(run.series, 0, 1)):
            progress = np.where(run.fresh[month], 0.5 * run.ability[month] + par["start_progress"], progress)
            rho, home = par["complementarity"], par["home_share"]
            effort = (home * own**rho + (1 - home) * service**rho) ** (1 / rho)
            reached = par["service_share"] * fit * effort + (1 - par["service_share"]) * run.ability[month]
            progress += par["progress_rate"] * (reached - progress)
        assert progress == pytest.approx(run.end, abs=1e-9)


def test_the_compiled_reintegration_is_the_engines_progress(pair: tuple[Watched, Watched]) -> None:
    """What shares are made of gives the same again, to the last digit of the engine."""
    for run in pair:
        progress = np.empty_like(run.start)
        retrace(
            run.parameters, run.start, run.ability, run.fresh, run.series[0], run.series[1], run.series[2], progress
        )
        assert progress == pytest.approx(run.end, abs=1e-12)


def test_a_channel_that_differs_alone_has_the_whole(pair: tuple[Watched, Watched]) -> None:
    """Where only delivery is as in the other run, delivery has all of the difference, and the other two have nothing."""
    one, other = pair
    series = one.series.copy()
    series[CHANNELS.index("delivery")] = other.series[CHANNELS.index("delivery")]
    end = np.empty_like(one.end)
    retrace(one.parameters, one.start, one.ability, one.fresh, series[0], series[1], series[2], end)
    shares, off = shares_of_pair(one, one._replace(series=series, end=end))
    assert shares == pytest.approx([0, 0, (end - one.end).mean()], abs=1e-12)
    assert abs(shares[2]) > 1e-4
    assert off < 1e-12


def test_progress_from_elsewhere_is_noticed(pair: tuple[Watched, Watched]) -> None:
    """A run whose progress does not follow from the three channels is off by as much as was added, in either place."""
    one, other = pair
    assert shares_of_pair(one._replace(end=one.end + 0.25), other)[1] == pytest.approx(0.25)
    assert shares_of_pair(one, other._replace(end=other.end + 0.5))[1] == pytest.approx(0.5)


def test_the_three_sum_to_the_whole() -> None:
    """Shares add up to the difference that compare finds, to 1e-9, also with events and with other assumptions for both."""
    for b, settings in (("power_sharing", {}), ("broken_promise", {"complementarity": 0.0, "service_share": 0.7})):
        question: dict[str, Any] = {"pairs": 3, "months": 40, **settings}
        found = explain_by_channel(small("consultation_only"), small(b), **question)
        whole = compare(small("consultation_only"), small(b), **question).difference("progress")
        assert sum(share.share for share in found.shares) == pytest.approx(found.difference, abs=1e-9)
        assert (found.a, found.b, found.difference) == pytest.approx(whole[1:4], abs=1e-9)
        assert (found.ci_low, found.ci_high) == pytest.approx(whole[4:6], abs=1e-9)
        assert [share.channel for share in found.shares] == list(CHANNELS)


def test_turned_round_the_shares_change_sign() -> None:
    """B against A has the shares of A against B with the other sign, since all orders count alike."""
    a, b = small("consultation_only"), small("power_sharing")
    there, back = explain_by_channel(a, b, pairs=2, months=12), explain_by_channel(b, a, pairs=2, months=12)
    assert [-share.share for share in back.shares] == pytest.approx([share.share for share in there.shares], abs=1e-12)


@pytest.mark.parametrize("name", SAME)
def test_what_turns_channels_into_progress_must_be_the_same(name: str) -> None:
    """A setting that is part of the equation of progress, or of who is there, has no channel: it is named."""
    a = small("consultation_only")
    other = {"families": 40.0}.get(name, a.value(name) * 0.9)
    with pytest.raises(ScenarioError, match=rf"{name} is .* in A and .* in B: must be the same in both"):
        explain_by_channel(a, a.changed({name: other}), pairs=2, months=2)


def test_the_same_twice_has_nothing_to_explain() -> None:
    """Two scenarios that do not differ are refused, as by explain."""
    with pytest.raises(ScenarioError, match="nothing to explain"):
        explain_by_channel(small("not_asked"), small("not_asked"), pairs=2, months=2)


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--rules", OWN_PROGRESS, "it replaces progress_after"),
        ("--mechanism", MOVES_PROGRESS, "progress does not follow from plans, effort and delivery alone"),
    ],
)
def test_progress_of_ones_own_is_refused(tmp_path: Path, option: str, text: str, words: str) -> None:
    """A rule or a mechanism that moves progress by itself ends with a message that names the file."""
    file = tmp_path / "own.py"
    file.write_text(text)
    place = ("--set", "families=9", "--set", "professionals=6", "--months", "2", "--pairs", "2")
    ways = ("consultation_only", "power_sharing")
    done = coprod_sim("explain", *ways, "--by-channel", option, str(file), *place, NUMBA_DISABLE_JIT="1")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{file}: {words}" in done.stderr
    assert "Leave out --by-channel." in done.stderr


def test_rules_that_leave_progress_alone_are_taken(tmp_path: Path) -> None:
    """Rules of one's own for something else move the channels, and the three sum to the whole as before."""
    file = tmp_path / "own.py"
    file.write_text("def half_way(trust, stranger_trust):\n    return min(trust, stranger_trust)\n")
    place = ("--set", "families=9", "--set", "professionals=6", "--months", "3", "--pairs", "2", "--json")
    ways = ("consultation_only", "power_sharing")
    done = coprod_sim("explain", *ways, "--by-channel", "--rules", str(file), *place, NUMBA_DISABLE_JIT="1")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert sum(share["share"] for share in found["shares"]) == pytest.approx(found["difference"], abs=1e-9)


def typed(*words: str, code: int = 0) -> str:
    """Type explain for a short run in a small place, and give what it wrote."""
    place = ("--set", "families=30", "--set", "professionals=6", "--months", "12", "--pairs", "3")
    done = CliRunner(env={"COLUMNS": "300"}).invoke(app, ["explain", *words, *place])
    assert done.exit_code == code, done.output
    return done.output


def test_the_command_says_it_in_sentences() -> None:
    """What is printed are the sentences of what is found in Python, and one of them shows the sum."""
    a, b = small("consultation_only"), small("power_sharing")
    found = explain_by_channel(a, b, pairs=3, months=12)
    text = typed("consultation_only", "power_sharing", "--by-channel")
    sentences = list(channel_sentences(found))
    assert len(sentences) == 5
    for sentence in sentences:
        assert sentence in text
    parts = " ".join(f"{100 * share.share:+.2f}" for share in found.shares)
    assert f"Together: {parts} = {100 * found.difference:+.2f}," in text


def test_the_json_holds_the_same() -> None:
    """The JSON has what was asked, the whole, and one share for each channel with its interval."""
    told = json.loads(typed("consultation_only", "power_sharing", "--by-channel", "--json"))
    found = explain_by_channel(small("consultation_only"), small("power_sharing"), pairs=3, months=12)
    assert told["scenario_b"] == "power_sharing"
    assert told["provenance"]
    assert told["difference"] == pytest.approx(found.difference)
    assert [share["channel"] for share in told["shares"]] == list(CHANNELS)
    assert all(share["ci_low"] <= share["share"] <= share["ci_high"] for share in told["shares"])


@pytest.mark.parametrize("option", [("--runs", "100"), ("--indicator", "felt_trust")])
def test_options_of_shares_by_setting_do_not_go_with_it(option: tuple[str, str]) -> None:
    """By channel is about progress and counts all orders: options that ask for something else are refused by name."""
    assert f"must stand without {option[0]}" in typed(
        "consultation_only", "power_sharing", "--by-channel", *option, code=2
    )


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.01, 0.03, "Better delivery adds 2.00"),
        (-0.03, -0.01, "Worse delivery takes away 2.00"),
        (-0.1, 0.1, "not clear"),
    ],
)
def test_a_sentence_says_which_way_only_where_it_is_clear(low: float, high: float, words: str) -> None:
    """A part is called an addition or a loss where its interval leaves zero out, and unclear otherwise."""
    found = explain_by_channel(small("consultation_only"), small("power_sharing"), pairs=2, months=2)
    share = found.shares[2]._replace(share=0.02 if low > 0 else -0.02, ci_low=low, ci_high=high)
    made = replace(found, shares=(*found.shares[:2], share))
    assert words in list(channel_sentences(made))[3]
