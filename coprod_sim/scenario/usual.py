"""What is usual where nobody says otherwise: for commands, functions, plans and pages alike.  Nothing is loaded for it."""

from typing import Final

USUAL_MONTHS: Final = 60
USUAL_PAIRS: Final = 20
USUAL_SEED: Final = 1
BASELINE: Final = "consultation_only"
"""What other scenarios are held against."""
