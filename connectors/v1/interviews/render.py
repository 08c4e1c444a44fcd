"""The hub's own interviews as JSON: every field of seed 002, and what only the hub knows."""

from datetime import date
from typing import Any

from connectors.api import writes
from connectors.json_values import dump, instant
from connectors.models import WriteBack
from connectors.v1.interviews.selection import Found, Page
from interviews.models import Interview, Interviewer
from interviews.selectors.rows import InterviewRow


def page_text(page: Page) -> bytes:
    rows = [interview(found) for found in page.rows]
    return dump({"interviews": rows, "next_cursor": page.next_cursor})


def one_text(found: Found) -> bytes:
    return dump({"interview": interview(found)})


def asked_text(found: Found, asked: WriteBack) -> bytes:
    return dump({"interview": interview(found), "write": writes.shape(asked)})


def interview(found: Found) -> dict[str, Any]:
    row = found.interview
    seat = next(iter(row.interviewers.all()), None)
    told: dict[str, Any] = {
        "id": row.pk,
        "amend_end_at": instant(row.proposed_end_at),
        "amend_start_at": instant(row.proposed_start_at),
        "amended_by": row.proposed_by,
        "coordinator": coordinator(found),
        "end_at": day(row.end_date) if row.all_day else instant(row.end_at),
        "interviewee": interviewee(row, personal=found.personal),
        "interviewee_id": row.application_id,
        "interviewer": interviewer(seat, personal=found.personal) if seat else None,
        "interviewer_id": seat.user_id if seat else None,
        "kind": row.kind,
        "location": row.location or row.meeting_url,
        "start_at": day(row.start_date) if row.all_day else instant(row.start_at),
        "status": row.vendor_status if row.account else row.status,
        "unified_status": row.status,
        "all_day": row.all_day,
        "integrated_account_id": str(row.account.uuid) if row.account else None,
        "vendor": row.account.vendor if row.account else None,
        "remote_id": row.remote_id,
        "writes": [writes.shape(one) for one in found.writes],
    }
    return told | ({"deleted_at": instant(row.deleted_at)} if row.deleted_at else {})


def coordinator(found: Found) -> dict[str, Any] | None:
    user = found.arranging.coordinator_of(found.interview.arranged)
    return None if user is None else {"id": user, "name": found.arranging.names[user]}


def seen(row: InterviewRow) -> dict[str, Any]:
    """What a caller may want changed, and how it stands."""
    seat = next(iter(row.panel), None)
    return {
        "kind": row.kind,
        "location": row.location or row.meeting_url,
        "start_at": day(row.start_date) if row.all_day else instant(row.start_at),
        "end_at": day(row.end_date) if row.all_day else instant(row.end_at),
        "interviewee_id": row.application_id,
        "interviewer_id": seat.user_id if seat else None,
        "status": row.vendor_status,
    }


def wanted(body: Any) -> dict[str, Any]:
    """The same of what a caller sends; a proposal is of another time."""
    inner = body.get("interview", {}) if isinstance(body, dict) else {}
    return {name.removeprefix("amend_"): value for name, value in inner.items()}


def interviewee(row: Interview, *, personal: bool) -> dict[str, Any] | None:
    application, candidate = row.application, row.candidate
    if application is None and candidate is None:
        return None
    return {
        "id": row.application_id,
        "driver": None
        if candidate is None
        else {
            "id": candidate.pk,
            "image": None,
            "phone_number": candidate.phone if personal else None,
            "title": candidate.name,
        },
        "kind": (application.vendor_status or application.status) if application else None,
        "updated_at": instant(application.vendor_updated_at) if application else None,
    }


def interviewer(seat: Interviewer, *, personal: bool) -> dict[str, Any]:
    """Whose telephone and picture no vendor reports."""
    name = seat.name or (seat.user.name if seat.user else None)
    title = name if personal else None
    return {"id": seat.user_id, "contact_phone_number": None, "image": None, "title": title}


def day(date_of: date | None) -> str | None:
    return date_of.isoformat() if date_of else None
