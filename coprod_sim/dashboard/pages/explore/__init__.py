"""The page /explore: every setting, and what follows."""
