"""The months over all rows: state, the loop of a month, totals, and rules of one's own."""
