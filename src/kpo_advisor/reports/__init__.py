"""Writing recommendations and questionnaires: text for a terminal, JSON, Markdown."""
