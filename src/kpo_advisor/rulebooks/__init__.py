"""From a folder or a revision, with all that it extends, to a Rulebook; the shapes of its files and their schema."""
