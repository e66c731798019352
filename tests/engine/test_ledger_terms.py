"""The ledger of trust, part by part: each cause is counted a second time from the state before and after the month.

That the parts add up to the change proves little, since peers' word takes what is left over.
"""

import numpy as np
import pytest

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.engine.state import Place, Reals, copy_place
from coprod_sim.place.simulate import begun
from coprod_sim.scenario.events import Event
from coprod_sim.scenario.scenario import load_scenario

SMALL = {"families": 24, "professionals": 6, "commissioners": 2, "peers": 4}
RARE = {"asks": 0.6, "feedback": 0.3, "appeal_chance": 0.4, "turnover": 0.08, "dispute_loss": 0.4, "frustration": 3.0}
APART = {"base_process": 0.2, "dignity": 0.3, "gossip": 0.3, "review_months": 2, "promise": 0.7}


def own_parts(before: Place, after: Place, row: int, trusted: float) -> dict[str, float]:
    """Count what a family's own experience did to its trust this month, before peers have their say; trusted: its mean trust before."""
    par, was, now = before.parameters[0], before.families[row], after.families[row]
    edges = range(before.team_start[row], before.team_start[row + 1])
    parts = dict.fromkeys(CAUSES, 0.0)
    if was.in_dispute:
        # Trust is told as it stands after the loss.
        parts["dispute"] = -trusted / (1 - par.dispute_loss) * par.dispute_loss
    missing = max(0.0, was.expected_voice - now.voice)
    broken = par.frustration * (1 - after.commissioners[now.commissioner].feedback) * now.asked * missing
    fair = par.base_process + par.dignity * now.asked
    say = (1 - par.base_process - par.dignity) * min(1.0, 2 * now.voice)
    fairness = max(0.0, fair + say - broken)
    for edge in edges:
        tie = before.casework[edge]
        trust = tie.family_trust
        if after.professionals[tie.professional].newcomer:
            parts["new_worker"] += 0.5 * (par.newcomer_trust - trust) / len(edges)
            trust += 0.5 * (par.newcomer_trust - trust)
        if now.months_since_review > 0:
            continue
        outcome = (1 - was.power) * was.lived_fit + was.power * trust
        experienced = par.process_weight * fairness + (1 - par.process_weight) * outcome
        rate = (par.trust_gain if experienced > trust else par.trust_loss) / len(edges)
        by_process = rate * par.process_weight
        parts["being_asked"] += by_process * (fair - (par.base_process + par.dignity) * trust)
        parts["having_a_say"] += by_process * (say - (1 - par.base_process - par.dignity) * trust)
        parts["promise_broken"] += by_process * (fairness - fair - say)
        parts["results"] += rate * (1 - par.process_weight) * (outcome - trust)
    return parts


def heard_from_peers(place: Place, row: int) -> float:
    """The mean felt trust of a family's peers."""
    ties = slice(place.peer_start[row], place.peer_start[row + 1])
    return float(np.average(place.families["felt_trust"][place.peers[ties]], weights=place.peer_weight[ties]))


def team_trust(place: Place) -> Reals:
    """The mean trust of each family in its team, shape (n,)."""
    total = np.add.reduceat(place.casework["family_trust"], place.team_start[:-1])
    mean: Reals = total / np.diff(place.team_start)
    return mean


@pytest.mark.parametrize("preset", ["power_sharing", "handed_over"])
def test_every_part_of_the_ledger_is_what_its_cause_did(preset: str) -> None:
    """For every family and month each cause has the part that follows from the state before and after."""
    scenario = load_scenario(preset, {**SMALL, **RARE, **APART})
    meetings = tuple(Event(month, "conference", attendance=0.8, parent_led=0.5) for month in (4, 15))
    simulation = begun(scenario.changed(events=meetings), 4)
    simulation.advance(1)  # before the first month felt trust was not yet made of own trust and peers' word
    rows = range(SMALL["families"])
    heard = [heard_from_peers(simulation.place, row) for row in rows]
    reached: set[str] = set()
    for month in range(2, 26):
        trusted, heard_last = team_trust(simulation.place), [0.0] * len(heard) if month == 2 else heard
        simulation.begin_month()
        before, place = copy_place(simulation.place), simulation.place
        met = team_trust(before) - trusted
        heard = [heard_from_peers(place, row) for row in rows]
        simulation.engine.run(month, 1)
        for row in rows:
            kept = 1 - place.families[row].gossip
            expected = {cause: kept * part for cause, part in own_parts(before, place, row, trusted[row]).items()}
            expected["conference"] = kept * float(met[row])
            expected["peers_word"] = place.families[row].gossip * (heard[row] - heard_last[row])
            ledger = dict(zip(CAUSES, place.families["ledger"][row].tolist(), strict=True))
            if month == 2:  # what peers said in month 1 is not known here
                del expected["peers_word"], ledger["peers_word"]
            assert ledger == pytest.approx(expected, rel=0, abs=1e-12), (month, row)
            reached |= {cause for cause, part in ledger.items() if abs(part) > 0.001}
    assert reached == set(CAUSES)
