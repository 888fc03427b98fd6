"""How reports look: one renderer a format, of blocks or, for JSON, of what was found; none decides what is said."""
