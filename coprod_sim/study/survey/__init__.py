"""A forum's survey of families as the start of a scenario: what it sets, what it is held against, and how sure it is."""
