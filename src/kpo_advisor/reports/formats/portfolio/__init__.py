"""The rows of a portfolio for programs: written one by one, as they come."""
