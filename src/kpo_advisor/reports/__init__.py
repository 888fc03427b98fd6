"""What people read: a builder a report makes blocks and decides what is said; `formats` decide how it looks."""
