"""The first page: where to go."""
