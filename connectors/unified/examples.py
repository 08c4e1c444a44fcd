"""Answers as they look, for the schema and the documentation."""

from typing import Any

INTERVIEW: dict[str, Any] = {
    "id": "9128481",
    "hub_id": 41,
    "integrated_account_id": "62f44730-dd91-461e-bd6a-aedd9e0ad79d",
    "vendor": "greenhouse",
    "title": "Culture Fit",
    "kind": None,
    "round": None,
    "application": {"id": "69306314"},
    "candidate": {"id": "57683957"},
    "job": {"id": "107761"},
    "job_interview_stage": {"id": "678901"},
    "organizer": {"id": "3128"},
    "interviewers": [
        {
            "id": "4080",
            "name": "Kate Austen",
            "email": "kate.austen@example.com",
            "response_status": "needs_action",
        }
    ],
    "location": "Big Conference Room",
    "meeting_url": None,
    "start_at": "2026-03-02T13:15:00.000Z",
    "end_at": "2026-03-02T14:15:00.000Z",
    "all_day": False,
    "time_zone": None,
    "status": "scheduled",
    "vendor_status": "scheduled",
    "created_at": "2026-02-20T15:20:45.123Z",
    "updated_at": "2026-02-26T09:02:11.000Z",
    "remote_data": {"id": 9128481, "status": "scheduled", "location": "Big Conference Room"},
}
PAGE: dict[str, Any] = {"result": [INTERVIEW], "next_cursor": None}
