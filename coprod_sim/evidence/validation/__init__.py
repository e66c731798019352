"""Validation: one report of what speaks for and against the model."""
