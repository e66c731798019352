"""Where every number is born: its name, default, range, unit, meaning, source and status.

Nothing else in the project introduces a number of the model.
The TOML reader, the JSON Schema, the reference tables, the sliders and the bounds of sensitivity analyses are made from here.
Status says how well a number is known: *measured* in a study, *estimated* from published figures, *assumed* or fitted here.
Sources are keys of references.bib; an empty source means that nobody has measured it: challenge it.
Beside each source stands what it carries (direction_or_size.py): few carry a size, and where one does not, the size is ours.
The rules that use these numbers stand in agents/, review.py, power.py and daily_life.py.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

Role = Literal["lever", "parameter", "start", "place"]
Status = Literal["measured", "estimated", "assumed"]


class Group(NamedTuple):
    """A TOML table of settings: what it holds, in plain words."""

    role: Role
    table: str
    meaning: str


GROUPS = (
    Group("lever", "levers", "What commissioners can do: actions that people can choose."),
    Group("parameter", "parameters", "How we think the world works: assumptions."),
    Group("start", "start", "How things stand at month 0."),
    Group("place", "place", "The size and shape of the place."),
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the model: everything that anybody may ask about it.

    `low` and `high` are the allowed range (inclusive); `explore` is the narrower range for sensitivity analyses.
    `carries` says what the source carries of it, in words of direction_or_size.py: direction, size, form.
    """

    name: str
    default: float
    low: float
    high: float
    unit: str
    meaning: str
    source: str
    status: Status
    role: Role
    explore: tuple[float, float]
    whole: bool = False
    carries: str = ""

    def fault(self, value: object) -> str | None:
        """Say what is wrong with a value, or None: its kind, whether it is finite, whole and within the range.

        >>> BY_NAME["families"].fault(0)
        'must be a whole number between 1 and 5000000 (families)'
        """
        kind = "a whole number" if self.whole else "a number"
        allowed = f"{kind} between {self.low:.10g} and {self.high:.10g} ({self.unit})"
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"must be {allowed}"
        if not self.low <= value <= self.high or (self.whole and value != int(value)):
            return f"must be {allowed}"
        return None


def lever(name: str, default: float, low: float, high: float, unit: str, meaning: str, source: str = "", carries: str = "") -> Parameter:
    """Declare something that a commissioner can change; the default is consultation as usual."""
    return Parameter(name, default, low, high, unit, meaning, source, "assumed", "lever", (low, high), carries=carries)


def parameter(
    name: str,
    default: float,
    explore: tuple[float, float],
    unit: str,
    meaning: str,
    source: str = "",
    carries: str = "",
    *,
    status: Status = "assumed",
    bounds: tuple[float, float] | None = None,
) -> Parameter:
    """Declare an assumption; `explore` is its plausible range, `bounds` what the equations can bear at all."""
    low, high = bounds or (0.0, max(1.0, 2 * explore[1]))
    return Parameter(name, default, low, high, unit, meaning, source, status, "parameter", explore, carries=carries)


def start(
    name: str,
    default: float,
    low: float,
    high: float,
    unit: str,
    meaning: str,
    source: str = "",
    carries: str = "",
    *,
    status: Status = "assumed",
) -> Parameter:
    """Declare something about month 0."""
    return Parameter(name, default, low, high, unit, meaning, source, status, "start", (low, high), carries=carries)


def size(name: str, default: float, low: float, high: float, unit: str, meaning: str, whole: bool = True) -> Parameter:
    """Declare something about the size or shape of the place."""
    return Parameter(name, default, low, high, unit, meaning, "", "assumed", "place", (low, high), whole)


def spread(name: str, default: float, low: float, high: float, unit: str, meaning: str, status: Status = "measured") -> Parameter:
    """Declare in what the areas of a country differ; it counts only in a place with schools."""
    source, carries = ("dfela2025", "size") if status != "assumed" else ("", "")
    return Parameter(name, default, low, high, unit, meaning, source, status, "place", (low, high), carries=carries)


SHARE = "share"
PER_MONTH = "share per month"
PER_REVIEW = "share per review"

LEVERS = (
    lever("power_ceiling", 0.10, 0, 1, SHARE, "the largest share of a decision that a family may hold: the formal rule", "arnstein1969", "form"),
    lever("promise", 0.20, 0, 1, SHARE, "the say that families are told they have: the label", "boddison2021", "direction"),
    lever("asks", 1.0, 0, 1, "chance per review", "chance that a family is asked for its view at a review", "lind1990", "direction"),
    lever("feedback", 0.0, 0, 1, SHARE, "we said, we did: how far reasons and results are reported back", "copmodel2021", "direction"),
    lever("commissioner_bravery", 0.20, 0, 1, SHARE, "how far leaders champion sharing, before it has proved itself", "copmodel2021", "direction"),
    lever("staff_bravery", 0.0, 0, 1, SHARE, "added to the bravery of each professional", "schilke2015", "direction"),
    lever("training", 0.0, 0, 0.2, PER_MONTH, "training in facilitation: share of what is still to be learnt", "honingh2020", "direction"),
    lever("reflection", 0.0, 0, 0.3, "share of staff time", "protected time to think about one's own practice", "realpe2010", "direction"),
    lever("monitoring", 0.10, 0, 0.6, "share of staff time", "time that staff spend on measuring and reporting", "lipsky1980", "direction"),
    lever("reward", 0.0, 0, 1, SHARE, "how far families' contribution is recognised and paid", "copmodel2021", "direction"),
    lever("young_person_voice", 0.0, 0, 1, SHARE, "how far the young person speaks for themself", "adams2017", "direction"),
    lever("personal_budgets", 0.0, 0, 1, SHARE, "power that goes straight from the commissioner to the family", "ibsen2008", "direction"),
    lever("budget", 0.88, 0.2, 2, "baseline plans per family per month", "money to spend, where 1 is one baseline plan for each family", "nao2024", "direction"),
    lever("embedding", 0.0, 0, 10, "factor", "until it is how you work: divides the fading of skill by 1 + embedding", "copmodel2021", "direction"),
    lever("open_recruitment", 0.2, 0, 1, "chance per seat", "chance that a seat in the forum goes to any family, not to the most confident", "copmodel2021", "direction"),
    lever("forum_share", 0.0, 0, 1, SHARE, "the forum's part in setting the standard offer; 0: there is no forum", "cahn2000", "direction"),
    lever("early_involvement", 1.0, 0, 1, SHARE, "the family's view comes before the draft (1) or after it (0)", "lind1990", "direction"),
)

PARAMETERS = (
    # The review meeting: what each party knows.
    parameter("family_noise", 0.9, (0.4, 1.2), "standard need units", "error of a family's view in each area"),
    parameter("other_area_noise", 1.0, (0.6, 1.4), "standard need units", "error of a professional's view outside the own discipline"),
    parameter("own_area_noise", 0.4, (0.3, 0.8), "standard need units", "error of a professional's view in the own discipline"),
    parameter("commissioner_noise", 0.6, (0.5, 1.3), "standard need units", "error of a commissioner's view"),
    parameter("paper_information", 0.3, (0.1, 0.5), SHARE, "what a commissioner learns of a need from papers alone"),
    parameter("monitoring_information", 0.6, (0.2, 1.0), "share per unit of monitoring", "what monitoring adds to it"),
    parameter("standardising", 0.95, (0.3, 1.0), SHARE, "how far a pure fixer pulls the plan to the standard offer", "lipsky1980", "direction"),
    parameter("unsupported_noise", 2.0, (0.5, 3.0), "factor", "extra error of a family that is not able", bounds=(0, 10)),
    parameter("tired_noise", 1.5, (0.3, 2.0), "factor", "extra error of a professional without energy", "lipsky1980", "direction", bounds=(0, 10)),
    parameter("parent_divergence", 0.2, (0.1, 0.6), "standard need units", "how far a parent's wish differs from the young person's need", "dessein2002", "form"),
    parameter("thrift", 0.5, (0.2, 1.0), SHARE, "how far pressure makes a commissioner see less need"),
    parameter("support_gain", 0.4, (0.3, 0.9), SHARE, "how far a facilitator makes up for missing confidence", "dunst2009", "direction", bounds=(0, 1)),
    # The review meeting: listening and deciding.
    parameter("dialogue", 0.8, (0.6, 1.0), SHARE, "openness of a conversation with full trust both ways", "degroot1974", "form", bounds=(0, 1)),
    parameter("late_listening", 0.6, (0.3, 0.9), SHARE, "listening that is left when the view comes after the draft", "lind1990", "direction", bounds=(0, 1)),
    parameter("release", 0.5, (0.1, 0.5), PER_REVIEW, "share of the wanted power that moves at one review", bounds=(0, 1)),
    parameter("control_premium", 0.2, (0.0, 0.6), SHARE, "how far holding power makes a professional keep it", "fehr2013", "direction", bounds=(0, 1)),
    parameter("retreat", 0.6, (0.0, 1.0), SHARE, "how far pressure lowers the real ceiling", bounds=(0, 1)),
    parameter("returned_to_team", 0.7, (0.4, 1.0), SHARE, "of power taken back from a family, the part that goes to the team", bounds=(0, 1)),
    # The review meeting: what the family and the professional feel afterwards.
    parameter("base_process", 0.25, (0.2, 0.45), SHARE, "fairness of a meeting that is merely decent", "lind1990", "direction", bounds=(0, 0.5)),
    parameter("dignity", 0.25, (0.05, 0.3), SHARE, "fairness of being asked, whatever follows", "lind1990", "direction", bounds=(0, 0.5)),
    parameter("frustration", 1.2, (0.3, 1.5), "fairness per unit of say", "fairness lost when asked, promised, and not heard", "folger1977", "direction", bounds=(0, 10)),
    parameter("process_weight", 0.75, (0.5, 0.75), SHARE, "weight of the process, against the result, in an experience", "vanryzin2011", "direction", bounds=(0, 1)),
    parameter("trust_gain", 0.2, (0.05, 0.3), PER_REVIEW, "how fast trust follows a better experience", "slovic1993", "direction", bounds=(0, 1)),
    parameter("trust_loss", 0.55, (0.15, 0.6), PER_REVIEW, "how fast trust follows a worse experience", "slovic1993", "direction", bounds=(0, 1)),
    parameter("learning_by_sharing", 0.6, (0.1, 0.6), PER_REVIEW, "how fast a professional learns that a family is right", "fehr2013", "direction", bounds=(0, 1)),
    parameter("expectation_adapts", 0.03, (0.03, 0.3), PER_REVIEW, "how fast the expected say follows the real say", "vandenbos1996", "direction", bounds=(0, 1)),
    # Living the month: the young person's progress.
    parameter("need_drift", 0.1, (0.05, 0.2), "standard need units per month", "how fast needs change", bounds=(0, 1)),
    parameter("review_months", 3, (1, 12), "months", "planned time between two reviews", "dfe2015", "form", bounds=(1, 24)),
    parameter("lived_fit_rate", 0.3, (0.1, 0.6), PER_MONTH, "how fast the fit of the plan is felt in daily life", bounds=(0, 1)),
    parameter("effort_base", 0.4, (0.2, 0.6), SHARE, "a family's effort without confidence or say", "ostrom1996", "direction", bounds=(0, 2)),
    parameter("effort_confidence", 0.3, (0.1, 0.5), SHARE, "what confidence adds to it", "dunst2009", "direction", bounds=(0, 2)),
    parameter("effort_voice", 0.3, (0.1, 0.5), SHARE, "what an equal say adds to it", "ostrom1996", "direction", bounds=(0, 2)),
    parameter("effort_floor", 0.02, (0.01, 0.1), SHARE, "least effort of a family, and of a service", bounds=(0.001, 0.5)),
    parameter("home_share", 0.32, (0.15, 0.4), SHARE, "weight of the family's effort in what is produced together", "ostrom1996", "form", bounds=(0, 1)),
    parameter("complementarity", -0.3, (-1.0, 0.5), "exponent", "CES exponent: 1 substitutes, 0 geometric mean, below 0 complements", "ostrom1996", "direction form", bounds=(-50, 1)),
    parameter("service_share", 0.5, (0.3, 0.7), SHARE, "weight of what is done, against starting point, in progress", bounds=(0, 1)),
    parameter("progress_rate", 0.11, (0.04, 0.12), PER_MONTH, "how fast progress follows", "smith2019", "direction", bounds=(0, 1)),
    # Living the month: how the family is.
    parameter("gossip", 0.12, (0.05, 0.3), SHARE, "weight of peers' word in felt trust", "friedkin1999", "form", bounds=(0, 1)),
    parameter("mastery", 0.17, (0.03, 0.3), PER_REVIEW, "confidence from own decisions that turn out well, or badly", "bandura1997", "direction", bounds=(0, 1)),
    parameter("helplessness", 0.1, (0.02, 0.3), PER_REVIEW, "confidence lost when the say falls short of the promise", "bandura1997", "direction", bounds=(0, 1)),
    parameter("vicarious", 0.015, (0.01, 0.06), PER_MONTH, "confidence that follows that of peers", "bandura1997", "direction", bounds=(0, 1)),
    parameter("persuasion", 0.008, (0.0, 0.02), PER_MONTH, "confidence from the encouragement of facilitators", "bandura1997", "direction", bounds=(0, 1)),
    parameter("burden", 0.14, (0.03, 0.15), PER_MONTH, "energy that responsibility takes", "steen2018", "direction", bounds=(0, 1)),
    parameter("duty", 0.1, (0.05, 0.4), SHARE, "responsibility that a family bears without any power", bounds=(0, 2)),
    parameter("burden_reach", 1.5, (1.2, 2.0), "resources", "burden falls in a straight line with resources and would end here", "marsh2022", "direction", bounds=(1, 5)),
    parameter("recovery", 0.1, (0.05, 0.2), PER_MONTH, "how fast a family's energy comes back", bounds=(0, 1)),
    parameter("effort_threshold", 0.2, (0.1, 0.4), SHARE, "trust and say at which half of families stay engaged", "ahn2013", "form"),
    parameter("engagement_rate", 0.1, (0.05, 0.2), PER_MONTH, "how fast engagement follows", bounds=(0, 1)),
    parameter("engagement_slope", 6, (3, 10), "per unit", "how sharply engagement turns on trust and say", "ahn2013", "form", bounds=(0, 50)),
    parameter("engagement_tiredness", 0.3, (0.1, 0.6), SHARE, "how far tiredness keeps families away", "bovaird2012", "direction"),
    # Living the month: disputes.
    parameter("appeal_chance", 0.05, (0.01, 0.15), "chance per month", "chance of a dispute without trust, fit or doubt", "moj2024", "size", status="estimated", bounds=(0, 0.5)),
    parameter("appeal_base", 0.8, (0.5, 1.0), "factor", "readiness to appeal of a family without resources", "marsh2022", "direction size", status="estimated", bounds=(0, 2)),
    parameter("appeal_resources", 0.4, (0.0, 1.0), "factor", "what resources add to it", "marsh2022", "direction size", status="estimated", bounds=(0, 2)),
    parameter("tribunal_noise", 0.5, (0.3, 0.8), "standard need units", "error of a tribunal's plan", "moj2024", "direction", status="assumed"),
    parameter("dispute_loss", 0.15, (0.05, 0.4), SHARE, "trust that a dispute costs", "hirschman1970", "direction", bounds=(0, 1)),
    parameter("dispute_tiredness", 0.2, (0.05, 0.5), SHARE, "energy that a dispute costs a family", bounds=(0, 1)),
    # Professionals.
    parameter("friction", 0.2, (0.05, 0.5), "case-months", "time that distrust costs in each case"),
    parameter("sharing_time", 0.03, (0.03, 0.3), "case-months", "time that sharing a decision costs, half-way to facilitator", "stacey2024", "direction"),
    parameter("sharing_reach", 1.5, (1.2, 2.0), "facilitation", "the time cost of sharing falls with facilitation and would end here", "stacey2024", "direction", bounds=(1, 5)),
    parameter("dispute_time", 1.5, (0.5, 3.0), "case-months", "time that a dispute costs", bounds=(0, 20)),
    parameter("strain", 1.0, (0.5, 3.0), "factor", "how far overload drains a professional", "lipsky1980", "direction", bounds=(0, 20)),
    parameter("staff_energy_rate", 0.2, (0.1, 0.4), PER_MONTH, "how fast staff energy follows the load", bounds=(0, 1)),
    parameter("practice_spread", 0.02, (0.0, 0.05), PER_MONTH, "how fast facilitation follows that of colleagues", bounds=(0, 1)),
    parameter("learning_by_doing", 0.02, (0.0, 0.05), PER_MONTH, "facilitation learnt by sharing decisions", "realpe2010", "direction", bounds=(0, 1)),
    parameter("reflective_learning", 0.15, (0.0, 0.3), "share per month of reflection", "facilitation learnt by reflecting", "realpe2010", "direction", bounds=(0, 2)),
    parameter("fade", 0.01, (0.005, 0.03), PER_MONTH, "how fast facilitation fades without embedding", "realpe2010", "direction", bounds=(0, 1)),
    parameter("turnover", 0.0105, (0.005, 0.015), "chance per month", "chance that a rested professional leaves", "dfe2025", "size", status="estimated", bounds=(0, 0.2)),
    parameter("turnover_strain", 3, (1, 6), "factor", "how far exhaustion raises that chance", bounds=(0, 20)),
    parameter("newcomer_facilitation", 0.6, (0.3, 0.9), SHARE, "highest facilitation of a newcomer (uniform from 0)", bounds=(0, 1)),
    parameter("newcomer_trust", 0.45, (0.2, 0.6), SHARE, "a family's trust in a stranger", "ipsos2022", "size", status="estimated", bounds=(0, 1)),
    parameter("newcomer_professional_trust", 0.4, (0.2, 0.6), SHARE, "a stranger's trust in a family", bounds=(0, 1)),
    # Commissioners.
    parameter("prevention_saving", 0.3, (0.0, 0.5), SHARE, "spending that full progress saves", bounds=(0, 1)),
    parameter("dispute_cost", 6, (2, 12), "baseline plans", "what a dispute costs a commissioner", "moj2024", "direction", status="estimated", bounds=(0, 50)),
    parameter("training_cost", 1.0, (0.5, 2.0), "baseline plans per unit of training", "what training costs for each family"),
    parameter("reward_cost", 0.04, (0.01, 0.1), "baseline plans per unit of reward", "what rewarding families costs for each family"),
    parameter("pressure_rate", 0.1, (0.05, 0.2), PER_MONTH, "how fast pressure follows money and disputes", bounds=(0, 1)),
    parameter("overspend_pressure", 3, (1, 6), "per share overspent", "pressure from spending over budget", bounds=(0, 50)),
    parameter("dispute_pressure", 20, (5, 40), "per dispute per family and month", "pressure from disputes", bounds=(0, 200)),
    # The collective level: the standard offer, forums and conferences.
    parameter("offer_months", 12, (6, 24), "months", "time between two settings of the standard offer", bounds=(1, 240)),
    parameter("offer_sample", 12, (4, 48), "families", "how many families' worth of papers a commissioner's estimate rests on", bounds=(1, 10_000)),
    parameter("forum_term", 24, (12, 36), "months", "how long a family keeps a seat in the forum", bounds=(1, 1_200)),
    parameter("capture", 0.02, (0.0, 0.05), PER_MONTH, "how fast a member of the forum comes to see things as the commissioner does", "cahn2000", "direction", bounds=(0, 1)),
    parameter("conference_facilitation", 0.1, (0.0, 0.2), SHARE, "facilitation learnt at a conference led by parents", "realpe2010", "direction", bounds=(0, 1)),
    parameter("conference_confidence", 0.05, (0.0, 0.1), SHARE, "confidence gained at a conference led by parents", "bandura1997", "direction", bounds=(0, 1)),
    parameter("conference_trust", 0.1, (0.0, 0.2), SHARE, "trust gained between a family and its professionals who meet there", bounds=(0, 1)),
    # The ladder of participation: where one rung ends and the next begins.
    parameter("rung_told", 0.05, (0.02, 0.1), "voice", "below this voice a family was told", "arnstein1969", "form"),
    parameter("rung_asked", 0.15, (0.1, 0.2), "voice", "below this voice it was asked", "arnstein1969", "form"),
    parameter("rung_heard", 0.3, (0.2, 0.4), "voice", "below this voice it was heard", "arnstein1969", "form"),
    parameter("rung_power", 0.25, (0.15, 0.35), "family power", "deciding together needs this much power too", "arnstein1969", "form"),
    parameter("rung_led", 0.6, (0.5, 0.8), "voice", "from this voice on the family leads", "arnstein1969", "form"),
)

STARTS = (
    start("start_family_trust", 0.45, 0.02, 0.98, SHARE, "mean trust of families in their professionals", "ipsos2022", "size", status="estimated"),
    start("start_professional_trust", 0.4, 0.02, 0.98, SHARE, "mean trust of professionals in families"),
    start("start_trust_evenness", 10, 2, 200, "Beta a + b", "how alike people's starting trust is"),
    start("start_family_power", 0.05, 0, 1, SHARE, "a family's share in the decision"),
    start("start_commissioner_power", 0.45, 0, 1, SHARE, "the commissioner's share in the decision"),
    start("start_resources_evenness", 6, 2, 200, "Beta a + b", "how alike families' resources are (mean one half)"),
    start("start_confidence", 0.15, 0, 1, SHARE, "confidence of a family without resources"),
    start("start_confidence_resources", 0.4, 0, 1, SHARE, "what full resources add to confidence", "marsh2022", "direction"),
    start("start_confidence_spread", 0.08, 0, 0.5, "standard deviation", "spread of confidence beside that"),
    start("start_ability", 0.5, 0, 1, SHARE, "mean starting point of young people"),
    start("start_ability_spread", 0.22, 0, 0.5, "standard deviation", "spread of starting points"),
    start("start_progress", 0.2, 0, 0.5, SHARE, "progress beside half of the starting point"),
    start("start_energy", 0.9, 0, 1, SHARE, "energy of families"),
    start("start_engaged", 0.7, 0, 1, SHARE, "engagement of families"),
    start("start_need_spread", 0.7, 0, 2, "standard need units", "spread of needs in every area"),
    start("start_main_need", 1.2, -4, 4, "standard need units", "added in the one area of main need"),
    start("start_plan", 0.4, -1, 2, SHARE, "part of the need that the first plan meets"),
    start("start_bias_spread", 1.0, 0, 4, "standard deviation", "spread of parents' own wishes in every area"),
    start("start_lived_fit", 0.6, 0, 1, SHARE, "how well plans fit daily life at the start"),
    start("start_facilitation", 1 / 3, 0.02, 0.98, SHARE, "mean facilitation of professionals"),
    start("start_facilitation_evenness", 9, 2, 200, "Beta a + b", "how alike professionals' facilitation is"),
    start("start_bravery", 0.25, 0.02, 0.98, SHARE, "mean bravery of professionals"),
    start("start_bravery_evenness", 8, 2, 200, "Beta a + b", "how alike professionals' bravery is"),
    start("start_staff_energy", 0.85, 0, 1, SHARE, "energy of professionals"),
    start("start_capacity", 1.25, 0.2, 5, "case-months per case", "time that a professional has for each case"),
    start("start_capacity_spread", 0.12, 0, 1, "log standard deviation", "spread of that time among professionals"),
)

PLACE = (
    size("families", 300, 1, 5_000_000, "families", "how many families"),
    size("professionals", 30, 1, 500_000, "professionals", "how many front-line professionals"),
    size("commissioners", 3, 1, 10_000, "commissioners", "how many commissioners"),
    size("forum_seats", 8, 0, 5_000, "families", "seats in the forum of each commissioner"),
    size("largest_team", 3, 1, 10, "professionals", "a family has 1 to this many professionals, each as likely"),
    size("peers", 6, 0, 100, "families", "peers of a family before rewiring: an even number"),
    size("peers_rewired", 0.1, 0, 1, SHARE, "share of peer ties that lead anywhere instead of next door", whole=False),
    # A place with schools: a country or a part of it (country.py).  The tenths are those of England's local authorities.
    size("school_families", 0, 0, 100_000, "families", "mean number of families at a school, whose SENCO they share; 0: a place without schools"),
    size("school_spread", 0.6, 0, 2, "log standard deviation", "spread of the sizes of schools", whole=False),
    size("practice_team", 12, 1, 1_000, "professionals", "colleagues who learn from one another, in a place with schools"),
    size("boards", 0, 0, 10_000, "boards", "integrated care boards: part of the other professionals answer to them"),
    size("board_share", 0.65, 0, 1, SHARE, "part of the professionals beside SENCOs who answer to a board, if there are any", whole=False),
    spread("plan_share", 0.332, 0, 1, SHARE, "families with a plan, among all families of children with needs"),
    spread("area_families_low", 0.536, 0.01, 1, "of the median area", "families in an area: a tenth of areas have fewer"),
    spread("area_families_high", 2.46, 1, 100, "of the median area", "families in an area: a tenth of areas have more"),
    spread("poverty_low", 11.0, 0.1, 99.9, "%", "children in poor households: a tenth of areas have fewer"),
    spread("poverty_middle", 18.5, 0.1, 99.9, "%", "children in poor households: half of areas have fewer"),
    spread("poverty_high", 31.6, 0.1, 99.9, "%", "children in poor households: a tenth of areas have more"),
    spread("timeliness_low", 12.6, 0.1, 99.9, "%", "plans made in time: a tenth of areas have fewer"),
    spread("timeliness_middle", 51.9, 0.1, 99.9, "%", "plans made in time: half of areas have fewer"),
    spread("timeliness_high", 95.7, 0.1, 99.9, "%", "plans made in time: a tenth of areas have more"),
    spread("refused_low", 8.8, 0.1, 99.9, "%", "requests refused: a tenth of areas refuse fewer"),
    spread("refused_middle", 23.7, 0.1, 99.9, "%", "requests refused: half of areas refuse fewer"),
    spread("refused_high", 39.5, 0.1, 99.9, "%", "requests refused: a tenth of areas refuse more"),
    spread("resources_by_poverty", 0.3, 0, 2, "logits per 10 %", "how far resources fall with child poverty", "assumed"),
    spread("capacity_by_timeliness", 0.3, 0, 2, "log per 100 %", "how far staff's time rises with timeliness", "assumed"),
    spread("control_by_refusals", 1.5, 0, 5, "log per 100 %", "how far the commissioner's power rises with refusals", "assumed"),
)

DECLARED: tuple[Parameter, ...] = LEVERS + PARAMETERS + STARTS + PLACE
BY_NAME: dict[str, Parameter] = {declared.name: declared for declared in DECLARED}
DEFAULTS: dict[str, float] = {declared.name: declared.default for declared in DECLARED}

REMOVED: dict[str, str] = {
    "start_felt_trust": "felt trust starts where start_family_trust and peers' word hold it. Set start_family_trust.",
}
"""What once was a setting, with what came in its place and what to do; a name stays here for one release."""


def close_name(name: str, known: Iterable[str]) -> str | None:
    """Find the known name that looks most like a misspelt one, if any does; capital letters and hyphens are no difference.

    >>> close_name("trust_gian", BY_NAME), close_name("TRUST-GAIN", BY_NAME)
    ('trust_gain', 'trust_gain')
    """
    plain = "_".join(name.lower().replace("-", " ").split())
    return next(iter(difflib.get_close_matches(plain, list(known), n=1, cutoff=0.6)), None)


def nearest(name: str) -> str | None:
    """Find the setting whose name looks most like a misspelt one, if any does."""
    return close_name(name, BY_NAME)


@cache
def names(role: Role) -> tuple[str, ...]:
    """The names of all numbers with one role, in their order of declaration."""
    return tuple(declared.name for declared in DECLARED if declared.role == role)


def known_names(role: Role) -> tuple[str, ...]:
    """The same with those of a mechanism of one's own, last (own_settings.py)."""
    return tuple(name for name, declared in BY_NAME.items() if declared.role == role)
