"""From the checked shapes of all files to one Rulebook; what its ids name, and conditions, are resolved here."""
