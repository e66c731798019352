"""The figures of studies and comparisons."""
