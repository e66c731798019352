"""Comparisons that tests of the report use, too."""

from tests.report.conftest import made, shared_power

__all__ = ["made", "shared_power"]
