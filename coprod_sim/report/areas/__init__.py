"""The page of areas: how the areas of a place differ at the end of a run."""
