"""The nouns of the advisor: frozen data without behaviour beyond reading itself."""
