"""What we observe of the statutory pathway: requests, refusals, waiting, plans, appeals, and who succeeds.

As in __init__.py a function gets the sums of a month; in a place without the pathway each gives nan, and is left out where indicators are listed.
"""

from typing import Final

from coprod_sim.engine.state import Reals, Records
from coprod_sim.indicators import YEAR, indicator, share_of

PER_THOUSAND: Final = "per 1,000 families a year"
PER_PLANS: Final = "per 1,000 plans a year"


def yearly(sums: Records, name: str, whole: str = "path_families") -> Reals:
    """Give how often something happened this month, as a yearly rate for each 1,000."""
    return 1000 * YEAR * share_of(sums[name], sums[whole])


@indicator("Requests for an assessment", PER_THOUSAND)
def path_requests(sums: Records) -> Reals:
    """Requests this month, as a yearly rate for 1,000 families on the pathway."""
    return yearly(sums, "path_requests")


@indicator("Requests refused", "share", "lower")
def path_refused(sums: Records) -> Reals:
    """Share of the requests decided this month that were refused."""
    return share_of(sums["path_refused"], sums["path_refused"] + sums["path_accepted"])


@indicator("Assessments without a plan", "share", "lower")
def path_no_plan(sums: Records) -> Reals:
    """Share of the assessments that ended this month without a plan."""
    return share_of(sums["path_no_plan"], sums["path_no_plan"] + sums["path_new_plans"])


@indicator("Within 20 weeks", "share", "higher")
def path_in_time(sums: Records) -> Reals:
    """Share of the assessments that ended this month which ended within 20 weeks of the request."""
    return share_of(sums["path_in_time"], sums["path_no_plan"] + sums["path_new_plans"])


@indicator("Longer than a year", "share", "lower")
def path_over_year(sums: Records) -> Reals:
    """Share of the assessments that ended this month more than a year after the request."""
    return share_of(sums["path_over_year"], sums["path_no_plan"] + sums["path_new_plans"])


@indicator("Months until an answer", "months", "lower")
def path_wait(sums: Records) -> Reals:
    """Mean months from the request to the end of the assessments that ended this month."""
    return share_of(sums["path_months_waited"], sums["path_no_plan"] + sums["path_new_plans"])


@indicator("Waiting for an answer", "per 1,000 families", "lower")
def path_waiting(sums: Records) -> Reals:
    """Families whose request or assessment is under way, for each 1,000 on the pathway."""
    return 1000 * share_of(sums["path_waiting"], sums["path_families"])


@indicator("Families with a plan", "share")
def path_plans(sums: Records) -> Reals:
    """Share of families on the pathway who have a plan."""
    return share_of(sums["path_plans"], sums["path_families"])


@indicator("New plans", PER_THOUSAND)
def path_new_plans(sums: Records) -> Reals:
    """Plans made this month, as a yearly rate for 1,000 families on the pathway."""
    return yearly(sums, "path_new_plans")


def lodged(sums: Records) -> Reals:
    """Give the appeals lodged this month."""
    appeals: Reals = sums["path_appeals_refusal"] + sums["path_appeals_no_plan"] + sums["path_appeals_content"]
    return appeals


@indicator("Appeals", PER_PLANS, "lower")
def path_appeals(sums: Records) -> Reals:
    """Appeals lodged this month, as a yearly rate for 1,000 plans."""
    return 1000 * YEAR * share_of(lodged(sums), sums["path_plans"])


@indicator("Appeals under way", "per 1,000 plans", "lower")
def path_under_way(sums: Records) -> Reals:
    """Appeals that have been lodged and not heard or settled, for each 1,000 plans."""
    return 1000 * share_of(sums["path_under_way"], sums["path_plans"])


@indicator("Orders in force", "per 1,000 plans")
def path_orders(sums: Records) -> Reals:
    """Tribunals' orders that still bind a plan, for each 1,000 plans."""
    return 1000 * share_of(sums["path_orders"], sums["path_plans"])


@indicator("Knowing one's rights", "share", "higher")
def path_know_how(sums: Records) -> Reals:
    """Mean of what families on the pathway know of their rights and how to use them."""
    return share_of(sums["path_know_how"], sums["path_families"])


@indicator("Requests accepted: better off minus others", "share", "lower")
def path_success_gap(sums: Records) -> Reals:
    """Share of this month's decisions that went for the family, in the half with more resources minus in the other."""
    better = share_of(sums["path_better_off_accepted"], sums["path_better_off_decided"])
    others = share_of(sums["path_worse_off_accepted"], sums["path_worse_off_decided"])
    return better - others
