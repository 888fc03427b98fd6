"""Many pieces of work at once: read one after another, each ranked in short, and what they come to together."""
