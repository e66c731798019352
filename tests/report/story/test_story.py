"""A family's story: true to the run, plain, and about people who do not exist."""

import re

import numpy as np
import pytest

from coprod_sim.agents.review_meeting import CAUSES
from coprod_sim.engine.state import YOUNG_PERSON_TYPE
from coprod_sim.errors import ScenarioError
from coprod_sim.place.simulate import begun
from coprod_sim.report.comparison.bars import CAUSE_WORDS as BAR_WORDS
from coprod_sim.report.story.story import HIGHLIGHTS, TREES, Story, family_name, story
from coprod_sim.report.story.text import CAUSE_WORDS, main_cause, nearer, trust_alone, years_old
from coprod_sim.report.story.trace import Life, watch
from coprod_sim.scenario.scenario import Event, Scenario, load_scenario
from coprod_sim.study.run import run
from tests.sizes import small_scenarios

PLACE = {"families": 24, "professionals": 6}
STORMY = {**PLACE, "appeal_chance": 0.5, "turnover": 0.1}


def small(name: str, **changes: float) -> Scenario:
    """Give a scenario in a small place."""
    return load_scenario(name, {**PLACE, **changes})


@pytest.fixture(scope="module")
def stormy() -> Story:
    """A story in which everything happens: disputes, new workers, late reviews and events."""
    events = [
        Event(5, "set", lever="training", to=0.05),
        Event(5, "promise", to=0.6),
        Event(8, "budget_cut", amount=0.3),
        Event(9, "staff_leave", amount=1),
        Event(10, "caseload_rise", amount=0.5),
        Event(12, "ramp", lever="reward", to=0.5, until=20),
        Event(22, "recentralise"),
        Event(22, "set", who=2, lever="asks", to=0.5),
    ]
    scenario = load_scenario("power_sharing", STORMY).changed(events=events)
    stories = [story(scenario, family, months=30) for family in range(8)]  # of the first commissioner
    return next(one for one in stories if {"dispute", "new worker"} <= {event.kind for event in one.events})


def test_story_is_true_to_the_run() -> None:
    """The means over the traces of all families are the indicators of the run, month by month."""
    scenario = small("power_sharing")
    traces = [story(scenario, family, months=8, seed=3).trace for family in range(24)]
    series = run(scenario, months=8, seed=3).series
    for column, indicator in (
        ("felt_trust", "felt_trust"),
        ("progress", "progress"),
        ("power", "family_power"),
        ("fit", "fit"),
    ):
        assert np.mean([trace[column] for trace in traces], axis=0) == pytest.approx(series[indicator], abs=1e-12)


def test_watching_changes_nothing() -> None:
    """After a story the family stands where a run without a story leaves it, to the bit."""
    scenario = small("handed_over")
    simulation = begun(scenario, 5)
    simulation.advance(12)
    assert story(scenario, 7, seed=5, months=12).life.family[-1].tobytes() == simulation.place.families[7].tobytes()


def test_powers_and_ledger_add_up(stormy: Story) -> None:
    """In every month the powers in a trace add up to 1, and the ledger to the change of felt trust."""
    trace = stormy.trace
    assert (trace["power"] + trace["commissioner_power"] + trace["team_power"]).to_numpy() == pytest.approx(
        1, abs=1e-12
    )
    parts = sum(trace[f"trust_from_{cause}"] for cause in CAUSES)
    assert np.asarray(parts)[1:] == pytest.approx(np.diff(trace["felt_trust"]), abs=1e-12)


def test_everything_is_told(stormy: Story) -> None:
    """Each review, dispute and new worker of the trace is an event of its month, and nothing else is."""
    trace = stormy.trace
    months = {
        kind: [event.month for event in stormy.events if event.kind == kind]
        for kind in ("review", "dispute", "new worker")
    }
    assert months["review"] == trace["month"][trace["review"]].tolist()
    assert months["dispute"] == trace["month"][trace["in_dispute"] == 1].tolist()
    assert months["new worker"] == trace["month"][trace["new_workers"] > 0].tolist()
    assert stormy.events[0].kind == "beginning"
    assert stormy.events[-1].kind == "ending"


def test_scenario_events_are_told(stormy: Story) -> None:
    """What the scenario does is told in the months in which it does it, and what it does to others is not."""
    changes = {event.month: event.text for event in stormy.events if event.kind == "change"}
    assert sorted(changes) == [5, 8, 9, 10, 12, 22]
    assert "training goes from 0.03 to 0.05" in changes[5]
    assert "promised a say of 60 of 100" in changes[5]
    assert "cut by 30 %" in changes[8]
    assert "by month 20" in changes[12]
    assert "asks" not in changes[22]


def test_every_number_is_in_the_event(stormy: Story) -> None:
    """Every number in a sentence stands in the event's numbers, as it is or as so many of 100."""
    for event in stormy.events:
        known = {100.0, 12.0} | set(event.numbers.values()) | {round(100 * value) for value in event.numbers.values()}
        known |= {float(f"{value:{digits}}") for value in event.numbers.values() for digits in (".3g", ".2f")}
        numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", event.text)]
        assert all(any(number == pytest.approx(value) for value in known) for number in numbers), event


def test_reviews_say_what_happened() -> None:
    """A review tells whether the family was asked, its voice, its power and its trust, with the cause of the change."""
    found = story(small("not_asked"), 3, months=12)
    first = next(event for event in found.events if event.kind == "review")
    assert "The family was not asked; its view weighed" in first.text
    assert first.numbers["asked"] == 0
    row = found.trace.loc[first.month]
    assert first.numbers["voice"] == row["voice"]
    assert first.numbers["trust"] == row["felt_trust"]
    assert re.search(r"Trust (stayed at|(rose|fell) from \d+ to) \d+ of 100", first.text)


def test_late_reviews_are_called_late() -> None:
    """A review is late by as many months as it came after the planned time; with few staff all are."""
    found = story(small("consultation_only", start_capacity=0.6), 3, months=24)
    late = [event for event in found.events if event.kind == "review" and event.numbers["months_late"] > 0]
    assert late
    assert all(re.match(r"Review, \d+ months? late\. ", event.text) for event in late)
    gaps = np.diff([event.month for event in found.events if event.kind == "review"])
    assert late[-1].numbers["months_late"] == gaps[-1] - 3  # three months are the planned time


def test_the_cause_is_the_largest_in_the_ledger() -> None:
    """Why trust fell is the ledger's largest loss: for a label without power, a promise that was not kept."""
    found = story(small("invited_not_deciding"), 2, months=9)
    fell = [event for event in found.events if event.kind == "review" and "Trust fell" in event.text]
    assert fell
    for event in fell:
        row = found.trace.loc[event.month]
        cause = min(CAUSES, key=lambda cause: row[f"trust_from_{cause}"])
        assert ("promised more say" in event.text) is (cause == "promise_broken")


def test_every_cause_has_words() -> None:
    """The words for causes are those of the ledger, in its order: none is missing, and none is left of an older one."""
    assert tuple(CAUSE_WORDS) == CAUSES
    assert tuple(BAR_WORDS) == CAUSES


def first_month(before: float, now: float) -> Life:
    """Give a family's first month without a review, in which its felt trust moved as told."""
    life = watch(begun(small("consultation_only"), 1), 3, 1)
    life.family["felt_trust"] = before, now
    return life


@pytest.mark.parametrize(
    ("now", "words"), [(0.55, "as the family came to know its team"), (0.35, "first meetings went badly")]
)
def test_first_meetings_are_told_as_they_went(now: float, words: str) -> None:
    """In the first month, where trust rises the family came to know its team, and where it falls first meetings went badly."""
    (event,) = trust_alone(first_month(0.45, now), 1)
    assert event.text.endswith(f"{words}.")
    assert ("came to know" in event.text) is ("Trust rose" in event.text)


def test_peers_word_is_no_cause_in_the_first_month() -> None:
    """In the first month the ledger's peers' word holds the difference to everybody's start too: another cause is named then."""
    now = first_month(0.45, 0.55).family[1]
    now["ledger"] = 0.0
    now["ledger"][CAUSES.index("peers_word")], now["ledger"][CAUSES.index("results")] = 0.06, 0.04
    assert main_cause(now, 0.1, first=True) == ", mostly because the plan worked in daily life"
    assert main_cause(now, 0.1, first=False) == ", mostly because other families spoke well of the service"


def test_an_order_binds_the_plan() -> None:
    """A dispute says for how long its order binds, and each review in that time that the plan stays; no other does."""
    stories = [
        story(small("consultation_only", appeal_chance=0.5, order_binds=12), family, months=40) for family in range(6)
    ]
    told = 0
    for found in stories:
        for event in found.events:
            if event.kind == "dispute":
                assert event.numbers["order_months"] == 12
                assert "for 12 months, no review may change it" in event.text
            if event.kind == "review":
                bound = found.trace["order_months"][event.month - 1] > 0
                assert ("order still binds the plan" in event.text) is bool(bound)
                told += bool(bound)
    assert told


def test_what_a_worker_knew_goes_with_them(stormy: Story) -> None:
    """A new worker's event says how much was known of the child by whoever left, and who comes knows nothing of it."""
    left = [event for event in stormy.events if event.kind == "new worker"]
    for event in left:
        posts = stormy.life.newcomers[event.month] > 0
        assert event.numbers["left"] == posts.sum()
        assert event.numbers["known"] == stormy.life.casework[event.month - 1]["knowledge"][posts].max()
        assert f"What they knew of the child, {100 * event.numbers['known']:.0f} of 100, is lost" in event.text
        reviewed = stormy.trace["review"][event.month]
        assert reviewed or (stormy.life.casework[event.month]["knowledge"][posts] == 0).all()
    assert left


def test_a_plan_that_does_not_come_is_told() -> None:
    """Where less than half of what a plan holds comes, that is said in the month in which it begins."""
    found = story(small("consultation_only", budget=0.4), 2, months=36)
    months = [event.month for event in found.events if "Too little of the plan comes" in event.text]
    delivery = found.trace["delivery"]
    assert months == [month for month in range(1, 37) if delivery[month - 1] >= 0.5 > delivery[month]]
    assert months


def test_a_review_says_whose_view_was_nearer() -> None:
    """Errors are those of the last review, over all four areas: three outside each worker's field, and one in it."""
    found = story(small("consultation_only"), 3, months=12)
    (first, *_) = [event for event in found.events if event.kind == "review"]
    row = found.life.family[first.month]
    staff = (3 * row["staff_view_error"] + row["staff_field_error"]) / 4
    assert first.numbers["family_view_error"] == pytest.approx(row["family_view_error"] ** 0.5)
    assert first.numbers["staff_view_error"] == pytest.approx(staff**0.5)
    assert [nearer({"family_view_error": own, "staff_view_error": 0.5}) for own in (0.39, 0.41, 0.62, 0.63)] == [
        "family", "", "", "staff",
    ]  # fmt: skip


def test_a_review_says_what_the_young_person_had_of_it() -> None:
    """Who was there spoke, and the review has the weight of their own view; of who was not that is said, and nobody is asked in `not_asked`."""
    found = story(small("young_people_too"), 3, months=24)
    reviews = [event for event in found.events if event.kind == "review"]
    rows = found.trace.loc[[event.month for event in reviews]]
    assert [event.numbers["included"] for event in reviews] == rows["young_included"].tolist()
    assert [event.numbers["young_say"] for event in reviews] == rows["young_say"].tolist()
    spoke = [f"their own view weighed {100 * event.numbers['young_say']:.0f} of 100" in event.text for event in reviews]
    assert spoke == rows["young_included"].astype(bool).tolist()
    assert [("The young person had no part in it" in event.text) for event in reviews] == [not each for each in spoke]
    assert any(spoke)
    silent = story(small("not_asked"), 3, months=24)
    assert all("had no part in it" in event.text for event in silent.events if event.kind == "review")


def test_who_leaves_and_who_comes_is_told() -> None:
    """At 15, here, a young person leaves; the month tells of the family that comes and of nothing else, and the end looks back to it alone."""
    ages = begun(small("power_sharing"), 1).place.young_people["age"]
    family = int(np.flatnonzero((ages > 150) & (ages < 180))[0])
    found = story(small("power_sharing", leave_age=15), family, months=40)
    lives = found.life.young_person["life"]
    months = [month for month in range(1, 41) if lives[month] > lives[month - 1]]
    came = [event for event in found.events if event.kind == "new family"]
    assert [event.month for event in came] == months
    assert [event.month for event in found.events if event.month in months] == months
    assert found.life.last_came == months[-1]
    for event in came:
        age = found.trace["young_age"][event.month]
        assert "The young person left at 15, and another family came" in event.text
        assert f"its young person is {age // 12} years old" in event.text
        assert 2 <= age // 12 < 10
    ending = found.events[-1]
    assert ending.numbers["felt_trust_before"] == found.trace["felt_trust"][months[-1]]
    assert "when it came" in ending.text
    stays = story(small("power_sharing", leave_age=1000), family, months=40)
    assert not [event for event in stays.events if event.kind == "new family"]
    assert "when it came" not in stays.events[-1].text


def test_ages_are_said_as_people_say_them() -> None:
    """In whole years, and a baby is less than a year old."""
    young = np.zeros(4, YOUNG_PERSON_TYPE)
    young["age"] = 11, 12, 23, 24
    assert [years_old(one) for one in young] == ["less than a year old", "1 year old", "1 year old", "2 years old"]


def test_both_trusts_are_told(stormy: Story) -> None:
    """Beginning and end name trust in the people and trust in the council, as the trace has them."""
    for event in (stormy.events[0], stormy.events[-1]):
        row = stormy.trace.loc[event.month]
        assert event.numbers["people_trust"] == pytest.approx(row["family_trust"])
        assert event.numbers["council_trust"] == row["council_trust"]
        people, council = (f"{100 * row[name]:.0f}" for name in ("family_trust", "council_trust"))
        assert f"that in the people {people}, that in the council {council}" in event.text


def test_worn_out_families_are_told() -> None:
    """A family whose energy falls below half is said to be worn out, in the month in which that happens."""
    found = story(small("handed_over", burden=0.8), 2, months=24)
    months = [event.month for event in found.events if "worn out" in event.text]
    energy = found.trace["energy"]
    assert months == [month for month in range(1, 25) if energy[month - 1] >= 0.5 > energy[month]]
    assert months


@pytest.mark.parametrize("scenario", small_scenarios(), ids=lambda scenario: scenario.name)
def test_stories_are_plain(scenario: Scenario) -> None:
    """No story quotes anybody or says what is nobody's business, and each sentence ends as a sentence."""
    areas = scenario.values()["school_families"] > 0
    found = story(scenario if areas else scenario.changed(PLACE), 5, months=14)
    text = " ".join(event.text for event in found.events)
    assert not re.search('["\u201c\u201d]|autis|adhd|disorder|diagnos|ethnic|benefit', text, re.IGNORECASE)
    assert all(event.text.endswith(".") for event in found.events)
    assert found.name.startswith("Family ")


def test_names_are_trees_and_never_shared() -> None:
    """Every family has a name of its own; the first forty need no number."""
    names = [family_name(family) for family in range(300)]
    assert len(set(names)) == 300
    assert not any(re.search(r"\d", name) for name in names[: len(TREES.split())])


def test_both_worlds_and_the_family_that_changed_most() -> None:
    """Without a number, the family is the one whose progress differs most at the end; both worlds tell of it."""
    a, b = small("consultation_only"), small("power_sharing")
    found = story(a, None, against=b, months=18)
    assert found.against is not None
    assert found.against.family == found.family
    ends = []
    for scenario in (a, b):
        simulation = begun(scenario, 1)
        simulation.advance(18)
        ends.append(simulation.place.families["progress"].copy())
    assert found.family == int(np.abs(ends[1] - ends[0]).argmax())
    assert found.to_dict()["against"]["events"][-1]["numbers"]["progress"] == ends[1][found.family]


def test_highlights_keep_what_matters(stormy: Story) -> None:
    """Highlights leave out reviews only, keep the first one, and are in order."""
    kept = stormy.highlights()
    left_out = [event for event in stormy.events if event not in kept]
    assert {event.kind for event in left_out} <= {"review"}
    assert [event.month for event in kept] == sorted(event.month for event in kept)
    calm = story(small("consultation_only"), 4)
    assert len(calm.highlights()) <= max(HIGHLIGHTS, sum(event.kind != "review" for event in calm.events) + 1)
    assert next(event for event in calm.events if event.kind == "review") in calm.highlights()


def test_what_cannot_be_told() -> None:
    """A family that is not there, different people in two worlds, and nobody to pick from are refused."""
    with pytest.raises(ScenarioError, match="between 0 and 23"):
        story(small("not_asked"), 24)
    with pytest.raises(ScenarioError, match="must be the same people"):
        story(small("not_asked"), 1, against="power_sharing")
    with pytest.raises(ScenarioError, match="another scenario"):
        story(small("not_asked"), None)
