"""What need not be asked anew at each view: kept for less than a minute in the cache of a process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.core.cache import cache

KEPT_FOR = timedelta(seconds=45)
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    at: datetime
    thing: object


def kept(key: str, now: datetime, made: Callable[[], Thing]) -> Thing:
    """Never told of another moment than one shortly before `now`. A key always names things of one kind."""
    found = cache.get(key)
    if isinstance(found, Kept) and timedelta() <= now - found.at < KEPT_FOR:
        return found.thing  # type: ignore[return-value]
    thing = made()
    cache.set(key, Kept(at=now, thing=thing), KEPT_FOR.total_seconds())
    return thing
