"""A portfolio on one page: what it comes to, a row for each piece of work, and what to ask whom."""
