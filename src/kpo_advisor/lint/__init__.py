"""Checking rulebooks and profiles: findings with a place, a reason and a cure, and never a false alarm."""
