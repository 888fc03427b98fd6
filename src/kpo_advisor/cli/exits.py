"""The exit codes of all commands."""

from __future__ import annotations

FINE = 0
AMISS = 1
"""It was done, and there are findings, failed cases, differences, or with `--strict` no certain recommendation."""
COULD_NOT = 2
INTERRUPTED = 130
