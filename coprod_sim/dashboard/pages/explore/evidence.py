"""How strong the evidence behind a setting is: said by one rule, from its source and status (scenario/parameters/).

A source that sums up many studies is strong; one study, survey or official figure is some; whatever else is our guess.
Books of ideas, models, guides and rules of law measured nothing, so a setting that rests on them alone is a guess too.
The grade is that of the idea.  How well the number itself is known is said beside it, for few numbers were ever measured.
"""

from typing import Final, Literal

from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.evidence.references import reference
from coprod_sim.scenario.parameters import Parameter

Kind = Literal["review", "study", "idea"]
Grade = Literal["strong", "some", "guess"]

KINDS: Final[dict[str, Kind]] = {
    "adams2017": "study",  # a survey of parents for the Department for Education
    "ahn2013": "idea",  # a model of who takes part
    "arnstein1969": "idea",  # an essay
    "bandura1997": "review",  # a book that sums up some twenty years of studies
    "boddison2021": "study",
    "bovaird2012": "idea",  # a framework with examples
    "cahn2000": "idea",
    "copmodel2021": "idea",  # a guide from practice
    "degroot1974": "idea",  # a theorem
    "dessein2002": "idea",  # a model of delegation
    "dfe2015": "idea",  # a rule of law: it says what shall be, not what is
    "dfe2025": "study",  # official figures
    "dfela2025": "study",  # official figures
    "dunst2009": "review",  # a meta-analysis
    "fehr2013": "study",  # an experiment
    "folger1977": "study",  # an experiment
    "friedkin1999": "study",  # experiments with small groups
    "hirschman1970": "idea",
    "honingh2020": "review",  # a systematic review
    "ibsen2008": "study",  # a trial of individual budgets
    "ipsos2022": "study",  # a survey
    "jakobsen2013": "study",  # an experiment in schools
    "lind1990": "study",  # an experiment
    "lipsky1980": "idea",  # a book on the daily work of officials
    "marsh2022": "study",  # official figures of 25 years
    "moj2024": "study",  # official figures
    "nao2024": "study",  # an audit
    "ostrom1996": "idea",  # an argument with two cases
    "portsmouth2021": "study",  # a survey
    "realpe2010": "idea",  # an overview of what co-production is
    "schilke2015": "study",  # experiments
    "slovic1993": "study",  # a survey
    "suttontrust2025": "study",  # a survey
    "sloper2006": "study",  # a survey of parents in seven services
    "smith2019": "review",  # a meta-analysis
    "stacey2024": "review",  # a systematic review
    "steen2018": "idea",
    "taylor2024": "study",  # a trial, in child protection
    "vandenbos1996": "study",  # experiments
    "vanryzin2011": "study",  # a survey
}
"""What each source of a setting is; one that nobody has judged yet counts as an idea, and a test finds it."""
MOST_NAMED: Final = 2
GRADES: Final[dict[Kind, Grade]] = {"review": "strong", "study": "some", "idea": "guess"}


def grade(declared: Parameter) -> Grade:
    """Give the strength of the evidence behind a setting.

    >>> from coprod_sim.scenario.parameters import BY_NAME
    >>> [grade(BY_NAME[name]) for name in ("support_gain", "appeal_chance", "complementarity", "friction")]
    ['strong', 'some', 'guess', 'guess']
    """
    return GRADES[KINDS.get(declared.source, "idea")] if declared.source else "guess"


def how_known(declared: Parameter) -> str:
    """Say how well the number itself is known."""
    texts = words("explore")["explore"]["known"]
    if not declared.source:
        return str(texts["nobody"])
    idea = KINDS.get(declared.source, "idea") == "idea"
    if declared.role == "lever":
        return str(texts["choice_idea" if idea else "choice"])
    return str(texts["idea" if idea and declared.status == "assumed" else declared.status])


def source(declared: Parameter) -> str:
    """Name the source in short; or say that there is none.

    >>> from coprod_sim.scenario.parameters import BY_NAME
    >>> [source(BY_NAME[name]) for name in ("dialogue", "fade", "review_months", "friction")]
    ['Source: DeGroot 1974', 'Source: Realpe and Wallace 2010', 'Source: Department for Education and Department of Health 2015', 'No source: our guess.']
    """
    texts = words("explore")["explore"]
    if not declared.source:
        return str(texts["no_source"])
    fields = reference(declared.source).fields
    surnames = [author.partition(", ")[0].strip("{} ") for author in fields["author"].split(" and ")]
    short = " and ".join(surnames) if len(surnames) <= MOST_NAMED else f"{surnames[0]} and others"
    return fill(texts["source"], source=f"{short} {fields.get('year', '')}".strip())
