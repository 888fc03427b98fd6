"""Words and lines with a tone, one escape a format, guesses at what was meant; knows nothing of decisions."""
