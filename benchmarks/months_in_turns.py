"""Live through months of a town whenever a line comes in, and print what a family-month took: one runner of before.py.

    python benchmarks/months_in_turns.py FAMILIES PATHWAY     PATHWAY: 0 or 1

It takes coprod_sim from PYTHONPATH, of whatever age, and nothing else of this folder.
"""

import sys
import time
from typing import Final

from coprod_sim.place.simulate import begun
from coprod_sim.scenario.scenario import load_scenario

WARM_UP: Final = 24
FAMILY_MONTHS: Final = 180_000
"""So many are lived through in a turn."""
NANOSECONDS: Final = 1e9

if __name__ == "__main__":
    families, pathway = map(int, sys.argv[1:])
    settings = {"families": families, "professionals": max(6, families // 10)} | ({"pathway": 1} if pathway else {})
    simulation = begun(load_scenario("power_sharing", settings), 1)
    simulation.advance(WARM_UP)
    months = max(6, FAMILY_MONTHS // families)
    print("ready", flush=True)
    for _ in sys.stdin:
        used = time.process_time()
        simulation.advance(months)
        print((time.process_time() - used) / families / months * NANOSECONDS, flush=True)
