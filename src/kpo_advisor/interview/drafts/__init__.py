"""What of an interview lies on the disk: its draft, and the profile that it opened."""
