"""Old ids in a profile: its answers and notes as they are asked today."""
