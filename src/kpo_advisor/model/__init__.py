"""The nouns, as plain frozen data: questions, rules, rulebook, profile, results, findings; no file is opened."""
