"""Rules that would give other numbers each time: refused before anything is compiled."""

from pathlib import Path

import pytest

from coprod_sim.engine.custom_rules import checked_rules, load_rules
from coprod_sim.errors import ScenarioError
from tests.cli.command import ROOT

HEAD = "def trust_rate(experienced, trust, par):\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("import numpy as np\n" + HEAD + "    return np.random.random()\n", 3),
        ("import numpy as n\n" + HEAD + "    return n.random.default_rng().random()\n", 3),
        ("from numpy import random as r\n" + HEAD + "    return r.random()\n", 1),
        ("import numpy.random as r\n" + HEAD + "    return r.random()\n", 1),
        ("from numpy.random import default_rng\n" + HEAD + "    return 0.5\n", 1),
        ("import random\n" + HEAD + "    return random.random()\n", 1),
        ("from random import random as chance\nRATE = chance()\n" + HEAD + "    return RATE\n", 1),
        ("import secrets, math\n" + HEAD + "    return 0.5\n", 1),
        ("from time import time\n" + HEAD + "    return time() % 1\n", 1),
        ("import datetime as d\nNOW = d.datetime.now().day / 31\n" + HEAD + "    return NOW\n", 1),
        ("import os\nRATE = os.urandom(1)[0] / 256\n" + HEAD + "    return RATE\n", 1),
        ("from scipy import stats\n" + HEAD + "    return stats.norm.rvs()\n", 1),
        ("from numba import objmode\n" + HEAD + "    return 0.5\n", 1),
        ("from .other import RATE\n" + HEAD + "    return RATE\n", 1),
        ("RATE = __import__('random').random()\n" + HEAD + "    return RATE\n", 1),
        ("COUNT = 0\n" + HEAD + "    global COUNT\n    COUNT += 1\n    return 1 / COUNT\n", 3),
        ("COUNT = [0]\n" + HEAD + "    COUNT[0] += 1\n    return 1 / COUNT[0]\n", 2),
        ("from numpy import *\n" + HEAD + "    return random.random()\n", 3),
    ],
)
def test_luck_of_ones_own_is_refused(text: str, line: int) -> None:
    """Luck, time, the system and what lasts from call to call are refused, by whatever name, with the line and a way out."""
    with pytest.raises(ScenarioError) as refused:
        checked_rules(Path("lucky.py"), text.encode())
    assert refused.value.faults[0].startswith(f"lucky.py line {line}: ")
    assert "same numbers" in str(refused.value) or "must rest on its arguments" in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "import math\nimport numpy as np\nRATE = np.float64(0.5)\n" + HEAD + "    return RATE * math.exp(-trust)\n",
        "from math import *\nfrom typing import Final\nRATE: Final = 0.5\n" + HEAD + "    return RATE * sqrt(trust)\n",
        (ROOT / "examples" / "my_rules.py").read_text(encoding="utf-8"),
    ],
)
def test_arithmetic_is_allowed(text: str) -> None:
    """Numbers of one's own, math and numpy are what rules are made of."""
    assert "trust_rate" in checked_rules(Path("plain.py"), text.encode())


def test_what_python_keeps_beside_a_file_of_rules_is_not_run(tmp_path: Path) -> None:
    """The text that was looked at is the text that is run: nothing is written or read beside it."""
    file = tmp_path / "rules.py"
    file.write_text("RATE = 0.5\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match="no function"):
        load_rules(file)
    assert list(tmp_path.iterdir()) == [file]
