"""The folder on a plain web host: under a sub-path, without a network after the first visit, and in a frame of another page."""

import html
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from coprod_sim.dashboard.pair import show
from coprod_sim.scenario.setup.file_and_link import to_link
from coprod_sim.scenario.setup.setup import TwoWays
from tests.dashboard.static.web_host import Host, hosted, results
from tests.tabs import Tab

pytestmark = pytest.mark.browser

OTHER: Final = TwoWays(seed=3, months=24)
LINK: Final = f"#/present?v=1&s={to_link(OTHER)}"
KEPT: Final = """async gone => {
    const slow = new Promise((_, fail) => setTimeout(() => fail(new Error('the pages were not kept')), 30000));
    await Promise.race([navigator.serviceWorker.ready, slow]);
    const folder = new URL('.', location.href).pathname;
    for (const end = Date.now() + 30000; ;) {
        if (Date.now() > end) throw new Error(`the pages are not kept: ${await caches.keys()}`);
        const names = await caches.keys();
        const ours = names.find(name => name.includes(folder) && name !== gone);
        if (ours && !names.includes(gone)) return [names, await (await (await caches.open(ours)).match('./')).text()];
        await new Promise(done => setTimeout(done, 50));
    }
}"""
"""Waits until the pages are kept, and former ones are gone: the names of all that is kept, and the page in it."""
RENEWED: Final = "<!-- renewed -->"
"""What only the new page has; its title is written anew by the page itself."""
ELSEWHERE: Final = "coprod_sim http://elsewhere/ 0"
LISTENER: Final = (
    "<script>window.heard = []; addEventListener('message', event => heard.push(String(event.data)));</script>"
)
SANDBOX: Final = 'sandbox="allow-scripts allow-downloads allow-popups"'


@pytest.fixture(scope="module")
def wanted() -> dict[str, str]:
    """The hash of the numbers of the usual pair and of another, as Python makes them."""
    return {name: show.run_of(two)["results"] for name, two in (("usual", TwoWays()), ("other", OTHER))}


@pytest.fixture
def web(site: Path, tmp_path: Path) -> Iterator[Host]:
    """A host that has the folder under a sub-path."""
    shutil.copytree(site, tmp_path / "some" / "where")
    with hosted(tmp_path) as host:
        yield host


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab that nobody has used, whose complaints would fail the test."""
    tab = Tab(browser, 1280, 720, fresh=True)
    complaints: list[str] = []
    tab.hear("pageerror", lambda error: complaints.append(str(error)))
    tab.hear("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    yield tab.page
    tab.leave()
    assert complaints == []


def kept(page: Page, gone: str = "") -> tuple[list[str], str]:
    """Wait until the pages are kept, and give the names of what is kept, and the page in it."""
    names, text = page.evaluate(KEPT, gone)
    return names, text


def test_the_pages_are_shown_under_a_sub_path(web: Host, page: Page, wanted: dict[str, str]) -> None:
    """With and without the name of the file, and by a link; nothing is asked for but what the folder holds."""
    page.goto(f"{web.address}/some/where/#/present")
    assert results(page) == wanted["usual"]
    page.goto("about:blank")
    page.goto(f"{web.address}/some/where/index.html{LINK}")
    assert results(page) == wanted["other"]
    kept(page)
    names = {path.removeprefix("/some/where/") for path in web.asked}
    assert names <= {"", "index.html", "manifest.webmanifest", "offline.js", "icon.svg"}


def test_the_manifest_is_valid(web: Host, page: Page) -> None:
    """The browser reads it without a fault, and finds that the page can be kept like a program."""
    page.goto(f"{web.address}/some/where/#/guide")
    kept(page)
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == []
    assert json.loads(found["data"])["start_url"] == "./"
    faults = [one["errorId"] for one in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert set(faults) <= {"in-incognito"}, faults


def test_the_page_opens_again_without_a_network(web: Host, page: Page, wanted: dict[str, str]) -> None:
    """After the first visit the host may be gone: the folder, the file in it and a link open as before."""
    page.goto(f"{web.address}/some/where/")
    kept(page)
    page.context.set_offline(True)
    web.stop()
    for path, pair in (("#/present", "usual"), ("index.html#/present", "usual"), (LINK, "other")):
        page.goto("about:blank")
        page.goto(f"{web.address}/some/where/{path}")
        assert results(page) == wanted[pair], path


def test_a_renewed_folder_takes_the_place_of_the_old(web: Host, page: Page, tmp_path: Path) -> None:
    """The new page is shown at the next visit, and kept; the old one is dropped, and what is another folder's is left."""
    folder = tmp_path / "some" / "where"
    page.goto(f"{web.address}/some/where/")
    (before,), _ = kept(page)
    page.evaluate("name => caches.open(name).then(() => true)", ELSEWHERE)
    index, script = folder / "index.html", folder / "offline.js"
    for file, old, new in ((index, "</head>", f"{RENEWED}</head>"), (script, "const HASH = '", "const HASH = 'f")):
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    page.goto("about:blank")
    page.goto(f"{web.address}/some/where/")
    assert RENEWED in page.content()
    names, text = kept(page, gone=before)
    assert sorted(names) == sorted([ELSEWHERE, before.replace("/ ", "/ f")])
    assert RENEWED in text


@pytest.fixture
def frame_code(site: Path) -> str:
    """The code that embed.html gives to others."""
    code = html.unescape((site / "embed.html").read_text(encoding="utf-8").split("<pre>")[1].split("</pre>")[0])
    assert SANDBOX in code
    return code


def test_another_page_can_show_it(
    web: Host, page: Page, tmp_path_factory: pytest.TempPathFactory, frame_code: str, wanted: dict[str, str]
) -> None:
    """In a frame that shares nothing with its host it runs, can be edited, and lets lessons be done; its host hears nothing."""
    folder = tmp_path_factory.mktemp("host")
    code = frame_code.replace('src="index.html"', f'src="{web.address}/some/where/#/present"')
    (folder / "index.html").write_text(f'<link rel="icon" href="data:,">{LISTENER}{code}', encoding="utf-8")
    with hosted(folder) as other:
        page.goto(other.address)
        (frame,) = page.main_frame.child_frames
        assert results(frame) == wanted["usual"]
        assert frame.evaluate("window.origin") == "null"
        before = frame.evaluate("document.getElementById('app').dataset.hash")
        frame.locator("[data-testid=skip]").click()
        frame.locator("[data-testid=add-change]").click()
        frame.locator("[data-testid=change-keep]").click()
        frame.wait_for_function(f"document.getElementById('app').dataset.hash !== '{before}'")
        frame.locator("[data-testid=open-share]").click()
        with page.expect_download() as saved:
            frame.locator("[data-testid=json]").click()
        assert saved.value.suggested_filename.endswith(".json")
        frame.goto(f"{web.address}/some/where/#/lessons/e1")
        frame.locator("[data-testid^=guess-]").first.check()
        frame.locator("[data-testid=save-guess]").click()
        expect(frame.locator("[data-testid=guess-saved]")).to_be_visible()
        assert page.evaluate("window.heard") == []
        assert other.asked == ["/"]
    assert {path.removeprefix("/some/where/") for path in web.asked} == {""}
