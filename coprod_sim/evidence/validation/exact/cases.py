"""The exact cases of docs/model.md: what must come out to the published digit.

Each case is a function that gives what was looked at, what was found, what is expected, and how far off it may be:
those of the review meeting stand in deciding.py, those of daily life in living.py, those of the statutory pathway in waiting.py,
those of habits and of bars in habits.py, of young people and who is heard in young.py, and identical people in identical.py.
`coprod-sim validate` and the tests call the same functions.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from coprod_sim.evidence.validation.exact import deciding, habits, living, waiting, young
from coprod_sim.evidence.validation.exact.check import Check
from coprod_sim.evidence.validation.exact.identical import identical_people
from coprod_sim.evidence.validation.report_lines import ReportLine, Section

CASES: Final[Mapping[str, Callable[[], Iterator[Check]]]] = {
    "Case 1. Power adds up to 1 for every family in every month of every scenario": deciding.power_is_conserved,
    "Case 2. The weights of all own views and of the standard offer in a decision add up to 1": deciding.views_add_up,
    "Case 3. Pooled views err as Bates and Granger (1969) work out": deciding.pooled_views,
    "Case 4. Trust alone: its mean and spread, and how long a breach takes to mend": living.trust_alone,
    "Case 5. Peers alone reach the opinions of Friedkin and Johnsen (1999)": living.peers_come_to_published_opinions,
    "Case 6. Joint effort in its limits: weighted mean, geometric mean, minimum": living.limits_of_effort,
    "Case 7. The generator of chance gives its published numbers": living.published_chance,
    "Case 8. Identical people without noise follow a map worked out apart": identical_people,
    "Case 9. An open forum of all families sets the offer to the mean need": living.forum_of_all,
    "Case 10. A fully able family gets all that is paid for and done": living.able_families_get_all_that_is_done,
    "Case 11. An honest promise breaks nothing in any month": deciding.honest_promises_break_nothing,
    "Case 12. No review changes a plan while an order binds it": deciding.orders_bind,
    "Case 13. Appeals wait for their hearing, and are conceded before it, as worked out": waiting.appeals_wait,
    "Case 14. Assessments wait as a queue of which a fixed share is finished": waiting.waiting_for_a_plan,
    "Case 15. The stock of plans follows from who comes and who leaves": waiting.stock_of_plans,
    "Case 16. Know-how follows means alone, or everybody around": waiting.knowing_ones_rights,
    "Case 17. Leads of areas differ as much in every year, and are as alike from year to year as is set": habits.heads_drift,
    "Case 18. Without a lead, staff who are hired forget the caution of those before": habits.staff_forget,
    "Case 19. A forum whose members live as they need eases nothing": habits.content_forum,
    "Case 20. Parents', young people's, staff's and payers' weights add up to 1, however heard": young.weights_of_all_views,
    "Case 21. A parent and a young person together err as worked out, least at one share": young.two_views,
    "Case 22. A hearing that is whole leaves everything as it is": young.whole_hearing,
    "Case 23. The next family in a row is the same, whenever it comes": young.who_comes_next,
}


def judged(name: str, checks: list[Check]) -> ReportLine:
    """Make one line of a case: green if all of it holds, red if something does not, or there is nothing."""
    wrong = [one for one in checks if not one.holds]
    words = f"{len(checks) - len(wrong)} of {len(checks)} hold"
    mistakes = [f"{one.what}: {one.found:.10g}, not {one.expected:.10g} (to {one.tolerance:g})" for one in wrong]
    numbers = {"checks": float(len(checks)), "hold": float(len(checks) - len(wrong))}
    return ReportLine(
        name, words, "all hold", "red" if wrong or not checks else "green", "; ".join(mistakes), "", numbers
    )


def exact_cases() -> Section:
    """Work out all exact cases and judge them."""
    return Section(
        "exact",
        "Exact cases",
        "Does the engine give what can be worked out with pencil and paper, or has been published to the digit?",
        tuple(judged(name, list(checks())) for name, checks in CASES.items()),
        "Green: everything that the case looks at holds. Red: something does not. There is no amber.",
    )
