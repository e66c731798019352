"""The page /present: two ways of working, for a room."""
