"""One profile: the recommendation, its explanation, safeguards, and what is open."""
