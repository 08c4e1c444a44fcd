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


def error(status: int, name: str, message: str, *failures: dict[str, Any]) -> dict[str, Any]:
    shape = {"statusCode": status, "error": name, "message": message}
    return shape | {"details": {"failures": list(failures)}} if failures else shape


WHY = "limit: “0” is not a whole number from 1 to 500 (100 where nothing is said)."
ERRORS: dict[int, tuple[str, dict[str, Any]]] = {
    400: (
        "A parameter is missing, unknown or not understood; all of them are named at once.",
        error(400, "Bad Request", WHY, {"parameter": "limit", "message": WHY, "value": "0"}),
    ),
    401: (
        "No API key was sent, or it is unknown, expired or revoked.",
        error(401, "Unauthorized", "This API key is unknown, expired or revoked."),
    ),
    403: (
        "The key lacks a scope.",
        error(403, "Forbidden", "Raw records need an API key with the scope “pii”."),
    ),
    404: (
        "There is no such account or interview, or it belongs to somebody else.",
        error(404, "Not Found", "There is no interview “9128481” in the account Greenhouse."),
    ),
    405: (
        "Only GET and HEAD work here.",
        error(405, "Method Not Allowed", 'Method "POST" not allowed.'),
    ),
    406: (
        "The answer is JSON, and the Accept header excludes it.",
        error(406, "Not Acceptable", "Could not satisfy the request Accept header."),
    ),
    500: (
        "The hub failed. It has been logged.",
        error(500, "Internal Server Error", "The hub failed while answering this."),
    ),
}
