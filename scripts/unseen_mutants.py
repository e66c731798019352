"""Which terms can be missing in a rule, an act or a step without anybody being able to tell, and why; mutate_rules.py asks here."""

HOOK = "A hook is empty without a mechanism of one's own; tests/engine/test_mechanism.py sees that each is called."
FIRST = (
    "The ledger is empty when a month begins, and the institution is judged before all else that it tells of a review."
)
NO_DRAW = "No draw is below 0; where the lever is 0, nothing is drawn, which saves time."
TIRED = "Nobody asks how tired a team is on average."
NO_SEATS = "Without seats families count nothing in a team; to look how far they are heard takes time."
NOTHING_DONE = "Where nothing was done, nothing is added; to look for what it was takes time."
TOO_MANY = "Draws that are made for nobody are not read; not to make them saves time."
NO_WORD = "Trust moves by the forum's word, and not at all without one; to look at who hears it takes time."
EQUIVALENT = {
    "judge_institution: me.ledger[BEING_ASKED] += step * being_asked  ->  me.ledger[BEING_ASKED] = step * being_asked": FIRST,
    "judge_institution: me.ledger[HAVING_A_SAY] += step * having_say  ->  me.ledger[HAVING_A_SAY] = step * having_say": FIRST,
    "judge_institution: me.ledger[UNDELIVERED] -= step * missed  ->  me.ledger[UNDELIVERED] = -(step * missed)": FIRST,
    "judge_institution: me.ledger[PROMISE_BROKEN] += step * (fairness - trust - being_asked - having_say + missed)  ->  me.ledger[PROMISE_BROKEN] = step * (fairness - trust - being_asked - having_say + missed)": FIRST,
    "judge_institution: me.ledger[RESULTS] += weight * (1 - par.process_weight) * (outcome - trust)  ->  me.ledger[RESULTS] = weight * (1 - par.process_weight) * (outcome - trust)": FIRST,
    "spend: hooks.before_month(place, row, month)  ->  nothing": HOOK,
    "stay_or_leave: hooks.after_work(place, row, month)  ->  nothing": HOOK,
    "go_to_review: hooks.before_review(place, row, month)  ->  nothing": HOOK,
    "go_to_review: hooks.after_review(place, row, month)  ->  nothing": HOOK,
    "add_up: count_own(place, blocks, tallies, numbers)  ->  nothing": HOOK,
    "close_month: hooks.after_month(place, row, month)  ->  nothing": HOOK,
    "come_together: chance > 0 and randomness.chance(place.key, row, 0, month, randomness.FAMILY_LED) < chance  ->  randomness.chance(place.key, row, 0, month, randomness.FAMILY_LED) < chance": NO_DRAW,
    "come_together: chance > 0  ->  True": NO_DRAW,
    "be_given_key_worker: share > 0 and randomness.chance(place.key, row, 0, life, randomness.KEY_WORKER) < share  ->  randomness.chance(place.key, row, 0, life, randomness.KEY_WORKER) < share": NO_DRAW,
    "be_given_key_worker: share > 0  ->  True": NO_DRAW,
    "feel_trust: commissioner.forum_word > 0 and hears_the_forum(place, row)  ->  hears_the_forum(place, row)": NO_WORD,
    "feel_trust: commissioner.forum_word > 0  ->  True": NO_WORD,
    "lead_in_team: part == 0  ->  False": NO_SEATS,
    "see_team: energy += worker.energy  ->  nothing": TIRED,
    "see_team: energy += worker.energy  ->  energy = worker.energy": TIRED,
    "see_team: energy / size  ->  energy": TIRED,
    "see_team: energy / size  ->  1.0 / size": TIRED,
    "judge_key_person: family.reviewed and family.months_since_review == 0  ->  family.months_since_review == 0": (
        "Months are counted before the review, so that none is left at the end of a month says that one was held."
    ),
    "count_hearing: VOICE_CELLS - 1  ->  -1": "Cell -1 is the last one, counted from the end.",
    "count_path: me.step > 0  ->  True": NOTHING_DONE,
    "count_path: me.move > 0  ->  True": NOTHING_DONE,
    "count_step: me.step in (PLANNED, ENDED_WITHOUT)  ->  True": (
        "How long an assessment took is told in the month of its end, and is 0 in all others."
    ),
    "draw_together: if not on_path(place)  ->  if True": (
        "On the pathway nobody reads the draw of a dispute; not to make it saves time."
    ),
    "draw_for_reviews: min(width, (count + VECTOR - 1) // VECTOR * VECTOR)  ->  width": TOO_MANY,
    "draw_for_reviews: (count + VECTOR - 1) // VECTOR  ->  count + VECTOR - 1": TOO_MANY,
    "draw_for_reviews: (count + VECTOR - 1) // VECTOR  ->  VECTOR": TOO_MANY,
    "draw_for_reviews: count + VECTOR - 1  ->  count + VECTOR": TOO_MANY,
    "draws_of_member: seat < SEATS  ->  False": "Draws are the same whether they are made beforehand or in the meeting.",
    "preparing_time: me.led and me.reviewed and (me.months_since_review == 0)  ->  me.led and me.months_since_review == 0": (
        "Who has led a meeting has had a review."
    ),
    "path_time: time += par.assessment_time  ->  time = par.assessment_time": "Nobody is at two stages.",
    "path_time: time + par.appeal_time  ->  par.appeal_time": "Who waits for a hearing neither asks nor is assessed.",
    "go_to_hearing: me.ground, me.hearing_in, me.move = (NO_GROUND, 0, LOST)  ->  me.ground, me.move = (NO_GROUND, LOST)": (
        "A hearing is held when no month is left to it."
    ),
    "relocate_power: gap < 0  ->  True": "A gap of 0 loses 0.",
    "confidence_by_review: min(1.0, max(0.0, confidence + change))  ->  max(0.0, confidence + change)": (
        "mastery and voice are at most 1, so confidence moves no further up than to the fit; the limit is for rounding."
    ),
    "confidence_by_month: max(0.0, confidence + change)  ->  confidence + change": (
        "Nobody unlearns: the change is 0 or more, and the limit is for rounding."
    ),
}
"""Mutants that nobody could tell from the rule, as they are printed, and the reason."""
