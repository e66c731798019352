"""A server with faults of its own, to see what the page makes of them: python faulty.py PORT [MOST_VISITORS].

Its model fails for BAD_LUCK always, for UNSTEADY_LUCK the first time, and for FAILING_PAIRS pairs the first time; it may
let in fewer visitors than usual.
"""

import os
import sys
from typing import Any

from coprod_sim.cli_dashboard import HOST, OFFLINE, PAGES

BAD_LUCK = 13
UNSTEADY_LUCK = 17
FAILING_PAIRS = 50


def main(port: str, most_visitors: str = "") -> None:
    """Serve the dashboard with its faults."""
    os.environ.update(OFFLINE)
    from solara.__main__ import main as solara

    from coprod_sim.dashboard import show
    from coprod_sim.dashboard.pages import compare, page

    works = vars(show)["world"]
    failing = [BAD_LUCK, UNSTEADY_LUCK]

    def world(scenario: Any, seed: int, months: int) -> Any:
        if seed in failing:
            if seed == UNSTEADY_LUCK:
                failing.remove(seed)
            raise RuntimeError("this luck is made to fail")
        return works(scenario, seed, months)

    run_pairs = vars(compare)["run_pairs"]
    failing_pairs = [FAILING_PAIRS]

    def pairs_that_fail(two: Any, pairs: int, step: Any = None) -> Any:
        if pairs in failing_pairs:
            failing_pairs.remove(pairs)
            raise RuntimeError("these pairs are made to fail")
        return run_pairs(two, pairs, step)

    vars(show)["world"] = world
    vars(compare)["run_pairs"] = pairs_that_fail
    if most_visitors:
        vars(page)["MOST_VISITORS"] = int(most_visitors)
    sys.argv = [
        "solara",
        "run",
        PAGES,
        "--production",
        "--no-open",
        "--no-check-version",
        "--host",
        HOST,
        "--port",
        port,
    ]
    solara()


if __name__ == "__main__":
    main(*sys.argv[1:])
