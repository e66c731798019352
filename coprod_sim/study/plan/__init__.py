"""A plan of a study: read, checked, sampled and written."""
