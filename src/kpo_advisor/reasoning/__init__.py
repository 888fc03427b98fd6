"""From assessments to the recommendation: what is certain, what is open, and every sentence with its source."""
