"""The commands of coprod-sim, a file for each."""
