"""Studies: many runs after a plan, kept safe while they run, and what can be learnt from them."""
