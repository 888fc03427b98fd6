"""The sheet for one person: the questions that this person can answer, to be filled in and given back."""
