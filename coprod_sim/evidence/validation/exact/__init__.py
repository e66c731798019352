"""Exact cases: what can be worked out with pencil and paper, or has been published to the digit."""
