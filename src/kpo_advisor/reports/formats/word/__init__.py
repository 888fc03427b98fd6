"""What a document of Word is made of."""
