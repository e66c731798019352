"""The page /mesa: Mesa's own page."""
