"""The pages to read are sent the same by the worker as by the server, and all tables can be packed and read again."""

import json
from collections.abc import Callable
from typing import Any, Final

import pytest

from coprod_sim.dashboard.pages.guide.content import guide
from coprod_sim.dashboard.pages.model.about import about_model
from coprod_sim.dashboard.static.packed import packed_tables
from coprod_sim.files import VERSION
from tests.dashboard.static.node import SCRIPT, in_node, known_tables

FIXED: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "guide": guide,
    "home": lambda: {"version": VERSION},
    "model": about_model,
    "research": lambda: {"version": VERSION},
}
WAITING: Final = SCRIPT.replace("calls.map(", "await Promise.all(calls.map(").replace(" ?? null)", "))")
"""As SCRIPT, for a function that has to be waited for."""
LARGEST: Final = 400_000
"""Bytes that all tables may take in the one file, which may have 1.5 million."""


@pytest.mark.parametrize("page", FIXED)
def test_a_page_is_sent_the_same(page: str) -> None:
    """What it is sent beside its words is what the server sends."""
    assert in_node("reading/fixed.js", "fixedOf", [[page]]) == [json.loads(json.dumps(FIXED[page]()))]


def test_tables_can_be_packed() -> None:
    """They come back as they were, and are short."""
    text = packed_tables(known_tables())

    assert len(text) < LARGEST
    assert in_node("unpacked.js", "unpacked", [[text]], WAITING) == [json.loads(json.dumps(known_tables()))]
