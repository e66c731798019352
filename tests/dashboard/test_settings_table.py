"""The table behind the page with all settings: complete, in plain words, within what the model allows, and honest about evidence."""

import tomllib

import pytest

from coprod_sim.dashboard.pages.explore.evidence import KINDS, grade, how_known, source
from coprod_sim.dashboard.pages.explore.settings_table import all_settings, limits, settings_of_both, times
from coprod_sim.dashboard.pages.shared.declared_words import declared_words, joined
from coprod_sim.dashboard.pages.shared.words import DASHBOARD, texts, words
from coprod_sim.scenario.parameters import BY_NAME, DECLARED, SECTIONS
from coprod_sim.scenario.parameters.declare import capitalised, lever, title_of
from coprod_sim.scenario.scenario import load_scenario
from coprod_sim.scenario.setup.change_kinds import CHANGE
from coprod_sim.scenario.setup.changes import Change
from coprod_sim.scenario.setup.setup import TwoWays, Way
from tests.reading_age import BANNED, MOST_WORDS, sentence_list, word_list
from tests.reading_age import grade as reading_grade

ROWS = all_settings()["rows"]
TEXTS = words("explore")["explore"]
PAGES = DASHBOARD / "pages"
LONGEST_NAME = 6
HIGHEST = 6.0
MOST_STOPS = 101


def test_every_declared_setting_is_there_once() -> None:
    """Each lever, parameter, start and size has one row, and nothing else has one."""
    assert [row["name"] for row in ROWS] == [declared.name for declared in DECLARED]


def test_every_section_is_shown_once_in_its_group() -> None:
    """Each section stands in one group, with its title, and in the order in which sections are declared."""
    sections = [(group["key"], section) for group in all_settings()["groups"] for section in group["sections"]]

    assert {(row["group"], row["section"]) for row in ROWS} == set(sections)
    assert [section for _, section in sections] == [section.key for section in SECTIONS]
    assert {section: TEXTS["sections"][section] for _, section in sections} == dict(SECTIONS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_a_row_says_all_that_it_must(row: dict[str, object]) -> None:
    """Name, help, unit, source or guess, grade, what is known of the number, and where it stands by default."""
    declared = BY_NAME[str(row["name"])]
    role = {"lever": "actions", "parameter": "world", "start": "place", "place": "place"}[declared.role]

    assert all(row[key] for key in ("title", "meaning", "unit", "source", "known"))
    assert row["source"] == "No source: our guess." or str(row["source"]).startswith("Source: ")
    assert bool(row["reference"]) == bool(declared.source)
    assert row["grade"] in ("strong", "some", "guess")
    assert row["usual"] == declared.default
    assert row["group"] == role
    assert row["both"] == (declared.role != "lever")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["name"]))
def test_a_row_offers_only_what_the_model_takes(row: dict[str, float]) -> None:
    """The ends of slider and box are allowed, the default is on the slider, and the slider has about a hundred stops."""
    declared = BY_NAME[str(row["name"])]
    many = times(declared)

    for end in ("low", "from", "to", "high"):
        assert declared.fault(row[end] / many) is None, end
    assert row["low"] <= row["from"] < row["to"] <= row["high"]
    assert row["from"] <= many * declared.default + 1e-9
    assert many * declared.default <= row["to"] + 1e-9
    assert (row["to"] - row["from"]) / row["step"] <= MOST_STOPS or declared.whole
    assert limits(declared)[0] >= declared.low


def test_shares_are_read_as_so_many_of_100() -> None:
    """Who reads "of 100" reads a hundred times what the model holds, but for per cents, which are that already."""
    for row in ROWS:
        of_100 = " 100" in f" {row['unit']}" and BY_NAME[row["name"]].unit != "%"
        assert (row["times"] == 100) == of_100, row["name"]


# Words.


def test_names_are_short_plain_and_one_of_a_kind() -> None:
    """No word of the trade, at most six words, and no two settings of one name."""
    titles = [row["title"] for row in ROWS]

    assert [title for title in titles if BANNED.search(title) or len(word_list(title)) > LONGEST_NAME] == []
    assert len(set(titles)) == len(titles)


def test_all_words_are_plain() -> None:
    """Sentences are short and hold no word of the trade, and children of nine could read what settings stand for."""
    for place, text in texts({key: value for key, value in TEXTS.items() if key != "units"}):
        assert not BANNED.search(text), (place, text)
        assert [one for one in sentence_list(text) if len(word_list(one)) > MOST_WORDS] == [], place
    for key in ("meaning", "title"):
        assert reading_grade(". ".join(row[key].rstrip(".") for row in ROWS)) <= HIGHEST, key


def test_every_unit_has_words_and_no_words_are_left_over() -> None:
    """What the model counts in and what people read go together one by one; so do settings and their names."""
    own_words = tomllib.loads((PAGES / "explore" / "words.toml").read_text(encoding="utf-8"))["explore"]

    assert set(own_words["units"]) == {declared.unit for declared in DECLARED}
    assert set(own_words.get("names", ())) <= set(BY_NAME)


def test_every_setting_has_words_of_its_own() -> None:
    """No setting that we ship goes by its bare name and meaning, or stands in a section that nobody named."""
    bare = {
        one.name
        for one in DECLARED
        if (one.title, one.sentence) == (title_of(one.name), f"{capitalised(one.meaning)}.")
    }

    assert bare == set()
    assert {one.section for one in DECLARED} == {section.key for section in SECTIONS}


def test_what_is_declared_without_words_goes_by_its_name_and_meaning() -> None:
    """A setting can be shown as soon as it has a name and a meaning."""
    bare = lever("key_worker", default=0, bounds=(0, 1), unit="share", meaning="how far one person stays with a family")

    assert (bare.title, bare.rule) == ("Key worker", "Key worker")
    assert bare.sentence == "How far one person stays with a family."
    assert bare.section == "more actions"


def test_a_words_file_says_otherwise_what_declarations_say() -> None:
    """A translation of the files is what people read, and what it leaves out stays as declared."""
    translated = joined(declared_words(), {"explore": {"names": {"promise": ["Versprechen", "Was versprochen ist."]}}})

    assert translated["explore"]["names"]["promise"][0] == "Versprechen"
    assert translated["explore"]["names"]["asks"] == [BY_NAME["asks"].title, BY_NAME["asks"].sentence]


# Evidence.


def test_every_source_is_of_a_known_kind() -> None:
    """A new source must be judged before it can be shown, and a judgement without a source is no use."""
    assert set(KINDS) == {declared.source for declared in DECLARED if declared.source}


@pytest.mark.parametrize(
    ("name", "strength", "known"),
    [
        ("support_gain", "strong", "The source backs the idea. The number is our own guess."),
        ("appeal_chance", "some", "The number comes from published figures."),
        ("poverty_middle", "some", "The number was measured."),
        ("complementarity", "guess", "The source argues for the idea. It did not measure it."),
        ("friction", "guess", "Nobody has measured this."),
        ("training", "strong", "The source backs the idea. The number is for people to choose."),
        ("forum_share", "guess", "The source argues for the idea. The number is for people to choose."),
    ],
)
def test_evidence_follows_one_rule(name: str, strength: str, known: str) -> None:
    """Reviews are strong, single studies and official figures some, and ideas alone a guess; the number has its own line."""
    assert grade(BY_NAME[name]) == strength
    assert how_known(BY_NAME[name]) == known
    assert (source(BY_NAME[name]) == "No source: our guess.") == (not BY_NAME[name].source)


# What is usual for two ways of working.


def test_what_is_usual_is_that_of_the_way_of_working() -> None:
    """A preset and a modifier have values of their own; what somebody changed in them or in the town is not usual."""
    b = Way("train_first_share_later", {"training": 0.1})
    two = TwoWays(b=b, town={"trust_loss": 0.3}, modifiers=("broken_trust",))
    usual = settings_of_both(two)["settings"]["usual"]
    expected = load_scenario("train_first_share_later+broken_trust")

    assert usual[1] == {n: v for n, v in expected.values().items() if v != BY_NAME[n].default}
    assert usual[1]["training"] == 0.03
    assert "trust_loss" not in usual[0]
    assert usual[0]["start_family_trust"] < BY_NAME["start_family_trust"].default


def test_levers_that_change_later_say_so() -> None:
    """A lever of the timeline, of the way itself or put there by somebody, is told with its months, on its own side."""
    kind = CHANGE["train_staff"]
    change = Change("A", kind.key, 12, kind.default_length, kind.amount.default)
    a, b = settings_of_both(TwoWays(b=Way("train_first_share_later"), changes=(change,)))["settings"]["later"]

    assert list(a) == ["training"]
    assert "from month 12" in a["training"]
    assert "promise" in b
    assert "training" not in b
