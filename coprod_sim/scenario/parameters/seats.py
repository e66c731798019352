"""How we think families' seats work, in the forum and in teams of practice: what counts only where there are such seats.

The levers are forum_share and operational_share; the rules that use these numbers stand in agents/rules/forum.py, professional.py and habits.py.
"""

from coprod_sim.scenario.parameters.declare import PER_MONTH, SHARE, parameter

# A declaration of a few lines is easier to look over than one of ten.
# fmt: off
SEATS = (
    parameter("members_word", default=0.01, explore=(0.0, 0.03), bounds=(0, 1), unit=PER_MONTH, section="together",
      meaning="how fast trust of members of the forum spreads to their peers, where the forum has all of the offer",
      title="What members see", sentence="How far forum members’ trust becomes that of their friends."),
    parameter("seat_weight", default=0.3, explore=(0.1, 0.5), bounds=(0, 1), unit=SHARE, section="together",
      meaning="how much families in a practice team count beside colleagues, where they have all the seats meant for them",
      title="Families beside colleagues", sentence="How much families in a team count beside colleagues."),
    parameter("parent_model", default=1.0, explore=(0.5, 1.0), bounds=(0, 1), unit="facilitation", section="together",
      meaning="the way of working that families in a practice team ask for, where they are fully heard", source="honingh2020", carries="direction",
      title="What families ask of staff", sentence="How far families in a team ask staff to help them choose."),
    parameter("seat_time", default=0.1, explore=(0.0, 0.3), bounds=(0, 5), unit="case-months", section="together",
      meaning="time that a professional spends each month on working with families in the team, at operational_share 1",
      title="Time for seats in teams", sentence="Staff time that families’ seats in a team take."),
    parameter("operational_calm", default=0.02, explore=(0.0, 0.05), bounds=(0, 1), unit="log units per month", section="habits",
      meaning="how fast staff become less ready to say no with families in the team, at a weight of 1",
      title="Seats and caution", sentence="How far families in a team make staff less ready to say no."),
)
"""Counts only where a lever asks for it."""
# fmt: on
