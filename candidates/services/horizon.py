"""How far readers of the change stream may read, so that nothing turns up behind them later.

Numbers are given before a transaction ends, and transactions end in any order: number 11 may be seen while 10 is
still to come. SQLite has one writer at a time, so what is seen is complete. On PostgreSQL a number is settled when
every transaction has ended that was open when it was the newest.
"""

from django.db import connection, transaction
from django.db.models import Max

from candidates.models import Change, Horizon


def settled_through() -> int:
    """Every change up to this number is there for good. Writes at most one row, and only on PostgreSQL."""
    if connection.vendor != "postgresql":
        return newest_seen()
    newest = newest_number()
    running = running_transactions()
    if not running:
        return newest
    with transaction.atomic():
        horizon, _ = Horizon.objects.select_for_update().get_or_create(pk=1)
        if running.isdisjoint(horizon.running):
            horizon.settled = max(horizon.settled, horizon.ahead)
            horizon.ahead, horizon.running = newest, sorted(running)
            horizon.save(force_update=True)
    return horizon.settled


def newest_seen() -> int:
    """The newest change that can be seen, whether or not one with a lower number is still to come."""
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0


def newest_number() -> int:
    """The last number given, whether or not its transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [Change._meta.db_table])
        cursor.execute(
            f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {cursor.fetchone()[0]}"  # noqa: S608
        )
        return int(cursor.fetchone()[0])


def running_transactions() -> set[int]:
    """Those of others in this database that have begun to write; autovacuum writes no change of ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lock.transactionid::text FROM pg_locks AS lock JOIN pg_stat_activity AS session USING (pid)"
            " WHERE lock.locktype = 'transactionid' AND lock.mode = 'ExclusiveLock'"
            " AND session.datname = current_database() AND pid <> pg_backend_pid()"
            " AND session.backend_type <> 'autovacuum worker'"
        )
        return {int(number) for (number,) in cursor.fetchall()}
