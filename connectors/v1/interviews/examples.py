"""Answers and bodies as they look, for the schema and the documentation. The interview is that of seed 002."""

from typing import Any

from connectors.api.writes import EXAMPLE as WRITE

INTERVIEW: dict[str, Any] = {
    "id": 27,
    "amend_end_at": None,
    "amend_start_at": None,
    "amended_by": None,
    "coordinator": {"id": 12, "name": "Dora Klein"},
    "end_at": "2025-03-20T11:02:08.000Z",
    "interviewee": {
        "id": 277,
        "driver": {"id": 997, "image": None, "phone_number": "123", "title": "Jude Howell"},
        "kind": "verified",
        "updated_at": "2025-03-20T10:02:08.958Z",
    },
    "interviewee_id": 277,
    "interviewer": {
        "id": 1001,
        "contact_phone_number": None,
        "image": None,
        "title": "Luisa Hintz",
    },
    "interviewer_id": 1001,
    "kind": "video_call",
    "location": "https://google.meet",
    "start_at": "2025-03-20T10:32:08.000Z",
    "status": "pending",
    "unified_status": "draft",
    "all_day": False,
    "integrated_account_id": "62f44730-dd91-461e-bd6a-aedd9e0ad79d",
    "vendor": "drvn",
    "remote_id": "27",
    "writes": [],
}
ENVELOPE: dict[str, Any] = {"interview": INTERVIEW}
PAGE: dict[str, Any] = {"interviews": [INTERVIEW], "next_cursor": None}
ASKED: dict[str, Any] = {"interview": INTERVIEW | {"writes": [WRITE]}, "write": WRITE}
CHANGE: dict[str, Any] = {
    "interview": {
        "location": "https://google.meet",
        "start_at": "2025-03-20T10:32:08Z",
        "end_at": "2025-03-20T11:02:08Z",
        "interviewer_id": 1001,
        "interviewee_id": 277,
    }
}
PROPOSAL: dict[str, Any] = {
    "interview": {
        "amend_start_at": "2025-03-21T10:32:08Z",
        "amend_end_at": "2025-03-21T11:02:08Z",
    }
}
COORDINATOR: dict[str, Any] = {"interview": {"coordinator_id": 12}}
