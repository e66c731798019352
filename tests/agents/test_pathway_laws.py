"""What must hold on the statutory pathway whatever the numbers are: who may appeal, who may ask, and what is booked where.

All of it is looked at month by month in a place in which much happens and many leave.
"""

from typing import NamedTuple

import numpy as np
import pytest

from coprod_sim.agents.pathway import (
    ANNUAL_REVIEW,
    ASKED,
    ASSESSED,
    CONCEDED,
    CONTENT,
    ENDED_WITHOUT,
    IN_TIME,
    LODGED,
    LODGED_AFTER_MEDIATION,
    LOST,
    NO_GROUND,
    PLAN,
    PLANNED,
    REFUSAL,
    REFUSED_REQUEST,
    REQUESTED,
    SUPPORT,
    TURNED,
    WITHOUT_PLAN,
    WON,
)
from coprod_sim.agents.review_meeting import REFUSED
from coprod_sim.engine.state import Place, check_range, copy_place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

BUSY = {
    "pathway": 1, "families": 240, "professionals": 24, "request_chance": 0.06, "no_plan": 0.2, "appeal_refusal": 0.3,
    "appeal_no_plan": 0.4, "appeal_content": 0.3, "appeal_wait": 4, "concedes": 0.1, "wins": 0.6, "order_binds": 5,
    "leaves_young": 0.01, "leaves_grown": 0.04, "support_ends_young": 0.02, "support_ends_grown": 0.06, "information": 0.5,
    "mediation_offer": 0.5, "gossip": 0.2,
}  # fmt: skip
MONTHS = 30


class Month(NamedTuple):
    """One month: the place before and after it, and which families stayed."""

    before: Place
    after: Place
    stayed: np.ndarray


@pytest.fixture(scope="module")
def months() -> list[Month]:
    """The months of a busy place."""
    simulation = begun(load_scenario("power_sharing", BUSY), 8)
    lived = []
    for _ in range(MONTHS):
        before = copy_place(simulation.place)
        simulation.advance(1)
        check_range(simulation.place, simulation.month)
        after = copy_place(simulation.place)
        lived.append(Month(before, after, before.young_people["life"] == after.young_people["life"]))
    assert sum(np.count_nonzero(~month.stayed) for month in lived) >= 50
    return lived


def lodged(month: Month) -> np.ndarray:
    """Which families lodged an appeal this month."""
    return np.isin(month.after.pathways["move"], (LODGED, LODGED_AFTER_MEDIATION))


def test_only_those_with_a_right_appeal(months: list[Month]) -> None:
    """Whoever appeals has a right of this month or the last, of a no, a plan, or an annual review without an order or an appeal."""
    total = 0
    for month in months:
        was, now, bound = month.before.pathways, month.after.pathways, month.before.families["order_months"] > 0
        right = month.stayed & (was["right_months"] > 0)
        right |= np.isin(now["step"], (REFUSED_REQUEST, ENDED_WITHOUT, PLANNED))
        right |= (now["step"] == ANNUAL_REVIEW) & ~bound & (was["hearing_in"] == 0)
        assert right[lodged(month)].all()
        assert (month.after.families["in_dispute"] == lodged(month)).all()
        assert (now["hearing_in"][lodged(month)] >= BUSY["appeal_wait"] - 1).all()
        assert not (now["right_months"][now["hearing_in"] > 0] > 0).any()
        total += lodged(month).sum()
    assert total >= 50


def test_a_ground_belongs_to_a_right_or_an_appeal(months: list[Month]) -> None:
    """Without a right or an appeal there is no ground; nos are appealed about on support, and what a plan holds with a plan."""
    for month in months:
        now = month.after.pathways
        assert ((now["ground"] != NO_GROUND) == ((now["right_months"] > 0) | (now["hearing_in"] > 0))).all()
        assert (now["stage"][np.isin(now["ground"], (REFUSAL, WITHOUT_PLAN))] == SUPPORT).all()
        assert (now["stage"][now["ground"] == CONTENT] == PLAN).all()


def test_who_waits_for_a_hearing_asks_for_nothing(months: list[Month]) -> None:
    """With an appeal under way a family stays where it is until that is over, and comes a month nearer to its hearing."""
    waited = 0
    for month in months:
        was, now = month.before.pathways, month.after.pathways
        waits = month.stayed & (was["hearing_in"] > 0)
        assert not (now["step"][waits] == ASKED).any()
        over = np.isin(now["move"], (CONCEDED, WON, LOST))
        on = waits & ~over
        assert (now["stage"][on] == was["stage"][on]).all()
        assert (now["hearing_in"][on] == was["hearing_in"][on] - 1).all()
        assert (now["hearing_in"][over] == 0).all()
        assert not over[month.stayed & ~waits].any()
        waited += (waits & (was["stage"] == SUPPORT)).sum()
    assert waited >= 50


def test_what_is_turned_or_won_is_done(months: list[Month]) -> None:
    """After a refusal an assessment begins, after an assessment there is a plan without a new right, and an order binds what a plan holds."""
    seen = np.zeros(4, int)
    for month in months:
        was, now = month.before.pathways, month.after.pathways
        appealed = month.stayed & np.isin(now["move"], (CONCEDED, WON))
        for ground, stage in ((REFUSAL, ASSESSED), (WITHOUT_PLAN, PLAN), (CONTENT, PLAN)):
            won = appealed & (was["ground"] == ground)
            assert (now["stage"][won] == stage).all()
            assert (
                month.after.families["order_months"][won] == (BUSY["order_binds"] if ground == CONTENT else 0)
            ).all()
            seen[ground] += won.sum()
        turned = month.after.pathways["move"] == TURNED
        assert np.isin(now["stage"][turned], (ASSESSED, PLAN)).all()
        assert (now["right_months"][turned] == 0).all()
    assert seen[1:].min() >= 3


def test_a_plan_that_comes_at_the_end_of_a_month_leaves_its_review_where_it_was(months: list[Month]) -> None:
    """Where a no is turned after a review of this month, months are still counted from that review; else the first one is due next month."""
    kept, due = 0, 0
    for month in months:
        was, now = month.before.pathways, month.after.pathways
        turned = np.isin(now["move"], (TURNED, CONCEDED, WON)) & (now["stage"] == PLAN) & (now["step"] != PLANNED)
        turned &= (was["stage"] != PLAN) & (month.after.families["order_months"] == 0)
        since = month.after.families["months_since_review"][turned]
        usual = int(month.after.parameters["review_months"][0])
        assert np.isin(since, (0, usual)).all()
        kept, due = kept + (since == 0).sum(), due + (since == usual).sum()
    assert min(kept, due) >= 1


def test_a_family_is_at_one_stage_and_what_it_knows_is_a_share(months: list[Month]) -> None:
    """Stages are from support to plan, know-how is a share, and 1 for whoever has appealed."""
    for month in months:
        now = month.after.pathways
        assert np.isin(now["stage"], range(4)).all()
        assert ((now["know_how"] >= 0) & (now["know_how"] <= 1)).all()
        assert (now["know_how"][now["appealed"] == 1] == 1).all()
        assert (now["means"] == month.before.pathways["means"]).all()


def test_a_step_leads_where_it_must(months: list[Month]) -> None:
    """Each stage is reached from the one before it only, and a no leads back to support."""
    leads_to = {
        SUPPORT: {SUPPORT, REQUESTED},
        REQUESTED: {SUPPORT, REQUESTED, ASSESSED},
        ASSESSED: {SUPPORT, ASSESSED, PLAN},
        PLAN: {PLAN},
    }
    for month in months:
        was, now = month.before.pathways["stage"], month.after.pathways["stage"]
        plain = month.stayed & ~np.isin(month.after.pathways["move"], (TURNED, CONCEDED, WON))
        assert all(
            there in leads_to[here] for here, there in zip(was[plain].tolist(), now[plain].tolist(), strict=True)
        )
        assert np.isin(now[~month.stayed], (SUPPORT, REQUESTED)).all()


def test_the_ledger_adds_up_through_refusals(months: list[Month]) -> None:
    """Its parts are the change of felt trust, of families that come as well; a no and a late end have a part, and nothing else has."""
    booked = 0
    for month in months:
        ledger, now = month.after.families["ledger"], month.after.pathways
        change = month.after.families["felt_trust"] - month.before.families["felt_trust"]
        np.testing.assert_allclose(ledger.sum(axis=1), change, rtol=0, atol=1e-14)
        lost = np.isin(now["step"], (REFUSED_REQUEST, ENDED_WITHOUT)) | (now["took"] > IN_TIME)
        assert ((ledger[:, REFUSED] < 0) == lost).all()
        booked += lost.sum()
    assert booked >= 50


def test_what_a_no_costs_is_booked_with_its_weight(months: list[Month]) -> None:
    """A refusal in time costs a part of trust in the institution, weighed as the institution and without peers' word."""
    found = 0
    for month in months:
        par, was = month.after.parameters[0], month.before.families
        refused = month.stayed & (month.after.pathways["step"] == REFUSED_REQUEST)
        peers = np.diff(month.before.peer_start) > 0
        own = np.where(peers, 1 - was["gossip"], 1.0)
        expected = -(1 - par.person_weight) * own * par.refusal_loss * was["council_trust"]
        np.testing.assert_allclose(
            month.after.families["ledger"][refused, REFUSED], expected[refused], rtol=0, atol=1e-15
        )
        found += refused.sum()
    assert found >= 20
