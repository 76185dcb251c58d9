"""Everything about one person: where it is, how it is handed out, and how it is made to end."""
