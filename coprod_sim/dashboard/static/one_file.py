"""Writes the pages as one HTML file that opens anywhere: by a double click, from a web host, in a frame, and without a network.

In it are the browser's half as one script, the worker as another, its tables, and the rules as WebAssembly.
It asks nobody for anything: its own first lines forbid it.
"""

import html
import re
from pathlib import Path
from typing import Final

from coprod_sim.dashboard.pages.shared.words import words
from coprod_sim.dashboard.static.bundle import bundled
from coprod_sim.dashboard.static.packed import packed_bytes, packed_tables
from coprod_sim.dashboard.static.tables import all_tables, rules
from coprod_sim.engine.kernel import compiled
from coprod_sim.errors import ModelError

DASHBOARD: Final = Path(__file__).parents[1]
PUBLIC: Final = DASHBOARD / "public"
VUE: Final = Path(__file__).with_name("vue.min.js")
"""The library that draws the pages, as Solara brings it, in one file [MIT]; a test holds it to its release."""
VUE_LICENCE: Final = VUE.with_name("vue_licence.txt")
"""Goes with every copy of it."""
POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:; worker-src blob:; "
    "style-src 'unsafe-inline'; img-src data: blob:; form-action 'none'; base-uri 'none'"
)
"""What the file may do: run what is in it, and nothing else."""
SHARED: Final = re.compile(r"const shared = \[(?P<names>.*?)\];", re.DOTALL)
OWN: Final = re.compile(r"^  (?P<page>\w+): \[(?P<names>[^\]]*)\],$", re.MULTILINE)
LAST: Final = "shared/frame/small"


def looks() -> tuple[list[str], dict[str, list[str]]]:
    """Give the style sheets that all pages share, and those of each page, as assets/custom.js names them."""
    text = (DASHBOARD / "assets" / "custom.js").read_text(encoding="utf-8")
    found = SHARED.search(text)
    assert found is not None
    own = {one["page"]: re.findall(r"'([^']+)'", one["names"]) for one in OWN.finditer(text)}
    return re.findall(r"'([^']+)'", found["names"]), own


def style(names: list[str]) -> str:
    """Join style sheets."""
    return "\n".join((PUBLIC / f"{name}.css").read_text(encoding="utf-8") for name in names)


def styles() -> str:
    """Write all style sheets: what is shared, what each page has of its own, and what comes last."""
    shared, own = looks()
    base = (DASHBOARD / "assets" / "custom.css").read_text(encoding="utf-8")
    parts = [f"<style>{style(['still/base'])}\n{base}\n{style(shared)}</style>"]
    parts += [f'<style data-page="{page}">{style(names)}</style>' for page, names in own.items()]
    return "\n".join([*parts, f"<style>{style([LAST])}</style>"])


def in_script(text: str) -> str:
    r"""Write a script so that nothing in it ends the element in which it stands.

    >>> in_script("'</script>'")
    "'<\\/script>'"
    """
    return re.sub(r"</(script|style)", r"<\\/\1", text, flags=re.IGNORECASE)


def checked_module() -> bytes:
    """Give the rules as WebAssembly; raises ModelError where they are not those of the engine, for their numbers would not be, either."""
    if rules.tables()["source"] != compiled.source_hash():
        raise ModelError(
            f"{rules.MODULE.name}: is made of other rules than those of the engine. Make it anew: make wasm"
        )
    return rules.MODULE.read_bytes()


def one_file() -> str:
    """Write the whole file; raises ModelError where the rules for browsers are stale."""
    texts = words()["still"]
    title, description = html.escape(texts["title"]), html.escape(texts["description"])
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en-GB" data-edition="still">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<title>{title}</title>\n<meta name="description" content="{description}">',
            f'<meta property="og:title" content="{title}">\n<meta property="og:description" content="{description}">',
            f"{styles()}\n</head>\n<body>",
            f'<div id="app"><div class="page"><main class="first"><p>{html.escape(texts["first"])}</p></main></div></div>',
            f"<noscript><p>{html.escape(texts['without_script'])}</p></noscript>",
            f'<script type="text/plain" id="tables">{packed_tables(all_tables())}</script>',
            f'<script type="text/plain" id="module">{packed_bytes(checked_module())}</script>',
            f'<script type="text/plain" id="worker">{in_script(bundled(PUBLIC / "worker" / "worker.js"))}</script>',
            f"<script>/*!\n{VUE_LICENCE.read_text(encoding='utf-8')}*/\n{in_script(VUE.read_text(encoding='utf-8'))}</script>",
            f"<script>{in_script(bundled(PUBLIC / 'still' / 'entry.js'))}</script>\n</body>\n</html>\n",
        ]
    )
