"""The door of the server: who may come in, and what nobody is told."""
