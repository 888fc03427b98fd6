"""From bytes to the model: text is read into a tree that knows its places, and the tree into nouns."""
