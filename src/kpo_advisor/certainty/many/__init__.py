"""Many profiles under one rulebook, each ranked at little cost."""
