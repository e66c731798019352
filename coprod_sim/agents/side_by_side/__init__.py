"""Many families at once: the month walked step by step, and what reviews draw, so that the processor works on several side by side."""
