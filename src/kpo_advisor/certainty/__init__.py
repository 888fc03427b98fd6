"""What answers could change: winners, stops, stakes, flips, near misses, sufficient answers, weights."""
