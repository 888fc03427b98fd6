"""A profile worked out, and what answers could change: winners, stops, stakes, flips, near misses, weights."""
