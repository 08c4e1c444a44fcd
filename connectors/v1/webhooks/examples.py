"""Answers and bodies as they look, for the schema and the documentation."""

from typing import Any

from connectors.v1.operations.examples import ID

NEW: dict[str, Any] = {
    "url": "https://payroll.example.com/hooks/interviews",
    "events": ["interview.scheduled", "interview.rescheduled", "interview.cancelled"],
    "integrated_account_ids": [ID],
}
ENDPOINT: dict[str, Any] = {
    "id": 7,
    "url": "https://payroll.example.com/hooks/interviews",
    "description": None,
    "events": ["interview.cancelled", "interview.rescheduled", "interview.scheduled"],
    "integrated_account_ids": [ID],
    "personal": False,
    "state": "active",
    "state_reason": None,
    "failures": 0,
    "failing_since": None,
    "last_success_at": "2026-03-02T12:50:05.120Z",
    "held_until": None,
    "old_secret_valid_until": None,
    "created_at": "2026-03-02T12:50:04.000Z",
}
CREATED: dict[str, Any] = ENDPOINT | {"secret": "whsec_…"}
CHANGE: dict[str, Any] = {"state": "active", "send_missed": True}
DELIVERY: dict[str, Any] = {
    "id": 90311,
    "endpoint_id": 7,
    "event": "interview.rescheduled",
    "event_id": "change_90210",
    "state": "delivered",
    "problem": None,
    "last_status": 204,
    "attempts": 1,
    "created_at": "2026-03-02T12:50:04.000Z",
    "done_at": "2026-03-02T12:50:05.120Z",
    "next_attempt_at": None,
}
BODY: dict[str, Any] = {
    "type": "interview.rescheduled",
    "timestamp": "2026-03-02T12:50:04.000Z",
    "data": {
        "id": 117,
        "record": "interview",
        "remote_id": "40388883003",
        "integrated_account_id": ID,
        "vendor": "greenhouse",
        "candidate_id": 41,
        "interview_id": 117,
        "change": 90210,
        "source": "sync",
        "run_id": 4711,
        "fields": {
            "start_at": {"from": "2026-03-04T09:00:00+00:00", "to": "2026-03-05T09:00:00+00:00"}
        },
    },
}
WHOLE: dict[str, Any] = DELIVERY | {
    "body": BODY,
    "tries": [
        {
            "at": "2026-03-02T12:50:05.120Z",
            "took_ms": 84,
            "status": 204,
            "problem": None,
            "answer": None,
        }
    ],
}
REPLAYED: dict[str, Any] = {"replayed": 12}
