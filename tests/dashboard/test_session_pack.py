"""The session pack: one ZIP for the email after, made without a server, that tells nothing before the reveal."""

import re
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, ZipFile

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from coprod_sim.cli.commands.dashboard import HOST, free_port
from coprod_sim.dashboard.pages.shared.words import fill, words
from coprod_sim.files import VERSION
from coprod_sim.scenario.setup.file_and_link import from_file
from tests.axe import axe
from tests.dashboard.conftest import Visitor
from tests.dashboard.serving import Visit, started, stopped
from tests.dashboard.test_guessing import HANDS, guess, names_of

pytestmark = [pytest.mark.browser, pytest.mark.editions("server")]

SHARE: Final = words()["share"]
FILES: Final = SHARE["pack_files"]
PREDICT: Final = words()["predict"]
SPOILERS: Final = ("guesses", "scenario")
"""Files that come with the reveal."""
SHAPES: Final = ("flat", "slow_rise", "fast_rise", "down_then_up", "up_then_down", "fall")
REAL_NAMES: Final = names_of("consultation_only", "power_sharing")
MADE: Final = r"""() => import('/static/public/shared/take_away/zip.js').then(async ({ zip }) => {
    const files = [{ name: 'Grüße.txt', content: 'naïve \u2013 \u2019' }, { name: 'leer.bin', content: new Blob([]) },
        { name: 'bytes.bin', content: new Blob([Uint8Array.from({ length: 70000 }, (_, at) => (at * 31) % 256)]) }];
    const made = await zip(files, new Date(2026, 10, 25, 13, 37, 42));
    return Array.from(new Uint8Array(await made.arrayBuffer()));
})"""


def pack(visitor: Visit) -> tuple[str, dict[str, bytes]]:
    """Save the pack: its name, and its files, each of them whole."""
    name, content = visitor.downloaded("pack")
    with ZipFile(BytesIO(content)) as found:
        assert found.testzip() is None
        assert len(set(found.namelist())) == len(found.namelist())
        return name, {one: found.read(one) for one in found.namelist()}


def text(files: dict[str, bytes], name: str) -> str:
    """Give a text file of a pack."""
    return files[FILES[name]].decode("utf-8")


def all_text(files: dict[str, bytes]) -> str:
    """Give everything that can be read in a pack."""
    return "\n".join(content.decode("utf-8") for name, content in files.items() if not name.endswith(".png"))


def sentences(visitor: Visit, month: int) -> list[str]:
    """Go to a month, and read what the page tells of it."""
    visitor.at("scrub").fill(str(month))
    expect(visitor.at("telling")).to_have_attribute("data-month", str(month))
    texts = visitor.page.locator("[data-testid=sentence]").evaluate_all(
        "all => all.map(one => [...one.querySelectorAll(':scope > span, :scope > em')].map(part => part.innerText).join(' '))"
    )
    return [str(text) for text in texts]


def section(files: dict[str, bytes], month: int) -> list[str]:
    """Give what a pack tells of a month."""
    parts = [part.split("\n") for part in text(files, "told").strip().split("\n\n")]
    return next((part[1:] for part in parts if part[0] == fill(SHARE["pack_month"], m=month)), [])


def assert_pictures(files: dict[str, bytes]) -> None:
    """Both pictures are large, and something is drawn on each."""
    for name in ("charts", "town"):
        picture = Image.open(BytesIO(files[FILES[name]]))
        pixels = np.asarray(picture.convert("L"))
        assert picture.size[0] >= 1920
        assert 0.01 < (pixels < 128).mean() < 0.6, name


def assert_spoils_nothing(files: dict[str, bytes]) -> None:
    """No guess, no count of hands, no real name, and no month that nobody has seen."""
    assert set(files) == {name for key, name in FILES.items() if key not in SPOILERS}
    everything = all_text(files)
    assert [name for name in REAL_NAMES if name.casefold() in everything.casefold()] == []
    assert PREDICT["questions"][0]["text"].partition("{")[0] not in everything
    assert [answer for answer in SHAPES if f"{PREDICT['answers'][answer]}: " in everything] == []
    assert SHARE["pack_before"] in text(files, "read_me")


def assert_silent_until_the_reveal(visitor: Visit) -> dict[int, list[str]]:
    """Guess, lock and watch to the end, and save a pack at every step: gives what the page told, by month."""
    guess(visitor)
    visitor.page.keyboard.press("Escape")
    _, files = pack(visitor)
    assert_spoils_nothing(files)
    assert re.findall(r"^Month (\d+)$", text(files, "told"), re.MULTILINE) == ["0"]
    visitor.at("guess").click()
    visitor.at("predict-lock").click()
    visitor.at("guess-dialog-close").click()
    visitor.whole_band()
    by_month = {12: sentences(visitor, 12)}
    _, files = pack(visitor)
    assert_spoils_nothing(files)
    assert_pictures(files)
    assert section(files, 12) == by_month[12] != []
    assert section(files, 60) == []
    return by_month | {60: sentences(visitor, 60)}


def reveal(visitor: Visit) -> list[str]:
    """Reveal: gives the result as the page says it."""
    visitor.at("guess").click()
    visitor.at("predict-reveal").click()
    result = visitor.page.locator("[data-testid=predict-result] p")
    result.first.wait_for()
    lines = result.all_inner_texts()
    visitor.at("guess-dialog-close").click()
    return lines


def test_a_session_is_taken_home_without_a_server(browser: Browser) -> None:
    """Before the reveal nothing is given away; after it, with the server gone, everything is there."""
    port = free_port()
    process = started(port)
    try:
        visitor = Visit(browser, f"http://{HOST}:{port}")
        by_month = assert_silent_until_the_reveal(visitor)
        result = reveal(visitor)
    finally:
        stopped(process)
    expect(visitor.at("offline")).to_be_visible()
    name, files = pack(visitor)

    assert set(files) == set(FILES.values())
    assert re.fullmatch(rf"coprod-sim-{re.escape(VERSION)}-session-[0-9a-f]{{16}}\.zip", name)
    assert_pictures(files)
    assert {month: section(files, month) for month in by_month} == by_month
    assert_guesses(text(files, "guesses"), result)
    two, notes = from_file(text(files, "scenario"), strict=True)
    assert (two.hash, notes) == (visitor.state("hash"), [])
    visitor.at("open-share").click()
    assert axe(visitor.page) == []
    link = visitor.at("share-link").input_value()
    for phrase in (link, two.hash, VERSION, SHARE["pack_made_up"], fill(SHARE["pack_date"], date="")[:-1]):
        assert phrase in text(files, "read_me")
    assert SHARE["pack_before"] not in text(files, "read_me")
    assert SHARE["pack_made_up"] in text(files, "told")
    visitor.close()


def assert_guesses(guesses: str, result: list[str]) -> None:
    """The question, every count of hands and their sum, and the result as the page says it."""
    assert fill(PREDICT["questions"][0]["text"], when=fill(PREDICT["years"], y=5)) in guesses
    for answer in SHAPES:
        assert f"\n{PREDICT['answers'][answer]}: {fill(PREDICT['hands'], n=HANDS.get(answer, 0))}" in guesses
    assert fill(PREDICT["total"], n=sum(HANDS.values())) in guesses
    assert len(result) > 1
    assert [line for line in result if line not in guesses.split("\n")] == []
    assert guesses.count(PREDICT["came"]) == 1


@pytest.mark.editions("both")
def test_another_luck_is_another_run(visit: Visitor) -> None:
    """Without a guess there is no file of guesses; months of a run that has been replaced are not told."""
    visitor = visit()
    visitor.skip()
    visitor.whole_band()
    first = sentences(visitor, 7)
    assert section(pack(visitor)[1], 7) == first != []
    visitor.at("scrub").fill("20")
    visitor.at("luck").click()
    visitor.until("luck", "2")
    reveal(visitor)
    _, files = pack(visitor)
    assert section(files, 7) == []
    assert section(files, 60) != []
    assert set(FILES.values()) - set(files) == {FILES["guesses"]}


@pytest.mark.editions("server only")
def test_any_program_can_open_the_zip(visit: Visitor) -> None:
    """Names and texts with accents, an empty file and one of many bytes come out as they went in, with the time they were made."""
    visitor = visit("/research")
    with ZipFile(BytesIO(bytes(visitor.page.evaluate(MADE)))) as found:
        assert found.testzip() is None
        assert found.namelist() == ["Grüße.txt", "leer.bin", "bytes.bin"]
        assert found.read("Grüße.txt").decode("utf-8") == "naïve \N{EN DASH} \N{RIGHT SINGLE QUOTATION MARK}"
        assert found.read("leer.bin") == b""
        assert found.read("bytes.bin") == bytes((at * 31) % 256 for at in range(70000))
        assert {one.date_time for one in found.infolist()} == {(2026, 11, 25, 13, 37, 42)}
        assert {one.compress_type for one in found.infolist()} == {ZIP_STORED}
