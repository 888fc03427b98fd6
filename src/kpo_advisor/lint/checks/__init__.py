"""The checks, one a module; the docstring of a module is its manual page."""
