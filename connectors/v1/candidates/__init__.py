"""Who looks after a candidate, read and chosen over the API."""
