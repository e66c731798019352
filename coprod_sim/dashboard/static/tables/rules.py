"""How the module of rules lays out its rows, as scripts/make_wasm.py has written it."""

import json
from pathlib import Path
from typing import Final

from coprod_sim.dashboard.static.tables import StaticTables

WORKER: Final = Path(__file__).parents[2] / "public" / "worker"
MODULE: Final = WORKER / "rules.wasm"
LAYOUTS: Final = WORKER / "rules.json"


def tables() -> StaticTables:
    """Give the layouts."""
    layouts: StaticTables = json.loads(LAYOUTS.read_text(encoding="utf-8"))
    return layouts
