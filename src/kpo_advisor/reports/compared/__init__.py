"""What several profiles, or before and after, come to, and what lies between them."""
