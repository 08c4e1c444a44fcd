"""Answers and bodies as they look, for the schema and the documentation."""

from typing import Any

from connectors.v1.operations.examples import ID

OFFICE = ["09:00", "18:00"]
INTERVIEWER: dict[str, Any] = {
    "id": 12,
    "name": "Felix Baumann",
    "email": "felix.baumann@nordlicht.example",
    "time_zone": "Europe/Berlin",
    "hours": [OFFICE, OFFICE, OFFICE, OFFICE, ["09:00", "13:00"], None, None],
    "daily_limit": 2,
    "weekly_limit": 6,
    "paused": False,
    "absences": [{"first_day": "2026-03-16", "last_day": "2026-03-20"}],
    "load": {"this_week": 4, "next_week": 2, "next_30_days": 9, "weeks_of": "Europe/Berlin"},
    "declines": 1,
    "conflicts": 1,
    "feedback_hours": 26.5,
    "feedback_not_reported_by": [],
    "users": [{"id": 1001, "integrated_account_id": ID, "remote_id": "4080"}],
}
CONFLICT: dict[str, Any] = {
    "id": 31,
    "kind": "double_booked",
    "severity": "critical",
    "state": "open",
    "message": "Felix Baumann is needed in two interviews at once for 30 minutes",
    "interviewer_id": 12,
    "interviews": [
        {"id": 117, "remote_id": "40388883003", "integrated_account_id": ID},
        {"id": 121, "remote_id": "90", "integrated_account_id": ID},
    ],
    "starts_at": "2026-03-04T09:30:00.000Z",
    "ends_at": "2026-03-04T10:00:00.000Z",
    "opened_at": "2026-03-02T12:50:04.000Z",
    "closed_at": None,
    "overridden_at": None,
    "override_reason": None,
}
OVERRIDE: dict[str, Any] = {"reason": "Felix joins the second one late, as agreed."}
OVERRIDDEN: dict[str, Any] = CONFLICT | {
    "state": "overridden",
    "overridden_at": "2026-03-02T13:02:11.000Z",
    "override_reason": OVERRIDE["reason"],
}
