"""A rulebook as a whole: what is proved of its conditions, rules, laws and cases, each with a witness."""
