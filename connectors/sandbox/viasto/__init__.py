"""viasto's interview suite, API v3: recorded interviews with a deadline."""
