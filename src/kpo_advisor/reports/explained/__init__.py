"""The parts of an explanation, a section a module."""
