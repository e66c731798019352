"""The page /batch: many runs, from a form."""
