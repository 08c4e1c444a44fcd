"""Accounts, runs, issues, raw records and the background queue, in the admin site."""

from connectors.admin import (
    accounts,
    deliveries,
    issues,
    outbound,
    queue,
    records,
    runs,
    writebacks,
)

__all__ = ["accounts", "deliveries", "issues", "outbound", "queue", "records", "runs", "writebacks"]
