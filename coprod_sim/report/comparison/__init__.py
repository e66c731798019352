"""The report of a comparison: two ways of working in words, charts and tables."""
