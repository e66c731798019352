"""The people: one file for each kind, with its state, its rules and its month.  Start with family.py."""
