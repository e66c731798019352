"""Any two ways of working, for Hypothesis: everything that a TwoWays can hold."""

from hypothesis import settings
from hypothesis import strategies as st

from coprod_sim.scenario.parameters import LEVERS
from coprod_sim.scenario.setup.changes import CHANGES, Change, ChangeKind
from coprod_sim.scenario.setup.setup import TwoWays, Way, all_presets

MONTHS = 60
FEWER = settings(max_examples=30, deadline=None)
"""One example makes some dozens of scenarios."""
LEVER_VALUES = st.fixed_dictionaries({}, optional={lever.name: st.floats(lever.low, lever.high) for lever in LEVERS})
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20)
NAMES = st.from_regex(r"own_[a-z]{1,8}", fullmatch=True)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS
CONTENT = st.recursive(
    LEAVES, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(WORDS, inside, max_size=3), max_leaves=5
)
UNKNOWN = st.dictionaries(NAMES, CONTENT, max_size=3)
"""What a later version might write: names that this one does not know."""


def changes_of(kind: ChangeKind) -> st.SearchStrategy[Change]:
    """Any change of one kind."""
    lengths = st.none() | st.integers(1, 2 * MONTHS) if kind.has_length else st.none()
    amounts = st.floats(kind.amount.low, kind.amount.high) | st.just(kind.amount.default)
    return st.builds(
        Change,
        st.sampled_from(("A", "B", "both")),
        st.just(kind.key),
        st.integers(0, MONTHS),
        lengths,
        amounts,
        UNKNOWN,
    )


CHANGE_LISTS = st.lists(st.one_of([changes_of(kind) for kind in CHANGES]), max_size=6)
WAYS = st.builds(Way, st.sampled_from([preset.key for preset in all_presets()]), LEVER_VALUES)
TOWNS = st.fixed_dictionaries(
    {},
    optional={
        "families": st.integers(40, 2_000),
        "start_family_trust": st.floats(0.02, 0.98),
        "reward": st.floats(0, 1),
    },
)
EXTRAS = st.builds(
    lambda top, a, town: top | ({"A": a} if a else {}) | ({"town": town} if town else {}), UNKNOWN, UNKNOWN, UNKNOWN
)
ANY_TWO = st.builds(
    TwoWays,
    a=WAYS,
    b=WAYS,
    changes=CHANGE_LISTS.map(tuple),
    seed=st.integers(1, 1_000_000_000),
    months=st.integers(MONTHS, 2 * MONTHS),
    title=WORDS,
    town=TOWNS,
    modifiers=st.lists(st.sampled_from(["broken_trust", "cuts_in_year_three"]), max_size=2, unique=True).map(tuple),
    view=UNKNOWN,
    extra=EXTRAS,
)
