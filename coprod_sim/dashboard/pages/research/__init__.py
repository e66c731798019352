"""The page /research: how to run many."""
