"""How an account is doing, from plain values: what the chip, the banners and the connections page say."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LATE_AFTER_INTERVALS = 3
AT_WORK = ("queued", "running")


class Health(StrEnum):
    """Worst first."""

    REFUSED = "refused"
    FAILING = "failing"
    UNREACHED = "unreached"
    THROTTLED = "throttled"
    LATE = "late"
    PARTIAL = "partial"
    PAUSED = "paused"
    REMOVED = "removed"
    NEW = "new"
    RUNNING = "running"
    OK = "ok"


WORST_FIRST = tuple(Health)
TONES = {
    Health.REFUSED: "red",
    Health.FAILING: "red",
    Health.UNREACHED: "amber",
    Health.THROTTLED: "amber",
    Health.LATE: "amber",
    Health.PARTIAL: "amber",
}
ICONS = {
    Health.REFUSED: "sev-critical",
    Health.FAILING: "sev-critical",
    Health.UNREACHED: "sev-high",
    Health.THROTTLED: "sev-high",
    Health.LATE: "sev-high",
    Health.PARTIAL: "sev-high",
    Health.PAUSED: "pause",
    Health.REMOVED: "x",
    Health.NEW: "st-draft",
    Health.RUNNING: "refresh",
    Health.OK: "sev-ok",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is known of an account: its own state, the state of its newest run, when it was last read whole."""

    state: str
    run: str | None
    synced_at: datetime | None
    throttled_until: datetime | None
    sync_every: int


class Freshness(StrEnum):
    """How far the data of an account is to be trusted, in a word for other systems; worst first."""

    REFUSED = "refused"
    NEVER = "never"
    LATE = "late"
    PAUSED = "paused"
    REMOVED = "removed"
    FRESH = "fresh"


def is_late(synced_at: datetime | None, sync_every: int, now: datetime) -> bool:
    """Older than three times its interval: two rounds in a row did not come through."""
    if synced_at is None:
        return False
    return now - synced_at > timedelta(minutes=sync_every) * LATE_AFTER_INTERVALS


def told_freshness(
    state: str, synced_at: datetime | None, sync_every: int, now: datetime
) -> Freshness:
    if state != "active":
        return Freshness(state)
    if synced_at is None:
        return Freshness.NEVER
    return Freshness.LATE if is_late(synced_at, sync_every, now) else Freshness.FRESH


def health(signs: Signs, now: datetime) -> Health:
    if signs.state == "refused":
        return Health.REFUSED
    if signs.state == "paused":
        return Health.PAUSED
    if signs.state == "removed":
        return Health.REMOVED
    if signs.run == "failed":
        return Health.FAILING
    if signs.throttled_until and signs.throttled_until > now:
        return Health.THROTTLED
    if signs.run == "waiting":
        return Health.UNREACHED
    if signs.run in AT_WORK:
        return Health.RUNNING
    if is_late(signs.synced_at, signs.sync_every, now):
        return Health.LATE
    if signs.run == "partial":
        return Health.PARTIAL
    return Health.OK if signs.synced_at else Health.NEW
