"""Compiled copies of rulebooks, in the user's own cache folder, from which nothing can be run."""
