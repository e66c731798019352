"""Sets of assumptions: a comparison made again under each of many ways in which the world may work."""
