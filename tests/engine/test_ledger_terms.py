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
APART = {
    "base_process": 0.2,
    "dignity": 0.3,
    "decency": 0.5,
    "gossip": 0.3,
    "review_months": 2,
    "promise": 0.7,
    "early_involvement": 0.4,
    "undelivered": 0.6,
    "budget": 0.6,
    "person_weight": 0.45,
}


def seen_power(before: Place, row: int) -> float:
    """The largest share that the commissioner lets a family hold, under the pressure of this month; before: as the phase of families began."""
    par, boss = before.parameters[0], before.commissioners[before.families[row].commissioner]
    kept: float = 1 - par.retreat * boss.pressure * (1 - boss.commissioner_bravery)
    return kept * float(boss.power_ceiling)


def of_institution(before: Place, after: Place, row: int, asked: float, honour: float) -> dict[str, float]:
    """What a review did to a family's trust in the institution, by cause, weighted as in felt trust without peers."""
    par, was, now = before.parameters[0], before.families[row], after.families[row]
    boss = after.commissioners[now.commissioner]
    given = was.power + now.heard
    broken = max(0.0, boss.promise - max(seen_power(after, row), given))
    short = max(0.0, was.expected_say - given)
    breach = par.frustration * asked * (broken + (1 - boss.feedback) * short)
    missed = par.undelivered * (1 - boss.rationing)
    trust, rest = was.council_trust, 1 - par.base_process - par.dignity
    asking = par.base_process + par.dignity * honour
    say = rest * min(1.0, 2 * now.voice)
    fairness = max(0.0, asking + say - breach - missed)
    outcome = (1 - was.power) * was.lived_fit + was.power * trust
    experienced = par.process_weight * fairness + (1 - par.process_weight) * outcome
    rate = (par.trust_gain if experienced > trust else par.trust_loss) * (1 - par.person_weight)
    by_process = rate * par.process_weight
    return {
        "being_asked": by_process * (asking - (par.base_process + par.dignity) * trust),
        "having_a_say": by_process * (say - rest * trust),
        "undelivered": -by_process * missed,
        "promise_broken": by_process * (fairness - asking - say + missed),
        "results": rate * (1 - par.process_weight) * (outcome - trust),
    }


def of_person(before: Place, row: int, edge: int, trust: float, known: float, honour: float) -> dict[str, float]:
    """What a review did to a family's trust in one of its team, by cause, weighted as in felt trust."""
    par, was, tie = before.parameters[0], before.families[row], before.casework[edge]
    care = par.decency + (1 - par.decency) * (honour + known) / 2
    outcome = tie.power * was.lived_fit + (1 - tie.power) * trust
    experienced = par.process_weight * care + (1 - par.process_weight) * outcome
    size = before.team_start[row + 1] - before.team_start[row]
    rate = (par.trust_gain if experienced > trust else par.trust_loss) * par.person_weight / size
    by_care = rate * par.process_weight
    return {
        "being_asked": by_care * (1 - par.decency) * (honour - trust) / 2,
        "being_known": by_care * (care - trust - (1 - par.decency) * (honour - trust) / 2),
        "results": rate * (1 - par.process_weight) * (outcome - trust),
    }


def own_parts(before: Place, after: Place, row: int) -> dict[str, float]:
    """Count what a family's own experience did to its felt trust this month, but for disputes and conferences."""
    par, was, now = before.parameters[0], before.families[row], after.families[row]
    edges = range(before.team_start[row], before.team_start[row + 1])
    own, parts = 1 - now.gossip, dict.fromkeys(CAUSES, 0.0)
    reviewed = now.months_since_review == 0
    boss = after.commissioners[now.commissioner]
    asked = now.asked * (par.late_listening + (1 - par.late_listening) * boss.early_involvement)
    broken = max(0.0, boss.promise - max(seen_power(after, row), was.power + now.heard))
    honour = asked * (1 - broken / boss.promise) * (1 + boss.feedback) / 2
    for cause, part in of_institution(before, after, row, asked, honour).items() if reviewed else ():
        parts[cause] += own * part
    for edge in edges:
        tie = before.casework[edge]
        trust, known = tie.family_trust, tie.knowledge
        if after.professionals[tie.professional].newcomer:
            parts["new_worker"] += par.person_weight * 0.5 * (par.newcomer_trust - trust) / len(edges)
            trust, known = trust + 0.5 * (par.newcomer_trust - trust), 0.0
        for cause, part in of_person(before, row, edge, trust, known, honour).items() if reviewed else ():
            parts[cause] += part
    return parts


def of_another_family(before: Place, after: Place, row: int, heard: float) -> dict[str, float]:
    """Count what it does to the felt trust of a row that another family has come: its own first trust, and peers' word of the first month."""
    par, parts = before.parameters[0], dict.fromkeys(CAUSES, 0.0)
    first = par.person_weight * par.newcomer_trust + (1 - par.person_weight) * par.start_council_trust
    parts["new_family"] = float(first - before.families[row].felt_trust)
    gossip = float(after.families[row].gossip)
    parts["peers_word"] = float((1 - par.person_weight) * gossip * (heard - par.start_council_trust))
    return parts


def heard_from_peers(place: Place, row: int) -> float:
    """The mean reputation of a family's peers."""
    ties = slice(place.peer_start[row], place.peer_start[row + 1])
    return float(np.average(place.families["reputation"][place.peers[ties]], weights=place.peer_weight[ties]))


def team_trust(place: Place) -> Reals:
    """The mean trust of each family in its team, shape (n,)."""
    total = np.add.reduceat(place.casework["family_trust"], place.team_start[:-1])
    mean: Reals = total / np.diff(place.team_start)
    return mean


@pytest.mark.parametrize("preset", ["power_sharing", "handed_over"])
def test_every_part_of_the_ledger_is_what_its_cause_did(preset: str) -> None:
    """For every family and month each cause has the part that follows from the state before and after."""
    scenario = load_scenario(preset, {**SMALL, **RARE, **APART, "leave_age": 20})
    meetings = tuple(Event(month, "conference", attendance=0.8, parent_led=0.5) for month in (4, 15))
    simulation = begun(scenario.changed(events=meetings), 4)
    rows = range(SMALL["families"])
    heard_last = [heard_from_peers(simulation.place, row) for row in rows]
    reached: set[str] = set()
    for month in range(1, 26):
        met_people, met_council = team_trust(simulation.place), simulation.place.families["council_trust"].copy()
        disputed = simulation.place.families["in_dispute"].copy()
        simulation.begin_month()
        before, place = copy_place(simulation.place), simulation.place
        of_people = float(place.parameters["person_weight"][0])
        people = team_trust(before) - met_people
        council = before.families["council_trust"] - met_council
        heard = [heard_from_peers(place, row) for row in rows]
        simulation.engine.run(month, 1)
        for row in rows:
            gossip = float(place.families[row].gossip)
            expected = own_parts(before, place, row)
            if disputed[row]:  # the mark was made before the conference of this month
                lost = of_people * met_people[row] + (1 - of_people) * (1 - gossip) * met_council[row]
                share = float(place.parameters["dispute_loss"][0])
                expected["dispute"] = -share / (1 - share) * float(lost)
            expected["conference"] = of_people * float(people[row])
            expected["conference"] += (1 - of_people) * (1 - gossip) * float(council[row])
            expected["peers_word"] = (1 - of_people) * gossip * (heard[row] - heard_last[row])
            if place.young_people[row].life > before.young_people[row].life:
                expected = of_another_family(before, place, row, heard[row])
            ledger = dict(zip(CAUSES, place.families["ledger"][row].tolist(), strict=True))
            assert ledger == pytest.approx(expected, rel=0, abs=1e-11), (month, row)
            reached |= {cause for cause, part in ledger.items() if abs(part) > 0.001}
        heard_last = heard
    # A no is part of the statutory pathway (test_pathway_laws.py).
    assert reached == set(CAUSES) - {"refused"}
