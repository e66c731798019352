"""What the engine stands on: compiling, chance, fields of state, and threads."""
