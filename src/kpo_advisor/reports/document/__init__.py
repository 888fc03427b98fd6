"""The document to hand over: the page, then all that it rests on, made of the same blocks."""
