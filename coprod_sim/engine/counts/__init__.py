"""What is counted of groups of families and of the statutory pathway: parts of every tally, which engine/totals.py puts together."""
