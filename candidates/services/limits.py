"""How often an API key may call, or a feed be fetched: counted in one row each, which all processes share."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from candidates.models import ApiKey, KeyMinute
from candidates.selectors.prepared_queries import planned_once

MINUTE = 60
# One statement that counts this call and tells the count, so that of calls at the same time none is lost. A process
# whose clock is behind counts in the newest minute.
COUNT = """
INSERT INTO {table} ({owner}, minute, used) VALUES (%s, %s, 1)
ON CONFLICT ({owner}) DO UPDATE SET
    used = CASE WHEN excluded.minute > {table}.minute THEN 1 ELSE {table}.used + 1 END,
    minute = CASE WHEN excluded.minute > {table}.minute THEN excluded.minute ELSE {table}.minute END
RETURNING used
"""


@dataclass(frozen=True, slots=True)
class Allowance:
    """`used` counts this call too; in `reset` seconds a new minute begins."""

    limit: int
    used: int
    reset: int

    @property
    def is_spent(self) -> bool:
        return self.used > self.limit

    @property
    def headers(self) -> dict[str, str]:
        left = max(0, self.limit - self.used)
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(left),
            "RateLimit-Reset": str(self.reset),
        }


def count_call(key: ApiKey, now: datetime) -> Allowance | None:
    """None for a key without a limit, which costs nothing."""
    if key.rate_limit is None:
        return None
    return count_in(KeyMinute, key.pk, key.rate_limit, now)


def count_in(minutes: type[Model], owner: int, limit: int, now: datetime) -> Allowance:
    """`minutes` is a table of `minute` and `used`, with the owner as its primary key."""
    seconds = int(now.timestamp())
    meta = minutes._meta
    counted = COUNT.format(table=meta.db_table, owner=meta.pk.column)
    with planned_once() as cursor:
        cursor.execute(counted, [owner, seconds // MINUTE])
        [(used,)] = cursor.fetchall()
    return Allowance(limit, used, MINUTE - seconds % MINUTE)
