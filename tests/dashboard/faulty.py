"""A server with faults of its own, to see what the page makes of them: python faulty.py PORT [MOST_VISITORS].

Its model fails for BAD_SEED always, its pages for an address with BAD_WORD, its model for UNSTEADY_SEED, FAILING_PAIRS pairs and the shares of a difference
the first time; it may let in fewer visitors than usual.
"""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from coprod_sim.cli.commands.dashboard import given_token, open_port
from coprod_sim.dashboard.door.server import serve, set_up

BAD_SEED = 13
UNSTEADY_SEED = 17
FAILING_PAIRS = 50
BAD_WORD = "hostile"


def spoil(module: ModuleType, name: str, wanted: Callable[..., bool], *, once: bool = False) -> None:
    """Let a function of a module fail for what is wanted, each time or once."""
    works, spoiled = vars(module)[name], [True]

    def fails(*given: Any) -> Any:
        if spoiled and wanted(*given):
            if once:
                spoiled.clear()
            raise RuntimeError("this is made to fail")
        return works(*given)

    vars(module)[name] = fails


def main(port: str, most_visitors: str = "") -> None:
    """Serve the dashboard with its faults."""
    set_up()
    from coprod_sim.dashboard.pages.compare import made_difference
    from coprod_sim.dashboard.pages.compare import page as compare
    from coprod_sim.dashboard.pages.shared import page
    from coprod_sim.dashboard.pair import show

    spoil(show, "world", lambda _scenario, seed, *_: seed == BAD_SEED)
    spoil(show, "world", lambda _scenario, seed, *_: seed == UNSTEADY_SEED, once=True)
    spoil(show, "ways_of_address", lambda search, *_: BAD_WORD in (search or ""))
    spoil(compare, "run_pairs", lambda _two, pairs, *_: pairs == FAILING_PAIRS, once=True)
    spoil(made_difference, "divided", lambda *_: True, once=True)
    if most_visitors:
        vars(page)["MOST_VISITORS"] = int(most_visitors)
    with open_port(int(port)) as door:
        serve(door, given_token() or "")


if __name__ == "__main__":
    main(*sys.argv[1:])
