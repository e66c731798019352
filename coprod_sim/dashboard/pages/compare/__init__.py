"""The page /compare: many pairs, and what made the difference."""
