"""What each source carries of what it stands beside: which way it goes, how large it is, or the form of an equation.

A source that carries no size leaves the size to us, and then the size is ours: nobody has measured it.
Beside a setting this is declared in scenario/parameters/, beside a pattern in patterns/patterns.py; beside a rule or a file, here.
No simulation is made here, and no other file of the model is needed.
"""

from collections.abc import Mapping
from typing import Final

MEANING: Final[Mapping[str, str]] = {
    "direction": "which way it goes",
    "size": "how large it is, or how long it takes",
    "form": "the form of an equation, a method or a distinction",
    "opposite": "the opposite: it is named because it speaks against us",
}
OURS: Final = "the size is ours"

RULES: Final[Mapping[tuple[str, str], str]] = {
    # By rule, or by file or function where it is no rule, and key.
    ("randomness", "salmon2011"): "form",
    ("philox", "salmon2011"): "form",
    ("normal", "wichura1988"): "form",
    ("small_town", "watts1998"): "form",
    ("country", "watts1998"): "form",
    ("review", "realpe2010"): "form",
    ("able", "dunst2009"): "direction",
    ("hearing", "jakobsen2013"): "direction",
    ("narrowed", "bates1969"): "form",
    ("relieved", "sloper2006"): "direction",
    ("key_time", "sloper2006"): "direction",
    ("included_chance", "adams2017"): "size",
    ("young_share", "fehr2013"): "direction",
    ("both_views", "bates1969"): "form",
    ("young_experience", "lind1990"): "direction",
    ("family_error", "dessein2002"): "form",
    ("routine", "lipsky1980"): "direction",
    ("professional_error", "lipsky1980"): "direction",
    ("asked_in_time", "lind1990"): "direction",
    ("openness", "degroot1974"): "form",
    ("openness", "hidden2012"): "direction",
    ("informed_view", "degroot1974"): "form",
    ("broken_part", "williams2020"): "direction",
    ("credible_say", "vandenbos1996"): "direction",
    ("breach", "folger1977"): "direction",
    ("breach", "devries2012"): "direction",
    ("process", "lind1990"): "direction",
    ("care", "lind1990"): "direction",
    ("care", "ipsos2022"): "direction",
    ("experience", "vanryzin2011"): "direction",
    ("trust_rate", "slovic1993"): "direction",
    ("professional_trust_after", "fehr2013"): "direction",
    ("expected_say_after", "vandenbos1996"): "direction",
    ("confidence_by_review", "bandura1997"): "direction",
    ("real_ceiling", "aghion1997"): "opposite",
    ("professional_willingness", "fehr2013"): "direction",
    ("professional_willingness", "schilke2015"): "direction",
    ("decide", "bates1969"): "form",
    ("delivery_now", "ibsen2008"): "direction",
    ("own_effort", "ostrom1996"): "direction",
    ("joint_effort", "ostrom1996"): "direction form",
    ("joint_effort", "cahn2000"): "direction",
    ("progress_after", "smith2019"): "direction",
    ("reputation_now", "friedkin1999"): "form",
    ("reputation_now", "parsegov2017"): "form",
    ("confidence_by_month", "bandura1997"): "direction",
    ("responsibility", "steen2018"): "direction",
    ("family_energy_after", "steen2018"): "direction",
    ("dispute_chance", "hirschman1970"): "direction",
    ("dispute_chance", "marsh2022"): "direction",
    ("engaged_after", "ahn2013"): "form",
    ("engaged_after", "bovaird2012"): "direction",
    ("case_time", "stacey2024"): "direction",
    ("case_time", "oliver2019"): "direction",
    ("staff_energy_after", "lipsky1980"): "direction",
    ("learning_now", "realpe2010"): "direction",
    ("learning_now", "honingh2020"): "direction",
    ("facilitation_after", "realpe2010"): "direction",
    ("lead_with_families", "honingh2020"): "direction",
    ("levels", "realpe2010"): "form",
    ("pathway", "dfe2015"): "form",
    ("pathway", "dfela2025"): "size",
    ("pathway", "moj2024"): "size",
    ("know_how", "marsh2022"): "direction",
    ("no_at_gate", "suttontrust2025"): "size",
    ("mediating", "dfela2025"): "size",
    ("appeal_wish", "hirschman1970"): "direction",
    ("appeal_wish", "suttontrust2025"): "size",
    ("trust_of_who_appeals", "dfe2015"): "form",
    ("turnover_chance", "dfe2025"): "size",
    ("plan_spending", "stacey2024"): "direction",
    ("member_estimate", "cahn2000"): "direction",
    ("rung", "arnstein1969"): "form",
    ("visible_input", "hpcn2020"): "size",
    ("fully_listened_to", "portsmouth2021"): "size",
    ("gain_in_the_long_run", "smith2019"): "direction",
    ("sequential_abc", "drovandi2011"): "form",
    ("sequential_abc", "delmoral2012"): "form",
    ("sequential_abc", "cotter2013"): "form",
    ("propose", "cotter2013"): "form",
}


def carries_size(carries: str) -> bool:
    """Whether a source carries a size.

    >>> carries_size("direction size"), carries_size("direction")
    (True, False)
    """
    return "size" in carries.split()


def carried(carries: str) -> str:
    """Say what a source carries, in short, and whose the size is.

    >>> carried("direction"), carried("size"), carried("direction form")
    ('direction; the size is ours', 'size', 'direction, form; the size is ours')
    """
    words = ", ".join(carries.split())
    return words if carries_size(carries) else f"{words}; {OURS}"
