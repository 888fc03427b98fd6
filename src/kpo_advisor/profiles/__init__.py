"""From a file or a folder to Profiles, and back; what a profile may say, and its schema."""
