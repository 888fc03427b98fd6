"""Questions about all completions, put to clingo: encoding, assumptions, batches, witnesses, the bound on effort."""
