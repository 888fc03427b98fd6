"""The engine: pure functions from a rulebook and answers to an assessment, exact and three-valued."""
