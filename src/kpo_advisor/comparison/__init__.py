"""Two rulebooks or two profiles: what differs, and what the difference does."""
