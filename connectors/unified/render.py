"""Rows as JSON text. The vendor's raw records are JSON already and are put in as they are."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from connectors.api.answers import dump, instant
from connectors.api.params import BadParameters, refused
from connectors.unified.selection import Found
from interviews.selectors.listing import InterviewRow, Seat

NOTHING = b"null"


def page_text(found: Found) -> bytes:
    """`{"result": […], "next_cursor": …}`, or an object of results where they are keyed."""
    pieces = list(pieces_of(found))
    if found.shape.key_by is None:
        result = b"[" + b",".join(pieces) + b"]"
    else:
        names = keys_of(found, found.shape.key_by)
        pairs = (dump(name) + b":" + piece for name, piece in zip(names, pieces, strict=True))
        result = b"{" + b",".join(pairs) + b"}"
    return b'{"result":' + result + b',"next_cursor":' + dump(found.page.next_cursor) + b"}"


def one_text(found: Found) -> bytes:
    return next(pieces_of(found))


def pieces_of(found: Found) -> Iterator[bytes]:
    shape, account = found.shape, str(found.account.uuid)
    for row in found.page.rows:
        raw = found.raw.get(row.remote_id or "", NOTHING)
        if shape.format == "raw":
            yield raw
            continue
        fields = unified(row, account, personal=shape.personal)
        text = dump({name: fields[name] for name in fields if name not in shape.excluded})
        if shape.remote_data:
            comma = b"," if len(text) > len("{}") else b""
            text = text[:-1] + comma + b'"remote_data":' + raw + b"}"
        yield text


def keys_of(found: Found, field: str) -> list[str]:
    """The values of one field as unique keys. Raises BadParameters where that would lose an interview."""
    account = str(found.account.uuid)
    values = [unified(row, account, personal=False).get(field) for row in found.page.rows]
    names = [value if isinstance(value, str) else json.dumps(value) for value in values]
    if None in values:
        why = f"not every interview of this page has a value in {field}."
    elif len(set(names)) < len(names):
        why = f"several interviews of this page share a value in {field}, and only one of them could be shown."
    else:
        return names
    raise BadParameters([refused("truto_key_by", f"{why} Use id or hub_id.", field)])


def unified(row: InterviewRow, account: str, *, personal: bool) -> dict[str, Any]:
    """Everything but remote_data; what the vendor does not report is null."""
    fields: dict[str, Any] = {
        "id": row.remote_id,
        "hub_id": row.id,
        "integrated_account_id": account,
        "vendor": row.vendor,
        "title": row.title,
        "kind": row.kind,
        "round": row.round,
        "application": reference(row.application_remote_id),
        "candidate": reference(row.candidate_remote_id),
        "job": reference(row.job_remote_id),
        "job_interview_stage": reference(row.stage_remote_id),
        "organizer": reference(row.organizer_remote_id),
        "interviewers": [interviewer(seat, personal=personal) for seat in row.panel],
        "location": row.location,
        "meeting_url": row.meeting_url,
        "start_at": day(row.start_date) if row.all_day else instant(row.start_at),
        "end_at": day(row.end_date) if row.all_day else instant(row.end_at),
        "all_day": row.all_day,
        "time_zone": row.time_zone,
        "status": row.status,
        "vendor_status": row.vendor_status,
        "created_at": instant(row.vendor_created_at),
        "updated_at": instant(row.vendor_updated_at),
    }
    if row.deleted_at is not None:
        fields["deleted_at"] = instant(row.deleted_at)
        fields["deleted_reason"] = row.deleted_reason
    return fields


def reference(remote_id: str | None) -> dict[str, str] | None:
    return None if remote_id is None else {"id": remote_id}


def interviewer(seat: Seat, *, personal: bool) -> dict[str, str | None]:
    return {
        "id": seat.user_remote_id,
        "name": seat.name,
        "email": seat.email if personal else None,
        "response_status": seat.response_status,
    }


def day(date_of: date | None) -> str | None:
    return None if date_of is None else date_of.isoformat()
