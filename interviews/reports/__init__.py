"""Reports: what happened over a range of days, counted in the database."""
