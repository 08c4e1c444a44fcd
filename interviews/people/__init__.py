"""Pages of candidates: lists, one person, what colleagues think, and who is who."""
