"""What a family-led meeting changes in a review: who decides how much, what the family knows, and what it costs.

review_meeting.py holds the meeting; its equations stand in rules/family_led.py.
Where no meeting is family-led, each of these gives what a review is without them, to the bit.
"""

from coprod_sim.agents.rules import family_led
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act


@act
def come_together(place, row, month, chance):
    """Settle whether this review is a family-led meeting; chance: the lever family_led."""
    place.families[row].led = chance > 0 and randomness.chance(place.key, row, 0, month, randomness.FAMILY_LED) < chance


@act
def led_now(place, row):
    """Give 1 where the last review was a family-led meeting, and 0 where it was not."""
    return 1.0 if place.families[row].led else 0.0


@act
def held_now(place, row):
    """Give the family's share in the decision at its last review, with the power that it has now."""
    return family_led.share_held(place.families[row].power, led_now(place, row), place.parameters[0])


@act
def left_now(place, row):
    """Give the part of everybody else's power that counts at this review."""
    return family_led.left_to_others(place.families[row].power, held_now(place, row))


@act
def brought_now(place, row, month):
    """Give what those know whom a family brings: its peers, by their confidence at the start of the month."""
    if not place.families[row].led:
        return 0.0
    confidence = 0.0
    for tie in range(place.peer_start[row], place.peer_start[row + 1]):
        confidence += place.seen[month & 1, place.peers[tie]].confidence
    return family_led.company(confidence, 1.0, place.parameters[0])


@act
def parents_draws(place, row, month, draws):
    """Give the chance part of the parents' view in the four areas, less than drawn where others know the young person, too."""
    brought = brought_now(place, row, month)
    return (
        family_led.narrowed(draws[0], brought),
        family_led.narrowed(draws[1], brought),
        family_led.narrowed(draws[2], brought),
        family_led.narrowed(draws[3], brought),
    )


@act
def preparing_time(place, row):
    """Staff time that a family-led meeting of this month takes of each of the team, as next month's load has it [case-months]."""
    me = place.families[row]
    met = me.led and me.reviewed and me.months_since_review == 0
    return place.parameters[0].led_time if met else 0.0
