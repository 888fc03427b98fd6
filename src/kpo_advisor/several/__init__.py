"""Several people's profiles of one piece of work: made one, and held against each other."""
