"""The commands of coprod-sim, a file or a folder for each."""
