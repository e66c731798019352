"""How we think family-led meetings and key workers work, which count only where a lever asks for them; and when a family was listened to, which moves nothing.

The rules that use these numbers stand in agents/rules/family_led.py, key_worker.py and listened.py.
"""

from coprod_sim.scenario.parameters.declare import SHARE, parameter

# A declaration of a few lines is easier to look over than one of ten.
# fmt: off
MEETINGS = (
    parameter("led_share", default=0.6, explore=(0.4, 0.8), bounds=(0, 1), unit=SHARE, section="deciding",
      meaning="at a family-led meeting a family holds at least this part of the decision",
      title="A family-led meeting", sentence="How much of a choice is a family’s when it leads the meeting."),
    parameter("led_company", default=0.2, explore=(0.0, 0.5), bounds=(0, 1), unit=SHARE, section="knowing",
      meaning="what somebody whom a family brings knows of its young person, as part of what the family knows",
      title="Those whom families bring", sentence="How much those know whom a family brings to its own meeting."),
    parameter("led_answers", default=0.5, explore=(0.0, 1.0), bounds=(0, 1), unit=SHARE, section="feeling",
      meaning="how far those who do not agree at a family-led meeting give reasons",
      title="Answers to a family’s plan", sentence="How far others say why, if they do not agree to a family’s plan."),
    parameter("led_time", default=0.5, explore=(0.2, 1), bounds=(0, 5), unit="case-months", section="staff",
      meaning="staff time that a family-led meeting takes of each of the team, to prepare it",
      title="Time for family-led meetings", sentence="How much time of each of the team it takes to prepare one."),
    parameter("led_tiredness", default=0.05, explore=(0.0, 0.15), bounds=(0, 1), unit=SHARE, section="family",
      meaning="energy that a family-led meeting takes",
      title="Tired by leading", sentence="How much energy it takes a family to lead a meeting."),
    parameter("key_keeps", default=0.5, explore=(0.2, 0.8), bounds=(0, 1), unit=SHARE, section="staff",
      meaning="of what somebody who leaves the team knew of a young person, the part that a key worker passes on",
      title="What key workers keep", sentence="How much a key worker tells new staff of what was known."),
    parameter("key_relief", default=0.2, explore=(0.05, 0.4), bounds=(0, 1), unit=SHARE, section="family",
      meaning="the part of a month's toll on a family's energy that a key worker takes off it",
      source="sloper2006", carries="direction",
      title="Relief by key workers", sentence="How much of what tires a family a key worker takes off it."),
    parameter("key_time", default=0.25, explore=(0.1, 0.5), bounds=(0, 5), unit="case-months", section="staff",
      meaning="staff time that a key worker takes in a month, of all of a family's team together",
      title="Time of key workers", sentence="How much staff time it takes to be a key worker for one family."),
    parameter("listened_from", default=0.1, explore=(0.05, 0.2), bounds=(0, 1), unit=SHARE, section="ladder",
      meaning="a family was listened to if the decision moved this part of the way to what it said",
      title="Listened to", sentence="A family was listened to if a choice moved this far to what it said."),
)
# fmt: on
