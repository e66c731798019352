"""How we think areas keep their habits, in a place that has them.

The rules that use these numbers stand in agents/rules/habits.py.
"""

from coprod_sim.scenario.parameters.declare import SHARE, parameter

# A declaration of a few lines is easier to look over than one of ten.
# fmt: off
HABITS = (
    parameter("habit_year", default=0.90, explore=(0.85, 0.95), bounds=(0, 1), unit="correlation", section="habits",
      meaning="how much of the caution of an area's heads is kept from year to year", source="dfela2025", carries="direction",
      title="Heads keep their ways", sentence="How far an area’s heads are like themselves a year later."),
    parameter("habit_spread", default=0.48, explore=(0.25, 0.5), bounds=(0, 5), unit="log units", section="habits",
      meaning="how far the heads of areas differ in caution",
      title="How heads differ", sentence="How far the heads of areas differ in saying no."),
    parameter("habit_within", default=0.3, explore=(0.1, 0.5), bounds=(0, 5), unit="log units", section="habits",
      meaning="how far staff of one area differ in caution",
      title="How staff differ", sentence="How far staff of one area differ in saying no."),
    parameter("year_luck", default=0.15, explore=(0, 0.25), bounds=(0, 5), unit="log units", section="habits",
      meaning="how far an area's practice differs from one year to the next",
      title="Good and bad years", sentence="How far a year differs from the next in one area."),
    parameter("gate_year", default=0.65, explore=(0.5, 0.8), bounds=(0, 1), unit="correlation", section="habits",
      meaning="how much of an area's bar for requests is kept from year to year", source="dfela2025", carries="size", status="estimated",
      title="Gates keep their height", sentence="How far an area’s bar is like itself a year later."),
    parameter("gate_spread", default=0.75, explore=(0.6, 0.9), bounds=(0, 5), unit="log-odds", section="habits",
      meaning="how far the bars of areas differ", source="dfela2025", carries="size", status="measured",
      title="How gates differ", sentence="How far areas differ in how often they refuse."),
    parameter("pace_year", default=0.63, explore=(0.53, 0.70), bounds=(0, 1), unit="correlation", section="habits",
      meaning="how much of the pace of an area's assessors is kept from year to year", source="dfela2025", carries="size", status="estimated",
      title="Assessors keep their pace", sentence="How far an area’s pace is like itself a year later."),
    parameter("pace_spread", default=0.40, explore=(0.3, 0.5), bounds=(0, 5), unit="log units", section="habits",
      meaning="how far areas differ in the pace of their assessors", source="dfela2025", carries="size", status="estimated",
      title="How pace differs", sentence="How far areas differ in how fast they assess."),
    parameter("spill", default=0.5, explore=(0, 1), bounds=(0, 3), unit="log per log", section="habits",
      meaning="how much of what is known of an area's gates is habit",
      title="Gates and habits", sentence="How far an area that often says no at the gate does so at all."),
    parameter("gate_culture", default=0.5, explore=(0, 1), bounds=(0, 5), unit="log-odds per log", section="habits",
      meaning="how much caution raises the bar",
      title="Caution at the gate", sentence="How far caution makes staff say no at the gate."),
    parameter("conform", default=0.05, explore=(0.02, 0.1), bounds=(0, 1), unit="share per month", section="habits",
      meaning="how fast staff take after heads and colleagues",
      title="Fitting in", sentence="How fast staff become like those around them."),
    parameter("caution_training", default=1.0, explore=(0, 2), bounds=(0, 5), unit="factor", section="habits",
      meaning="how far training wears caution down",
      title="Training and caution", sentence="How far training makes staff less ready to say no."),
    parameter("conference_calm", default=0.1, explore=(0.0, 0.3), bounds=(0, 1), unit=SHARE, section="habits",
      meaning="how much of their caution heads lose at a conference led by parents",
      title="Heads at a day together", sentence="How far heads say no less after a day led by parents."),
    parameter("hired_alike", default=0.67, explore=(0.4, 0.9), bounds=(0, 1), unit=SHARE, section="habits",
      meaning="how far newcomers are like those who hire them",
      title="Hiring one’s like", sentence="How far new staff are like the staff who choose them."),
)
# fmt: on
