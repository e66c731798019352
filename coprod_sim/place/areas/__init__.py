"""Areas: the table of local authorities, and a country made from it."""
