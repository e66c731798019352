"""One server for all tests that need a usual one, and visitors who leave when their test ends."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.dashboard.serving import Visit, serving

Visitor = Callable[..., Visit]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The dashboard, served: gives its address."""
    with serving() as address:
        yield address


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visitor]:
    """A way to let visitors in, each with a browser context of their own; options are those of a context."""
    here: list[Visit] = []

    def arrive(path: str = "/present", **options: Any) -> Visit:
        here.append(Visit(browser, server, path, **options))
        return here[-1]

    yield arrive
    for visitor in here:
        visitor.close()
