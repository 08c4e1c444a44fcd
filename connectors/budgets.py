"""A rate budget in the database: one row for each credential, shared by all workers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from connectors.models import RateBudget
from connectors.rates import SHARE, Rate, read

WORTH_NOTING = 0.5  # of the limit: below that the vendor's count changes nothing
LOST_RACE = 0.01


@dataclass
class SharedBudget:
    """Each `take` is one conditional UPDATE that commits at once; nothing is locked while a call is out.

    `key` is `auth.budget_key(vendor, credentials)`.
    """

    key: str
    rate: Rate
    told_limit: int | None = None

    def take(self, now: datetime) -> float:
        window_start = now - timedelta(seconds=self.rate.window)
        open_rows = RateBudget.objects.filter(key=self.key).exclude(blocked_until__gt=now)
        running, over = (
            Q(window_started_at__gt=window_start),
            Q(window_started_at__lte=window_start),
        )
        spare = Q(used__lt=F("limit") * SHARE)
        if open_rows.filter(running & spare).update(used=F("used") + 1):
            return 0.0
        if open_rows.filter(over).update(used=1, window_started_at=now):
            return 0.0
        row, created = RateBudget.objects.get_or_create(
            key=self.key,
            defaults={
                "limit": self.rate.limit,
                "window_seconds": self.rate.window,
                "window_started_at": now,
                "used": 1,
            },
        )
        return 0.0 if created else self._wait(row, now)

    def observe(self, headers: Mapping[str, str], status: int, now: datetime) -> None:
        told = read(headers, status, now)
        rows = RateBudget.objects.filter(key=self.key)
        if told.limit and told.limit != self.told_limit:
            rows.exclude(limit=told.limit).update(limit=told.limit)
            self.told_limit = told.limit
        if told.used is not None and told.used > (told.limit or 0) * WORTH_NOTING:
            rows.filter(used__lt=told.used).update(used=told.used)
        if told.until is not None:
            earlier = Q(blocked_until=None) | Q(blocked_until__lt=told.until)
            rows.filter(earlier).update(blocked_until=told.until)

    def _wait(self, row: RateBudget, now: datetime) -> float:
        if row.blocked_until is not None and row.blocked_until > now:
            free_at = row.blocked_until
        else:
            free_at = row.window_started_at + timedelta(seconds=self.rate.window)
        return max((free_at - now).total_seconds(), LOST_RACE)
