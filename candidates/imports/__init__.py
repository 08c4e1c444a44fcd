"""Lists of candidates as people send them: what is in them, what it means, what would become of it. Pure."""
