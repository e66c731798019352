"""A parent forum: families of one commissioner who have seats, and a part in setting the standard offer.

The standard offer is what is offered as a matter of course; fixers pull plans towards it, and papers know no more.
A seat goes to any family, or to the most confident; whoever sits long comes to see things as the commissioner does.
A forum reads needs and confidence as this month left them, and writes its seats and its commissioner's standard offer.
First the state, then the month; its equations stand in rules/forum.py.
"""

from coprod_sim.agents.pathway import on_path
from coprod_sim.agents.rules.forum import commissioner_estimate, member_estimate, offer_after, own_word
from coprod_sim.agents.rules.pathway import eased_bar
from coprod_sim.engine.kernel import randomness
from coprod_sim.engine.kernel.compiled import act, loop
from coprod_sim.engine.kernel.state_field import COUNT, NEED_AREAS, UNBOUNDED, Field

SEAT = (
    Field("family", "row", "the family in this seat, or -1 while it is empty", -1, UNBOUNDED, COUNT),
    Field("months", "months", "how long that family has sat there", 0, UNBOUNDED, COUNT),
)
EMPTY = -1


@act
def has_seat(place, row, family):
    """Tell whether a family sits in the forum of commissioner `row`."""
    found = False
    for seat in range(place.seats.shape[1]):
        found = found or place.seats[row, seat].family == family
    return found


@act
def choose_member(place, row, seat, month):
    """Choose who takes an empty seat: any family with chance open_recruitment, else the most confident; nobody twice."""
    first, count = place.area_start[row], place.area_start[row + 1] - place.area_start[row]
    words = randomness.four_words(place.key, row, seat, month, randomness.FORUM_SEAT)
    if randomness.uniform(words[0]) < place.commissioners[row].open_recruitment:
        family = first + int(randomness.uniform(words[1]) * count)
        # From a family drawn at random, the first that has no seat.
        for step in range(count):
            found = first + (family - first + step) % count
            if not has_seat(place, row, found):
                return found
        return EMPTY
    best = EMPTY
    for family in range(first, first + count):
        if has_seat(place, row, family):
            continue
        if best == EMPTY or place.families[family].confidence > place.families[best].confidence:
            best = family
    return best


@act
def fill_seats(place, row, month):
    """Let a month go by in every seat, and fill those that are empty or whose term has ended; without a part in the offer there is no forum."""
    term = int(place.parameters[0].forum_term)
    for seat in range(place.seats.shape[1]):
        held = place.seats[row, seat]
        if place.commissioners[row].forum_share == 0:
            held.family = EMPTY
            held.months = 0
            continue
        held.months += 1
        if held.family == EMPTY or held.months % term == 0:
            before = held.family
            held.family = EMPTY
            held.family = choose_member(place, row, seat, month)
            if held.family != before or before == EMPTY:
                held.months = 0
    word = trust = 0.0
    members = 0
    for seat in range(place.seats.shape[1]):
        if place.seats[row, seat].family != EMPTY:
            word += own_word(place.seats[row, seat].months, place.parameters[0])
            trust += place.families[place.seats[row, seat].family].council_trust
            members += 1
    place.commissioners[row].members_trust = trust / max(1, members)
    # A forum without seats has no word.
    place.commissioners[row].forum_word = place.commissioners[row].forum_share * word / max(1, place.seats.shape[1])


@act
def set_offer(place, row, month):
    """Once in so many months, set the standard offer again, from what the commissioner and the members of the forum say of the need."""
    me, par = place.commissioners[row], place.parameters[0]
    if month % int(par.offer_months) > 0:
        return
    first, last = place.area_start[row], place.area_start[row + 1]
    draws = randomness.four_normals(place.key, row, 0, month, randomness.OFFER)
    for need_area in range(NEED_AREAS):
        need = 0.0
        for family in range(first, last):
            need += place.families[family].need[need_area]
        own = commissioner_estimate(me.standard_offer[need_area], need / (last - first), draws[need_area], par)
        spoken, members = 0.0, 0
        for seat in range(place.seats.shape[1]):
            held = place.seats[row, seat]
            if held.family != EMPTY:
                spoken += member_estimate(place.families[held.family].need[need_area], own, held.months, par)
                members += 1
        me.standard_offer[need_area] = offer_after(own, spoken / members, me.forum_share) if members > 0 else own


@act
def set_criteria(place, row, month):
    """As often as the offer, set how far the forum eases the bars of the pathway, by what its members live with."""
    me, par = place.commissioners[row], place.parameters[0]
    if not on_path(place) or month % int(par.offer_months) > 0:
        return
    unmet, members = 0.0, 0
    for seat in range(place.seats.shape[1]):
        held = place.seats[row, seat]
        if held.family != EMPTY:
            unmet += (1 - place.families[held.family].lived_fit) * own_word(held.months, par)
            members += 1
    me.eased = eased_bar(me.forum_share, unmet / members, par) if members > 0 else 0.0


@act
def forum_month(place, row, month):
    """One month of one commissioner's forum: seats are filled, and now and then the standard offer and the bars are set again."""
    if place.area_start[row + 1] > place.area_start[row]:
        fill_seats(place, row, month)
        set_offer(place, row, month)
        set_criteria(place, row, month)


@loop
def forums_month(place, month, first, last):
    """One month of the forums of commissioners in rows first to last - 1."""
    for row in range(first, last):
        forum_month(place, row, month)
