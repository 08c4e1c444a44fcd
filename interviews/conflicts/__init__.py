"""Who is needed in two places at once, or has too much. Pure."""
