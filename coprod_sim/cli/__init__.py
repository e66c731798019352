"""The command line: coprod-sim, what its commands share, and how errors are told."""
