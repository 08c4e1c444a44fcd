"""What the unified API shows of an interview, apart from how a caller wants it put."""

import sys
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.functions import Concat

from connectors import json_values
from connectors.json_values import dump, instant
from connectors.models import IntegratedAccount, InterviewText, RemoteRecord
from interviews.selectors import listing
from interviews.selectors import rows as row_shapes
from interviews.selectors.rows import InterviewRow, Seat

RESOURCE = "interviews"
REMOTE_DATA = ',"remote_data":'


class Account(NamedTuple):
    id: int
    uuid: UUID
    vendor: str
    name: str
    state: str
    synced_at: datetime | None
    sync_every: int


def account_as(account: IntegratedAccount) -> Account:
    return Account(
        account.pk,
        account.uuid,
        account.vendor,
        account.name,
        account.state,
        account.synced_at,
        account.sync_every,
    )


def rendering_of(account: Account) -> str:
    """Which code and which words of the account wrote a text: another one would write it another way."""
    words = f"{account.uuid} {account.vendor}".encode()
    return blake2b(words, digest_size=8, key=code()).hexdigest()


@cache
def code() -> bytes:
    files = [
        Path(str(module.__file__))
        for module in (sys.modules[__name__], listing, row_shapes, json_values)
    ]
    return blake2b(b"".join(file.read_bytes() for file in files), digest_size=8).digest()


def unified(row: InterviewRow, account: Account, *, personal: bool) -> dict[str, Any]:
    """Everything but remote_data; what the vendor does not report is null."""
    fields: dict[str, Any] = {
        "id": row.remote_id,
        "hub_id": row.id,
        "integrated_account_id": str(account.uuid),
        "vendor": account.vendor,
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


def open_text(row: InterviewRow, account: Account) -> str:
    """Everything but remote_data as a JSON object that is still to be closed."""
    return dump(unified(row, account, personal=True)).decode().removesuffix("}")


@lru_cache
def kept_text(rendering: str, *, remote_data: bool) -> Subquery:
    """The text that is kept of an interview; null where there is none.

    For each row by itself: a join may be planned so that a late page reads the texts of all those before.
    """
    text = InterviewText.objects.filter(interview=OuterRef("pk"), rendering=rendering)
    raw = (words(REMOTE_DATA), "remote_data") if remote_data else ()
    return Subquery(text.values(shown=Concat("fields", *raw, words("}"))))


def words(text: str) -> Value:
    return Value(text, output_field=TextField())


def closed(text: InterviewText, *, remote_data: bool) -> str:
    return text.fields + (REMOTE_DATA + text.remote_data if remote_data else "") + "}"


def reference(remote_id: str | None) -> dict[str, str] | None:
    return None if remote_id is None else {"id": remote_id}


def interviewer(seat: Seat, *, personal: bool) -> dict[str, str | None]:
    return {
        "id": seat.user_remote_id,
        "name": seat.name if personal else None,
        "email": seat.email if personal else None,
        "response_status": seat.response_status,
    }


def day(date_of: date | None) -> str | None:
    return None if date_of is None else date_of.isoformat()


def record_of(row: InterviewRow) -> str:
    """The vendor's id of the record that the interview was read from."""
    return row.record_remote_id or row.remote_id or ""


def records(account: Account, rows: Sequence[InterviewRow]) -> dict[int, bytes]:
    """The vendor's records as JSON text by our id, in one statement; none where none is kept."""
    found = RemoteRecord.objects.filter(
        account_id=account.id,
        resource=RESOURCE,
        remote_id__in={record_of(row) for row in rows},
    ).exclude(raw=b"")
    kept = {name: zlib.decompress(raw) for name, raw in found.values_list("remote_id", "raw")}
    return {row.id: kept[record_of(row)] for row in rows if record_of(row) in kept}
