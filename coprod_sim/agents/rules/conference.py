"""A conference: the one equation of what a day together lifts; engine/conference.py holds the day."""

from coprod_sim.engine.kernel.compiled import rule


@rule
def lifted(value, lift):
    """Raise a share by a part of what is missing [0-1].

        value' = value + lift * (1 - value)

    >>> round(lifted(0.5, 0.1), 3), lifted(1.0, 0.1)
    (0.55, 1.0)
    """
    return value + lift * (1 - value)
