"""The command `validate`: how Typer reads it, and what it does."""
