"""How fast coprod_sim is, on the machine at hand: python -m benchmarks.  The last table stands in README.md."""
