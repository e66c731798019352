"""What the design of the lessons expected to be seen, written before the model could show it, and what the model shows.

The words of each are those of the design.  The model was not changed for any of them: where they disagree, the lesson's text says
what is seen, or other settings were found with which its point can be seen.
Numbers are rounded from docs/claims.md; a test says which sentence to write anew when that document changes.
"""

from typing import Final, Literal, NamedTuple

Verdict = Literal["seen", "partly", "refuted"]


class Hypothesis(NamedTuple):
    """One expectation: its lesson, its words, what became of it, what is seen, and the claims that say so."""

    lesson: str
    words: str
    verdict: Verdict
    seen: str
    claims: tuple[str, ...]


HYPOTHESES: Final = (
    Hypothesis(
        "e1",
        "say is uneven",
        "seen",
        "All families have little say, and after a year one in ten has hardly any: at most 2 of 100. The chart of all families hides it.",
        ("e1.say_is_low", "e1.say_is_uneven"),
    ),
    Hypothesis(
        "e1",
        "links carry trust, size carries say",
        "partly",
        "It is how the picture is drawn, and no finding; but families with more say have more trust. Links show trust in people, which is higher than that of the chart, for it counts the institution, too.",
        ("e1.say_and_trust", "e1.people_and_service"),
    ),
    Hypothesis(
        "e1",
        "find most trusted professional",
        "partly",
        "There is one, but not far ahead, and by the end it is mostly somebody else.",
        ("e1.most_trusted", "e1.most_trusted_changes"),
    ),
    Hypothesis("e2", "later is lower", "seen", "Each later start ends lower in trust.", ("e2.later_is_lower",)),
    Hypothesis(
        "e2",
        "with flattening",
        "refuted",
        "It is the other way round. The third year of waiting costs 1.2 of 100 more trust than the first, for a late start has less time to pay back. Progress is flat at first, and falls later, too.",
        ("e2.third_year", "e2.first_year", "e2.too_late"),
    ),
    Hypothesis(
        "e2",
        "same luck means exact pairs",
        "seen",
        "Before training starts, A and B are the same to the last bit.",
        ("e2.same_before",),
    ),
    Hypothesis(
        "e3",
        "dots clear of zero vs straddling",
        "seen",
        "Presets 1 and 2 differ in the same direction with every luck. Settings a little apart did not straddle in trial runs, for the same luck shows even tiny effects; the same event one month later does.",
        ("e3.clear", "e3.straddles"),
    ),
    Hypothesis(
        "e3",
        "why one demo run proves little",
        "partly",
        "True of the close settings only: for presets 1 and 2 any one pair shows the direction.",
        ("e3.one_run", "e3.clear"),
    ),
    Hypothesis(
        "e3",
        "unpaired needs many more runs",
        "partly",
        "About 103 times as many for the close settings. The large gap in trust between presets 1 and 2 shows without the same luck, too: no town that asks comes near one that decides together.",
        ("e3.many_more", "e3.large_shows"),
    ),
    Hypothesis(
        "e4",
        "no bounce back by removing harm alone",
        "partly",
        "A smaller promise brings trust up by 12 of 100 in a year, and replies without it by less than 0.5. But a year later trust is still 8 below that of a town which never made the promise, and 2 below it at the end.",
        ("e4.less_harm", "e4.replies", "e4.scar"),
    ),
    Hypothesis(
        "e4",
        "a tipping region",
        "refuted",
        "There is none between starts of 10 and 60 of 100: of 40 of 100 between two starts, 16 are left after a year and 4 after five.",
        ("e4.after_a_year", "e4.after_five_years", "e4.no_cliff"),
    ),
    Hypothesis(
        "e5",
        "high workload with no training reverses the ranking",
        "refuted",
        "With half the time for staff, sharing still ends 8 of 100 ahead in trust. What reverses it for trust is a promise twice as large as what may be had, and for young people all power at once with no help.",
        ("e5.not_turned", "e5.half", "e5.all"),
    ),
    Hypothesis(
        "e5",
        "heavy turnover reverses the ranking",
        "refuted",
        "With nearly half of the staff leaving each year, sharing still ends ahead in trust. What is worse at the usual settings is energy of families; young people get on about as well.",
        ("e5.not_turned", "e5.tired", "e5.same_for_young"),
    ),
    Hypothesis(
        "e6",
        "families differ in their say where power is shared; help for all to be heard halves that",
        "seen",
        "Shared choices lift the say of all, and make the gap between those heard least and all others more than twice as wide. Interpreters and support bring it below half of that, and take hardly anything from others; interpreters alone reach those who need one. Young people's own voice leaves the gap as it is.",
        ("e6.widens", "e6.help", "e6.others", "e6.interpreters", "e6.young_gap"),
    ),
    Hypothesis(
        "e7",
        "fewer assessors: waiting grows, refusals do not",
        "seen",
        "With half the assessors some 19 fewer answers come within 20 weeks, and as many are told no as before. Trust of all families hardly moves.",
        ("e7.in_time", "e7.over_year", "e7.not_refused", "e7.hidden"),
    ),
    Hypothesis(
        "e7",
        "information: appeals up",
        "seen",
        "Half as many appeals again, and mostly more plans; but trust in the council ends lower by about 4 of 100.",
        ("e7.appeals", "e7.told", "e7.told_trust"),
    ),
    Hypothesis(
        "e7",
        "support halves the gap in whose requests succeed",
        "seen",
        "It closes it; but no more plans are made, so that what some gain, others lose.",
        ("e7.half", "e7.support", "e7.no_more"),
    ),
    Hypothesis(
        "w1",
        "B's say rises before trust",
        "refuted",
        "Trust goes first: after a year, the part of its gap that is there is larger than that of say by about 13 of 100.",
        ("w1.trust_first", "w1.trust_ahead"),
    ),
    Hypothesis(
        "w1",
        "workload rises early",
        "seen",
        "By about 1 of 100, early and late.",
        ("w1.workload",),
    ),
    Hypothesis(
        "w1",
        "bands overlap in year 1",
        "refuted",
        "By month 12 they are apart, with B above.",
        ("w1.bands",),
    ),
    Hypothesis(
        "w1",
        "some families do better in A",
        "partly",
        "In trust hardly any do, after one year or after five. In energy about two in five do at the end.",
        ("w1.nearly_all", "w1.who_pays"),
    ),
    Hypothesis(
        "w2",
        "sharing without training gives a dip then slow gain",
        "refuted",
        "There is no dip: after a year it is ahead of training first in trust, by about 2 of 100, and after three it is behind. What falls is the energy of families.",
        ("w2.trust_crosses", "w2.tired"),
    ),
    Hypothesis(
        "w2",
        "earlier training shifts the curve, not just the end",
        "seen",
        "Two years in, say is higher by about 1.3 of 100. It is the end that hardly changes: there the gap is less than 0.5.",
        ("w2.shift",),
    ),
    Hypothesis(
        "w2",
        "gains lag",
        "seen",
        "Six months into training skill is up by 8 of 100, and trust by less than 0.1.",
        ("w2.lag", "w2.late_gain"),
    ),
    Hypothesis(
        "w3",
        "attendance rises while say stays flat",
        "partly",
        "With the empty promise, taking part rises at first, by about 3 of 100 in month 3; then it falls, from 70 to below 50 of 100 in three years. Say stays flat all along.",
        ("w3.come_then_go", "w3.say_flat"),
    ),
    Hypothesis(
        "w3",
        "trust rises briefly then falls below start",
        "refuted",
        "Trust falls from the first month. A brief rise can be seen with a day together, from a level that is already low.",
        ("w3.falls_at_once", "w3.day"),
    ),
    Hypothesis(
        "w3",
        "from broken trust, consulting better alone barely moves it",
        "partly",
        "Trust comes back by itself, from 20 to about 40 of 100 in the first year; asking better adds about 7 by the end, and deciding together more than twice as much. Say is what asking better barely moves.",
        ("w3.heals", "w3.ask_better", "w3.share_more"),
    ),
)
