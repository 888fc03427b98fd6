"""Short dialogues inside an interview: naming a part, taking one out, notes and titles."""
