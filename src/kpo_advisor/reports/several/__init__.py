"""What several people say of one piece of work, in words."""
