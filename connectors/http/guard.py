"""Never HTTP inside a transaction: a slow vendor would hold our locks."""

from django.db import connections


def outside_transactions() -> None:
    """Refuse while a transaction is open. The one that a test is wrapped in does not count."""
    for connection in connections.all(initialized_only=True):
        blocks = getattr(connection, "atomic_blocks", ())
        if any(not getattr(block, "_from_testcase", False) for block in blocks):
            raise RuntimeError("A vendor was about to be called inside a database transaction.")
