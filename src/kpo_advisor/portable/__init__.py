"""From bytes to text to YAML or JSON to a tree with places, and back; the limits on it, and the faults found in it."""
