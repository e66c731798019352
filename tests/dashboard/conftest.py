"""One server and one single file for all tests that need a usual one, and visitors who leave when their test ends.

A test of pages that both editions have is marked `editions`: it says where it usually runs, on the pages of the "server",
of the "file" that opens without one, or of "both"; `make study` runs it on the other.  A test without the mark needs the server.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from filelock import FileLock
from playwright.sync_api import Browser

from tests.dashboard.serving import Visit, serving

Visitor = Callable[..., Visit]
EDITIONS: Final = ("server", "file")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on the editions that its mark names, and those that it leaves out among the long studies."""
    mark = metafunc.definition.get_closest_marker("editions")
    if mark is None or "edition" not in metafunc.fixturenames or "server" in metafunc.fixturenames:
        return
    (usual,) = mark.args
    assert usual in (*EDITIONS, "both", "server only"), usual
    if usual == "server only":
        return
    ways = [pytest.param(one, marks=[] if usual in (one, "both") else [pytest.mark.study]) for one in EDITIONS]
    metafunc.parametrize("edition", ways)


@pytest.fixture
def edition() -> str:
    """Give the edition whose pages are visited: that of the server, where the mark of a test names no other."""
    return "server"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The dashboard, served: gives its address."""
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def single_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The pages as one file, written once for all workers: gives its address, behind which stand paths."""
    from coprod_sim.dashboard.static.one_file import one_file

    folder = tmp_path_factory.getbasetemp()
    file = (folder.parent if folder.name.startswith("popen-") else folder) / "coprod_sim.html"
    with FileLock(f"{file}.lock"):
        if not file.exists():
            file.write_text(one_file(), encoding="utf-8")
    return f"{file.as_uri()}#"


@pytest.fixture
def place(edition: str, request: pytest.FixtureRequest) -> str:
    """Give the address of the edition that a test visits."""
    return str(request.getfixturevalue("single_file" if edition == "file" else "server"))


@pytest.fixture
def visit(browser: Browser, place: str) -> Iterator[Visitor]:
    """A way to let visitors in, each with a browser context of their own; options are those of a context."""
    here: list[Visit] = []

    def arrive(path: str = "/present", **options: Any) -> Visit:
        here.append(Visit(browser, place, path, **options))
        return here[-1]

    yield arrive
    for visitor in here:
        visitor.close()
