"""The page /guide: the trainer guide."""
