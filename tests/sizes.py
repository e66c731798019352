"""Scenarios at a size that suits a test."""

from coprod_sim.evidence.docking.dock import small_scenarios

__all__ = ["small_scenarios"]
