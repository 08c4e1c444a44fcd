"""Accounts, runs, issues, raw records and the background queue, in the admin site."""

from connectors.admin import accounts, issues, queue, records, runs

__all__ = ["accounts", "issues", "queue", "records", "runs"]
