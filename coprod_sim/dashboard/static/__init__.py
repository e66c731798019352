"""The pages without a server: what Python writes for them, and how they become one file."""
