"""Answers and bodies as they look, for the schema and the documentation."""

from typing import Any

ID = "62f44730-dd91-461e-bd6a-aedd9e0ad79d"
ACCOUNT: dict[str, Any] = {
    "id": ID,
    "name": "Greenhouse Berlin",
    "vendor": "greenhouse",
    "state": "active",
    "state_reason": None,
    "sync_every_minutes": 15,
    "full_sync_every_hours": 24,
    "retention_days": 365,
    "synced_at": "2026-03-02T12:45:07.120Z",
    "next_sync_at": "2026-03-02T13:00:07.120Z",
    "throttled_until": None,
    "created_at": "2026-01-12T09:14:55.000Z",
}
CHECKED: dict[str, Any] = {"integrated_account_id": ID, "answered_at": "2026-03-02T12:50:00.311Z"}
RUN: dict[str, Any] = {
    "id": 4711,
    "integrated_account_id": ID,
    "state": "queued",
    "trigger": "api",
    "full": False,
    "resources": [],
    "counts": {},
    "message": None,
    "attempts": 0,
    "queued_at": "2026-03-02T12:50:00.000Z",
    "started_at": None,
    "finished_at": None,
    "next_attempt_at": None,
}
DONE: dict[str, Any] = RUN | {
    "state": "completed",
    "counts": {
        "interviews": {
            "read": 120, "new": 3, "changed": 2, "unchanged": 115, "deleted": 0, "rejected": 0
        }
    },
    "attempts": 1,
    "started_at": "2026-03-02T12:50:01.311Z",
    "finished_at": "2026-03-02T12:50:09.402Z",
}  # fmt: skip
ISSUE: dict[str, Any] = {
    "id": 88,
    "integrated_account_id": ID,
    "kind": "unknown_word",
    "state": "open",
    "message": "The vendor's word “on_hold” in status of interviews has no meaning here yet.",
    "advice": "It is shown as it is and counted as unknown. Say what it means on the page of the connection's words.",
    "resource": "interviews",
    "remote_id": None,
    "field": "status",
    "value": "on_hold",
    "count": 4,
    "first_seen_at": "2026-03-01T08:00:02.000Z",
    "last_seen_at": "2026-03-02T12:45:05.000Z",
    "snoozed_until": None,
    "resolved_at": None,
}
SNOOZE: dict[str, Any] = {"state": "snoozed", "snoozed_until": "2026-03-09T08:00:00Z"}
SNOOZED: dict[str, Any] = ISSUE | {
    "state": "snoozed",
    "snoozed_until": "2026-03-09T08:00:00.000Z",
}
CHANGE: dict[str, Any] = {
    "id": 90210,
    "kind": "UPDATED",
    "record": "interview",
    "record_id": 117,
    "remote_id": "40388883003",
    "integrated_account_id": ID,
    "candidate_id": 41,
    "interview_id": 117,
    "fields": {"location": ["Room Elbe", "Room Spree"]},
    "source": "sync",
    "run_id": 4711,
    "at": "2026-03-02T12:50:04.000Z",
}
START: dict[str, Any] = {"integrated_account_id": ID, "full": False}
EXPLANATION: dict[str, Any] = {
    "hub_id": 117,
    "integrated_account_id": ID,
    "resource": "interviews",
    "record_id": "40388883003",
    "read_at": "2026-03-02T12:50:04.000Z",
    "run_id": 4711,
    "fields": [
        {
            "field": "status",
            "value": "completed",
            "origin": "vendor",
            "raw": [{"path": "status", "value": "complete"}],
            "rule": "our word for the vendor's",
            "inferred": False,
            "changed_at": "2026-03-02T12:50:04.000Z",
            "source": "sync",
            "run_id": 4711,
        }
    ],
}
