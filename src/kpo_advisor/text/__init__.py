"""Words and characters: lines with a tone, one escape a format, guesses at what was meant, docstrings; knows nothing of decisions."""
