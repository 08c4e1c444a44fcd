"""What every sandboxed vendor shares: the people, the jobs and the calendar of one invented company."""
