"""What stands behind an id, in words."""
