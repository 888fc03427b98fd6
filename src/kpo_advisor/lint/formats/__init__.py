"""How findings are written, one form a module."""
