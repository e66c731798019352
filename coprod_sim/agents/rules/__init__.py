"""The equations, and nothing else: what one person, or one meeting, does in a month."""
