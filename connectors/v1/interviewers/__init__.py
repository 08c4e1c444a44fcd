"""Interviewers with their load, and conflicts, over the API: only what a key's accounts tell of."""
