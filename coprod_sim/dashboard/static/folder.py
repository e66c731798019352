"""Writes the pages without a server into a folder: one file to pass on, and the same for a web host, which then works offline, too.

| File | For |
|---|---|
| `coprod_sim.html` | a double click, e-mail, a USB stick, a learning platform |
| `index.html` | a web host; with it go the files below |
| `manifest.webmanifest`, `offline.js`, `icon.svg` | so that a hosted page can be kept on a phone, and opens without a network after its first visit |
| `preview.png` | the picture that a chat shows beside a link |
| `embed.html` | the code by which another page can show it |
| `coprod_sim_static.json` | what was written, by which we know our own files |
"""

import hashlib
import html
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.static.bundle import without_comments
from coprod_sim.dashboard.static.one_file import PUBLIC, one_file
from coprod_sim.errors import ScenarioError
from coprod_sim.files import VERSION, write_whole

MARKER: Final = "coprod_sim_static.json"
SINGLE: Final = "coprod_sim.html"
HOSTED: Final = "index.html"
NAMES: Final = (SINGLE, HOSTED, "manifest.webmanifest", "offline.js", "icon.svg", "embed.html", "preview.png")
"""Every file of the folder but the marker."""
ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#12436d"/>'
    '<circle cx="24" cy="32" r="12" fill="#fff"/><circle cx="42" cy="32" r="12" fill="#ffb27a"/></svg>\n'
)
OFFLINE: Final = PUBLIC / "still" / "offline.js"
MADE: Final = "'made'"
"""What stands in offline.js for the hash of what it keeps."""
HOSTS: Final = (
    '<link rel="manifest" href="manifest.webmanifest">\n<link rel="icon" href="icon.svg">\n'
    '<meta property="og:image" content="{place}preview.png">\n<meta name="twitter:card" content="summary_large_image">\n'
)
REGISTER: Final = """<script>
if (location.protocol.startsWith('http')) {
  try {
    navigator.serviceWorker.register('offline.js').catch(() => {});
  } catch {
    // A frame, or an address without https, that may keep nothing.
  }
}
</script>
"""
EMBED: Final = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title></head><body>
<p>Put these lines where another page shall show the simulator:</p>
<pre>{code}</pre>
{frame}
</body></html>
"""


def hosted(whole: str, place: str) -> str:
    """Give the file as a web host has it: with a picture for previews, and kept for times without a network.

    place: the address of the folder, with / at its end, or nothing where it is not known.
    """
    more = HOSTS.replace("{place}", html.escape(place))
    policy = whole.replace("img-src data: blob:;", "img-src data: blob: 'self'; manifest-src 'self';", 1)
    policy = policy.replace("worker-src blob:;", "worker-src blob: 'self';", 1)
    return policy.replace("</head>", more + "</head>", 1).replace("</body>", REGISTER + "</body>", 1)


def manifest() -> str:
    """Write what a phone must know to keep the page."""
    texts = words()["still"]
    about = {
        "name": texts["title"],
        "short_name": "coprod_sim",
        "description": texts["description"],
        "start_url": "./",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#12436d",
        "icons": [{"src": "icon.svg", "sizes": "any", "type": "image/svg+xml"}],
    }
    return json.dumps(about, indent=2) + "\n"


def offline(kept: str) -> str:
    """Write the script that keeps the pages; it has the hash of what is kept, so that a browser sees when that has changed."""
    text = without_comments(OFFLINE.read_text(encoding="utf-8"))
    return text.replace(MADE, f"'{hashlib.sha256(kept.encode()).hexdigest()[:16]}'", 1)


def embed(place: str) -> str:
    """Write a page with the code by which other pages show this one."""
    title = html.escape(words()["still"]["title"])
    frame = f'<iframe src="{html.escape(place or HOSTED)}" title="{title}" width="100%" height="760" sandbox="allow-scripts allow-downloads allow-popups" style="border:0"></iframe>'
    return EMBED.format(title=title, code=html.escape(frame), frame=frame)


def preview() -> bytes:
    """Draw the picture that stands beside a link: the pair of the first page, and what it is not."""
    from matplotlib.figure import Figure

    from coprod_sim.dashboard.pair.show import worlds_of
    from coprod_sim.scenario.setup.setup import TwoWays

    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor="white")
    axes = figure.add_axes((0.08, 0.16, 0.86, 0.58))
    for world, name, colour in zip(worlds_of(TwoWays()), "AB", ("#12436d", "#c05000"), strict=True):
        power = 100 * world.measures["family_power"]
        axes.plot(power, color=colour, linewidth=4)
        axes.annotate(
            name,
            (len(power) - 1, power[-1]),
            (8, 0),
            textcoords="offset points",
            color=colour,
            fontsize=22,
            va="center",
        )
    axes.set_ylim(0, 60)
    axes.set_xlabel("months", fontsize=16)
    axes.set_ylabel("families’ power, of 100", fontsize=16)
    axes.tick_params(labelsize=14)
    axes.spines[["top", "right"]].set_visible(False)
    figure.text(
        0.08, 0.88, "What happens when decision power really moves?", fontsize=30, fontweight="bold", color="#1d1d1d"
    )
    figure.text(0.08, 0.80, "Two ways of working in one made-up town. Not a forecast.", fontsize=20, color="#595959")
    kept = io.BytesIO()
    figure.savefig(kept, format="png", metadata={"Software": None})
    return kept.getvalue()


def contents(place: str = "") -> dict[str, bytes]:
    """Give every file of the folder by its name."""
    whole = one_file()
    kept = {HOSTED: hosted(whole, place), "manifest.webmanifest": manifest(), "icon.svg": ICON}
    texts = {SINGLE: whole, **kept, "offline.js": offline("".join(kept.values())), "embed.html": embed(place)}
    return {name: text.encode() for name, text in texts.items()} | {"preview.png": preview()}


def digest(content: bytes) -> str:
    """Hash the content of a file."""
    return hashlib.sha256(content).hexdigest()


def own_files(folder: Path) -> dict[str, set[str]]:
    """Give the files that we wrote into a folder before, each with its hash; with two, where the last time was cut short."""
    try:
        found = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return {str(name): {str(one) for one in hashes} for name, hashes in found["files"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return {}


def marker(files: Mapping[str, set[str]]) -> bytes:
    """Write what was written, by which we know our own files."""
    about = {"version": VERSION, "files": {name: sorted(hashes) for name, hashes in files.items()}}
    return (json.dumps(about, indent=2) + "\n").encode()


def check_folder(folder: Path, known: Mapping[str, set[str]], *, force: bool) -> None:
    """See that nothing is lost that is not ours.  Raises ScenarioError."""
    if folder.exists() and not folder.is_dir():
        raise ScenarioError(f"{folder}: is a file: must be a folder. Choose another name.")
    for there in (folder / name for name in (*NAMES, MARKER)):
        if there.is_dir():
            raise ScenarioError(f"{there}: is a folder: a file of this name is to be written. Choose another folder.")
        if force or not there.exists():
            continue
        if not (known if there.name == MARKER else digest(there.read_bytes()) in known.get(there.name, ())):
            raise ScenarioError(
                f"{there}: is there already, and is not as we wrote it: it is left alone. Choose another folder, or add --force."
            )


def write_folder(folder: Path, place: str = "", *, force: bool = False) -> dict[str, int]:
    """Write the pages into a folder, and give the size of each file [bytes].

    place: the address at which the folder will be found.   force: write over files that are not as we wrote them.
    Raises ScenarioError, before anything is written, where a file that is not ours would be lost.
    """
    if place and not place.startswith(("https://", "http://")):
        raise ScenarioError(
            f"--address {place}: must begin with https:// or http://. Give the whole address of the folder."
        )
    known = own_files(folder)
    check_folder(folder, known, force=force)
    made = contents(place if not place or place.endswith("/") else f"{place}/")
    folder.mkdir(parents=True, exist_ok=True)
    new = {name: {digest(content)} for name, content in made.items()}
    # Until all is written, a file may be the old or the new one; both are ours, should this be cut short.
    write_whole(folder / MARKER, marker({name: one | known.get(name, set()) for name, one in new.items()}))
    for name, content in {**made, MARKER: marker(new)}.items():
        write_whole(folder / name, content)
    return {name: len(content) for name, content in made.items()}
