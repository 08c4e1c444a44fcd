"""Pages about interviewers."""
