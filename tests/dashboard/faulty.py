"""A server whose model fails for one luck, to see what the page makes of it: python faulty.py PORT."""

import os
import sys
from typing import Any

from coprod_sim.cli_dashboard import HOST, OFFLINE, PAGES

BAD_LUCK = 13


def main(port: str) -> None:
    """Serve the dashboard with a model that fails for BAD_LUCK."""
    os.environ.update(OFFLINE)
    from solara.__main__ import main as solara

    from coprod_sim.dashboard import show

    works = vars(show)["world"]

    def world(scenario: Any, seed: int, months: int) -> Any:
        if seed == BAD_LUCK:
            raise RuntimeError("this luck is made to fail")
        return works(scenario, seed, months)

    vars(show)["world"] = world
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
    main(sys.argv[1])
