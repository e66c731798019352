"""A file and a link bring back what was put into them; what is wrong in them is mended on the page, and told elsewhere."""

import base64
import json
import time
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_sim.errors import ScenarioError
from coprod_sim.scenario.parameters import LEVERS
from coprod_sim.scenario.setup.changes import CHANGES, Change, new_change
from coprod_sim.scenario.setup.file_and_link import from_file, from_link, to_file, to_link
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.scenario.setup.any_two import ANY_TWO, CONTENT, FEWER

NO_FILE = "This file could not be read, so the page shows its usual start."
NO_LINK = "This link could not be read, so the page shows its usual start."
TOP = ["title", "months", "luck", "town", "modifiers", "A", "B", "changes", "view"]
HEAD = {"schema": "coprod-scenario/1"}


def file_of(**tables: object) -> str:
    """The text of a file with these tables."""
    return json.dumps(HEAD | tables)


def link_of(text: str | bytes) -> str:
    """A link with this text in it."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    small = squeezer.compress(text.encode() if isinstance(text, str) else text) + squeezer.flush()
    return base64.urlsafe_b64encode(small).decode().rstrip("=")


@FEWER
@given(ANY_TWO)
def test_a_file_brings_back_everything(two: TwoWays) -> None:
    """Whatever it holds, in either manner of reading, with the same hash."""
    for strict in (False, True):
        again, _ = from_file(to_file(without_unknown_settings(two) if strict else two), strict=strict)
        assert again == (without_unknown_settings(two) if strict else two)
        assert again.hash == two.hash


@FEWER
@given(ANY_TWO)
def test_a_link_brings_back_everything(two: TwoWays) -> None:
    """Whatever it holds, unless it is too long for a link."""
    link = to_link(two)
    again, _ = from_link(link)
    assert again == two
    assert again.hash == two.hash
    assert to_link(again) == link


def without_unknown_settings(two: TwoWays) -> TwoWays:
    """The same without settings that are not known, which are faults in a strict reading."""
    return replace(two, extra={key: value for key, value in two.extra.items() if key != "town"})


def test_the_usual_start_needs_no_link() -> None:
    """A link without anything is the usual start, and so is a file that says nothing."""
    assert to_link(TwoWays()) == ""
    assert from_link("") == (TwoWays(), [])
    assert from_file(file_of()) == (TwoWays(), [])


def test_a_file_looks_as_people_expect() -> None:
    """The keys come in the order of the story, whole numbers without a point, and the version last."""
    two = TwoWays(title="Mine", town={"families": 200}, changes=(Change("B", "train_staff", 12, 21, 0.03),))
    tables = json.loads(to_file(two))
    assert list(tables) == ["schema", *TOP, "made_with"]
    assert tables["changes"] == [{"who": "B", "do": "train_staff", "start": 12, "length": 21, "amount": 0.03}]
    assert '"families": 200\n' in to_file(two)
    assert tables["A"] == {"preset": "consultation_only", "set": {}}


def test_usual_lengths_and_amounts_may_be_left_out() -> None:
    """A change without length and amount has the usual ones of its kind; null is to the end."""
    two, notes = from_file(file_of(changes=[{"who": "B", "do": "train_staff", "start": 0}]), strict=True)
    assert (two.changes, notes) == ((new_change("B", "train_staff", 1),), [])
    two, _ = from_file(file_of(changes=[{"who": "B", "do": "train_staff", "start": 3, "length": None}]))
    assert two.changes[0].length is None


def test_links_are_short() -> None:
    """Ten changes and ten settings, none of them usual, stay well under 1,500 characters."""
    settings = {lever.name: lever.low + 0.123 * (lever.high - lever.low) for lever in LEVERS[:10]}
    changes = [
        Change("B", kind.key, 3 * number + 1, 7 + number if kind.has_length else None, 0.0123 * (number + 1))
        for number, kind in enumerate(CHANGES[:10])
    ]
    two = TwoWays(a=Way("share_first_no_training", settings), changes=tuple(changes), title="Ten of each", seed=7)
    assert len(to_link(two)) < 800


LENIENT = [
    ({"town": {"families": 5001}}, "Families must be between 1 and 2000. We used 2000.", "town", {"families": 2000}),
    (
        {"town": {"families": 99.5}},
        "Families must be a whole number between 1 and 2000. We used 100.",
        "town",
        {"families": 100},
    ),
    ({"town": {"families": "ten"}}, "Families must be a number. We used the usual one.", "town", {}),
    (
        {"town": {"families": 5}},
        "Peers must fit the other sizes of the town. We used 4.",
        "town",
        {"families": 5, "peers": 4},
    ),
    ({"town": {"reward": 10**200}}, "Reward must be between 0 and 1. We used 1.", "town", {"reward": 1}),
    ({"town": 3}, "Town could not be read. We left it out.", "town", {}),
    (
        {"town": {"start_family_power": 0.9}},
        "These do not fit together, so we left them out: start family power.",
        "town",
        {},
    ),
    ({"luck": -3}, "Luck must be between 1 and 1000000000. We used 1.", "seed", 1),
    ({"months": 9999}, "Months must be between 1 and 240. We used 240.", "months", 240),
    ({"title": "\0"}, "The title could not be read. We left it out.", "title", ""),
    ({"modifiers": ["englund"]}, 'There is nothing called "englund". We left it out.', "modifiers", ()),
    ({"modifiers": ["england"]}, "England is too large for this page. We left it out.", "modifiers", ()),
    ({"modifiers": {}}, "The modifiers could not be read. We left them out.", "modifiers", ()),
    (
        {"A": {"preset": "mine.toml"}},
        'There is no way of working called "mine.toml". We used "consultation_only".',
        "a",
        Way("consultation_only"),
    ),
    (
        {"B": {"set": {"families": 9}}},
        "Families must be the same in A and B. We left it out of B.",
        "b",
        Way("power_sharing"),
    ),
    (
        {"B": {"preset": "power_sharing+england"}},
        "England is too large for this page. We left it out.",
        "b",
        Way("power_sharing"),
    ),
    (
        {"changes": [{"who": "B", "do": "train_staff", "start": 70, "amount": 1}]},
        'In "Train staff", the amount must be between 0 and 0.2. We used 0.2.',
        "changes",
        (Change("B", "train_staff", 60, 24, 0.2),),
    ),
    (
        {"changes": [{"who": "B", "do": "budget_cut", "start": True, "length": 5, "amount": None}]},
        '"Budget cut" happens once. We left its length out.',
        "changes",
        (new_change("B", "budget_cut", 1),),
    ),
    ({"changes": "all"}, "The changes could not be read. We left them out.", "changes", ()),
]


@pytest.mark.parametrize(("tables", "note", "name", "value"), LENIENT)
def test_the_page_uses_the_nearest_that_is_allowed(
    tables: dict[str, object], note: str, name: str, value: object
) -> None:
    """And says so in words; strictly, each of these is a fault, unless only the page is too small for it."""
    two, notes = from_file(file_of(**tables))
    assert note in notes
    assert getattr(two, name) == value
    if "too large" not in note and tables not in ({"months": 9999}, {"town": {"families": 5001}}):
        with pytest.raises(ScenarioError):
            from_file(file_of(**tables), strict=True)


def test_the_limits_of_the_page_are_its_own() -> None:
    """The page says how large a town it bears; a strict reading bears what the model bears."""
    text = file_of(town={"families": 5000}, months=9999)
    assert from_file(text, most_families=5000, most_months=9999)[0] == from_file(text, strict=True)[0]
    assert from_link(to_link(from_file(text, strict=True)[0]), most_families=300)[0].town == {"families": 300}


def test_strictly_all_faults_are_told_at_once() -> None:
    """Each with the name of the file, what was given and what is allowed."""
    changes = [{"who": "B", "do": "train_staf", "start": 1}, {"who": "A", "do": "budget_cut", "start": 61, "amount": 2}]
    text = file_of(town={"trainin": 1}, A={"preset": "x", "set": {"reward": 2}}, changes=changes, luck="one")
    with pytest.raises(ScenarioError) as error:
        from_file(text, strict=True, where="mine.json")
    faults = error.value.faults
    assert len(faults) == 7
    assert all(fault.startswith("mine.json ") for fault in faults)
    assert "mine.json changes number 2 amount = 2: must be a number between 0 and 1 (share of the budget)." in faults
    assert "Did you mean training in [levers]?" in str(error.value)
    with pytest.raises(ScenarioError, match="must be at most 1 together"):
        from_file(file_of(town={"start_family_power": 0.9}), strict=True)


def test_what_is_not_known_is_kept_and_noted() -> None:
    """Keys of a later version come back, wherever they stood."""
    unknown_change = {"who": "B", "do": "same_key_worker", "start": 4}
    tables = {
        "colour": "blue",
        "town": {"rivers": 2},
        "A": {"preset": "not_asked", "set": {"smiles": 3}, "logo": [1]},
        "changes": [{"who": "B", "do": "budget_cut", "start": 4, "sure": True}, unknown_change],
        "view": {"month": 18},
    }
    two, notes = from_file(file_of(**tables))
    assert len(notes) == 6
    assert "colour is not known here. It was kept, and not used." in notes
    assert two.view == {"month": 18}
    assert two.changes[0].extra == {"sure": True}
    for again in (json.loads(to_file(two)), json.loads(to_file(from_link(to_link(two))[0]))):
        assert (again["colour"], again["town"]["rivers"]) == ("blue", 2)
        assert again["A"] == {"preset": "not_asked", "set": {"smiles": 3}, "logo": [1]}
        assert (again["changes"][0]["sure"], again["changes"][1]) == (True, unknown_change)


BOMB = link_of("[" * 10 + " " * 10_000_000)
HOSTILE = {
    "other characters": "../../etc/passwd",
    "other letters": "é" * 20,
    "no deflate": "xxx",
    "one letter": "A",
    "cut off": link_of("{}")[:-1],
    "too much at its end": link_of("{}") + "AAAA",
    "too long": "A" * 8_001,
    "a bomb": BOMB[:8_000],
    "a smaller bomb": link_of('{"t":"' + "a" * 300_000 + '"}'),
    "deep": link_of("[" * 90_000),
    "deep tables": link_of('{"v":' + '{"a":' * 40 + "1" + "}" * 41),
    "no table": link_of("[1]"),
    "no JSON": link_of("{t:1}"),
    "twice": link_of('{"t":"a","t":"b"}'),
    "not finite": link_of('{"w":{"reward":NaN}}'),
    "too large": link_of('{"w":{"reward":1e999}}'),
    "long number": link_of('{"l":' + "9" * 5_000 + "}"),
    "half a character": link_of('{"t":"\\ud800"}'),
    "no UTF-8": link_of(b'{"t":"\xff"}'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_links_give_the_usual_start(name: str) -> None:
    """One note and no traceback; strictly, a fault."""
    assert from_link(HOSTILE[name]) == (TwoWays(), [NO_LINK])
    with pytest.raises(ScenarioError, match=r"^link "):
        from_link(HOSTILE[name], strict=True)


def test_other_versions_give_the_usual_start() -> None:
    """Of a link, and of a file, and a file without one."""
    assert from_link("xxx", version="9") == (TwoWays(), [NO_LINK])
    assert from_link(to_link(TwoWays(seed=2)), version="1") == (TwoWays(seed=2), [])
    for text in ('{"schema": "coprod-scenario/2"}', "{}", "", "no", "[]", " " * 1_000_001):
        assert from_file(text) == (TwoWays(), [NO_FILE])


def test_a_flood_is_not_slow_and_notes_are_few() -> None:
    """Thousands of unknown settings, modifiers and changes are read in half a second, with a handful of notes.

    To look for what each might have meant would take minutes, and that is what the limit tells.
    """
    flood = {f"trainin{number}": number for number in range(20_000)}
    begun = time.monotonic()
    for tables in ({"town": flood}, flood, {"modifiers": list(flood)}, {"changes": [{"do": key} for key in flood]}):
        _, notes = from_file(file_of(**tables))
        assert len(notes) <= 11
    from_file(file_of(A={"preset": "+".join(flood)}))
    assert time.monotonic() - begun < 30


@FEWER
@given(st.dictionaries(st.sampled_from("tmlwoabcvx"), CONTENT))
def test_nothing_in_a_link_stops_the_page(tables: dict[str, object]) -> None:
    """Whatever stands under the short keys, the page gets two ways that can be run, and notes in words."""
    two, notes = from_link(link_of(json.dumps(tables)))
    assert len(two.scenarios()) == 2
    assert all(note.endswith(".") for note in notes)


@FEWER
@given(st.dictionaries(st.sampled_from(TOP), CONTENT))
def test_nothing_in_a_file_stops_the_page(tables: dict[str, object]) -> None:
    """Nor anything in a file; strictly, it is right or it has faults."""
    from_file(file_of(**tables))
    faults: tuple[str, ...] = ()
    try:
        from_file(file_of(**tables), strict=True)
    except ScenarioError as error:
        faults = error.faults
    assert all(fault.startswith("file ") for fault in faults)


@FEWER
@given(st.text("ABCxyz012-_", max_size=60))
def test_no_text_stops_the_page(link: str) -> None:
    """Nor any letters at all."""
    assert len(from_link(link)[0].scenarios()) == 2


def test_a_key_that_is_nearly_right_is_told_to_who_can_mend_the_file() -> None:
    """A setting in the wrong place, a capital letter: read strictly, a note says what may have been meant."""
    _, notes = from_file(file_of(Months=24, training=0.1), strict=True)
    assert "Did you mean months?" in notes[0]
    assert 'Did you mean training? It stands in "town", or in "set" of A or B.' in notes[1]
