"""The API of seed 004: candidates, their workflow and their team, path for path and shape for shape."""
