"""The command `claims`: what it prints, and its exit code."""

import json

import pytest
from typer.testing import CliRunner

from coprod_sim.cli.app import app
from coprod_sim.evidence.claims import claims_of


def printed(*arguments: str, code: int = 0) -> str:
    """Type the command, which must end with this code; gives what it printed."""
    done = CliRunner().invoke(app, ["claims", *arguments])
    assert done.exit_code == code, done.output
    return done.stdout


def test_claims_are_shown_with_their_numbers() -> None:
    """Every claim of a lesson stands there with its text; all hold."""
    text = " ".join(printed("--pairs", "4", "--lesson", "e4").split())
    assert all(f"holds {claim.key} {claim.text}" in text for claim in claims_of("e4"))
    assert "wanted: interval above 0.5" in text
    assert "7 of 7 claims hold." in text


def test_a_claim_that_fails_is_an_exit_code() -> None:
    """Four pairs are too few to say "nearly all": the command ends with 1, and names the claim."""
    text = " ".join(printed("--pairs", "4", "--lesson", "w1", code=1).split())
    assert "FAILS w1.nearly_all" in text
    assert "w1.nearly_all" in text.partition("These fail:")[2]


def test_json_has_the_findings() -> None:
    """The same as plain data, with a verdict for each finding."""
    claims = json.loads(printed("--pairs", "4", "--lesson", "e4", "--json"))["claims"]
    assert [claim["key"] for claim in claims] == [claim.key for claim in claims_of("e4")]
    assert {"name", "value", "low", "high", "agree", "wanted", "holds"} == set(claims[0]["findings"][0])


@pytest.mark.parametrize("lesson", ["e9", "w1.bands"])
def test_a_lesson_that_does_not_exist(lesson: str) -> None:
    """It says which there are."""
    done = CliRunner().invoke(app, ["claims", "--lesson", lesson])
    assert done.exit_code == 2
    assert "must be one of e1, e2" in " ".join(done.output.split())
