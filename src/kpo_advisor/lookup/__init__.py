"""What stands behind the ids of a rulebook."""
