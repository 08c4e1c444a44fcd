"""When to try again, as pure functions: time and chance are passed in."""

from datetime import datetime, timedelta

# Ten attempts: at once, and after each of these waits, 75 hours and a half in all.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
JITTER = 0.1
LONGEST_ASKED = timedelta(hours=24)

# One after another fails: the whole endpoint is held back, longer each time, and given up in the end. The holds
# add up to about as long as a single event is tried.
HELD_FROM = 4
DISABLED_FROM = 40
FIRST_HOLD = timedelta(minutes=1)
LONGEST_HOLD = timedelta(minutes=150)


def next_attempt(
    made: int, now: datetime, *, chance: float, asked: datetime | None = None
) -> datetime | None:
    """After `made` attempts, the last of which failed now; None where it is to be given up.

    `chance` from 0 to 1 spreads the load by a tenth to both sides. `asked` is what Retry-After says: never earlier,
    but at most a day from now.
    """
    if made > len(WAITS):
        return None
    wait: timedelta = WAITS[max(made, 1) - 1] * (1 - JITTER + 2 * JITTER * chance)
    planned = now + wait
    if asked is None:
        return planned
    return max(planned, within_bounds(asked, now))


def within_bounds(asked: datetime, now: datetime) -> datetime:
    return min(asked, now + LONGEST_ASKED)


def held_until(failures: int, now: datetime, *, asked: datetime | None = None) -> datetime | None:
    """How long an endpoint with so many failures in a row is left alone; None where it is not."""
    hold = within_bounds(asked, now) if asked else None
    if failures < HELD_FROM:
        return hold
    doubled = FIRST_HOLD * (1 << min(failures - HELD_FROM, 12))
    return max(now + min(doubled, LONGEST_HOLD), hold or now)


def is_hopeless(failures: int) -> bool:
    return failures >= DISABLED_FROM
