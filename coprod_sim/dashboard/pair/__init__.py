"""A pair of ways of working as pages show it: runs, tables, stories and what happened."""
