"""What is typed in an interview, and what it means."""
