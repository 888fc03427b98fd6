"""Words and characters: one escape a format, guesses at what was meant, docstrings; knows nothing of decisions."""
