"""Hooks: where a mechanism of one's own joins the month (engine/mechanism/).

Without a mechanism they do nothing and cost nothing: the compiler leaves them out.
Each may write the state of its own row; what it may read of others is what the person may see at that time.
"""

from coprod_sim.engine.kernel.compiled import act


@act
def before_month(place, row, month):
    """Commissioner `row`, after its own month has begun and before anybody else's: it may also write the state of its families."""


@act
def after_work(place, row, month):
    """Professional `row`, at the end of its month."""


@act
def before_review(place, row, month):
    """Family `row`, just before a review that is due."""


@act
def after_review(place, row, month):
    """Family `row`, just after its review."""


@act
def after_month(place, row, month):
    """Family `row`, at the end of its month, before others see how it stands."""


@act
def fit_then(place, row, fit_now):  # noqa: ARG001  what takes its place needs them
    """How well the plan of family `row` fits after `after_month`, which may have changed its need (mechanism/hooks.py)."""
    return fit_now
