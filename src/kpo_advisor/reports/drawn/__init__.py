"""What is drawn, as plain data: blocks of a report that texts set as tables."""
