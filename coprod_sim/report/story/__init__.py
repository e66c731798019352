"""One family's story: its dated events, in sentences."""
