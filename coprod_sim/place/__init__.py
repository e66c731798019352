"""Who is there at month 0: a small town, areas of a country, or a network of one's own."""
