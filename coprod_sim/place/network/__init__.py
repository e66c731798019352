"""Networks of one's own: read, checked, made into a place, and written."""
