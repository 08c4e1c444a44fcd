"""Where a candidate may go from here, and the move, over the API."""
