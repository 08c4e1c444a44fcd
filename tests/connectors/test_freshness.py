from datetime import UTC, datetime, timedelta

import pytest

from connectors.freshness import Health, Signs, health

NOW = datetime(2026, 11, 5, 9, 42, tzinfo=UTC)


def signs(**known):
    fresh = {
        "state": "active",
        "run": "completed",
        "synced_at": NOW - timedelta(minutes=4),
        "throttled_until": None,
        "sync_every": 15,
    }
    return Signs(**fresh | known)


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({}, Health.OK),
        ({"run": "running"}, Health.RUNNING),
        ({"run": "queued", "synced_at": None}, Health.RUNNING),
        ({"run": None, "synced_at": None}, Health.NEW),
        ({"run": "partial"}, Health.PARTIAL),
        ({"run": "failed"}, Health.FAILING),
        ({"run": "waiting"}, Health.UNREACHED),
        ({"run": "waiting", "throttled_until": NOW + timedelta(minutes=9)}, Health.THROTTLED),
        ({"throttled_until": NOW - timedelta(minutes=9)}, Health.OK),
        ({"synced_at": NOW - timedelta(minutes=45)}, Health.OK),
        ({"synced_at": NOW - timedelta(minutes=46)}, Health.LATE),
        ({"state": "paused", "run": "failed"}, Health.PAUSED),
        ({"state": "refused", "run": "failed"}, Health.REFUSED),
    ],
)
def test_an_account_is_what_its_signs_say(known, found):
    assert health(signs(**known), NOW) == found
