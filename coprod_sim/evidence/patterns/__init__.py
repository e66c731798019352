"""Patterns that the model should show, and whether it does."""
