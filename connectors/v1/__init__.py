"""The hub's own API under `/api/v1/`: a package for each of its chapters."""
