"""The areas of a place as a run keeps them: what each is called, and in what they differ.

How they are read from a table, or drawn, is said in place/areas/local_authorities.py; how people are put into them, in country.py.
"""

from typing import NamedTuple

import numpy as np

from coprod_sim.engine.state import Reals


class Areas(NamedTuple):
    """The areas of a place, one entry each.  Percentages are from 0 to 100."""

    names: tuple[str, ...]
    families: np.ndarray  # (areas,) whole numbers
    plans: np.ndarray  # (areas,) whole numbers: families with an education, health and care plan
    poverty: Reals  # (areas,) children in poor households [%]
    timeliness: Reals  # (areas,) plans made within 20 weeks [%]
    refused: Reals  # (areas,) requests for an assessment that are refused [%]
    requests: Reals  # (areas,) requests for an assessment in a year; nan where that is not known
    new_plans: Reals  # (areas,) plans made in a year; nan where that is not known
    gaps: tuple[str, ...]  # what the table does not say, and what was done about it
    notes: tuple[str, ...] = ()  # which columns were used, and which rows were left out
