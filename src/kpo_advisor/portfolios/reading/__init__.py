"""Reading a portfolio: profiles and folders of them, tables and JSON Lines, one piece of work after another."""
