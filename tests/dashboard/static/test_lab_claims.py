"""What the lab says of the lessons' claims is what Python says, over the same twenty pairs."""

from typing import Any, Final

from coprod_sim.dashboard.static.tables import claims
from coprod_sim.evidence.claims import CLAIMS
from coprod_sim.evidence.claims.check import check_claims
from tests.dashboard.static.node import in_node

PAIRS: Final = 20
SCRIPT: Final = """
import { readFileSync } from 'node:fs';
const { worker, calls, tables } = JSON.parse(readFileSync(0, 'utf8'));
const { setTables } = await import(`file://${worker}/tables.js`);
setTables(tables);
const { loadRules } = await import(`file://${worker}/numbers/town.js`);
const { ClaimRuns } = await import(`file://${worker}/lab/claims.js`);
const { functionOf } = await import(`file://${worker}/lab/equation.js`);
const memory = await loadRules(readFileSync(`${worker}/rules.wasm`));
const whole = (steps) => { let step = steps.next(); while (!step.done) step = steps.next(); return step.value; };
process.stdout.write(JSON.stringify(calls.map(([texts, keys]) => {
  const own = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, functionOf(name, text, memory)]));
  const runs = new ClaimRuns(memory, own);
  return Object.fromEntries(tables.claims.each.filter(({ key }) => !keys || keys.includes(key)).map((claim) => [claim.key, whole(runs.holds(claim))]));
})));
"""
NOT_JUDGED: Final = {
    *("e1.say_is_low", "e1.say_is_uneven", "e1.say_and_trust", "e1.people_and_service", "e1.most_trusted"),
    *("e1.most_trusted_changes", "w1.nearly_all", "w1.who_pays"),  # these look at people one by one
    *("e3.large_shows", "w1.bands"),  # these draw pairs anew
    "e2.same_before",  # this looks at several measures at once
}


def test_what_cannot_be_judged_is_known() -> None:
    """Each claim that the browser leaves out is left out for a reason."""
    table = claims.tables()
    judged = {one["key"] for one in table["each"]}
    assert {claim.key for claim in CLAIMS} - judged == NOT_JUDGED
    assert table["of"] == len(CLAIMS)


def test_criteria_are_put_back() -> None:
    """To read the checks leaves nothing changed."""
    claims.tables()
    claim = next(one for one in CLAIMS if one.key == "e1.say_starts")
    assert all(finding.holds for found in check_claims(PAIRS, claims=[claim]) for finding in found.findings)


def test_verdicts_are_pythons() -> None:
    """With the model's own rules every claim holds, or does not, as Python finds; and so says the table."""
    (mine,) = in_node("", "", [[{}, None]], SCRIPT)
    wanted = {found.claim.key: found.holds for found in check_claims(PAIRS) if found.claim.key not in NOT_JUDGED}
    assert mine == wanted
    assert {one["key"]: one["held"] for one in claims.tables()["each"]} == wanted


def test_a_rule_that_moves_no_power_breaks_what_it_should() -> None:
    """Where no power is ever let go, say does not keep growing for years; what is told of towns that only ask still holds."""
    keys = ["w1.trust_first", "e1.say_starts", "w3.say_flat"]
    found: list[Any] = in_node("", "", [[{"power_released": "0.0 * gap"}, keys]], SCRIPT)
    assert found[0] == {"e1.say_starts": True, "w1.trust_first": False, "w3.say_flat": True}
