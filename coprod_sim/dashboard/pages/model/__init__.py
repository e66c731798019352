"""The page /model: what the model is."""
