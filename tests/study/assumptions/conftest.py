"""The comparison with sets of assumptions that tests of robustness use, too."""

from tests.evidence.robustness.conftest import sets_file, varied

__all__ = ["sets_file", "varied"]
