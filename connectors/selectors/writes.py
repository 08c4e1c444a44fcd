"""What may be written back about a record, and why not, before anybody fills in a form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from candidates.models import Candidate
from connectors.base import Seat, Wish, Write
from connectors.models import IntegratedAccount, RemoteRecord, WriteBack
from connectors.selectors.raw import raw_of
from connectors.selectors.vendors import told_of
from interviews.models import Interview

TEXTS = ("application_remote_id", "slot_remote_id", "location", "meeting_url", "kind")
RECENT = 3
MOVES = ("advance", "skip", "set_deadline", "remind")
MOMENTS = ("start_at", "end_at", "deadline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """An action, and why it is not possible; "" if it is as far as is known here."""

    action: str
    blocked: str


def possible(interview: Interview, actions: tuple[str, ...]) -> list[Possible]:
    """Two statements at the most."""
    account = interview.account
    profile = told_of(account) if account else None
    if account is None or profile is None or interview.deleted_at:
        return []
    wish = about(interview)
    return [
        Possible(action=action, blocked=why_not(account, profile.write(action), wish))
        for action in actions
    ]


def moves_at_vendor(candidate: Candidate) -> list[Possible]:
    """What may be done about a candidate at the vendor who keeps them, each with the reason where not."""
    account = candidate.account
    profile = told_of(account) if account else None
    if account is None or profile is None or candidate.deleted_at:
        return []
    wish = Wish(
        action="",
        key="",
        options=account.options,
        remote_id=candidate.remote_id or "",
        row=facts(candidate),
    )
    return [
        Possible(action=action, blocked=why_not(account, write, wish))
        for action in MOVES
        if (write := profile.write(action))
    ]


def wishes_about(candidate: Candidate) -> list[WriteBack]:
    """The last ones, newest first."""
    found = WriteBack.objects.select_related("asked_by", "account").filter(candidate=candidate)
    return list(found.order_by("-pk")[:RECENT])


def why_not(account: IntegratedAccount, write: Write | None, wish: Wish) -> str:
    if write is None:
        return gettext("This vendor takes no such change from the hub. Make it there.")
    if account.state == IntegratedAccount.State.REFUSED:
        return gettext("The vendor refuses the credentials of this connection.")
    return write.refused(wish)


def write_of(account: IntegratedAccount, action: str) -> Write | None:
    profile = told_of(account)
    return profile.write(action) if profile else None


def may_create(account: IntegratedAccount) -> str:
    """Why no interview can be made at this account; "" if one can."""
    wish = Wish(action="create", key="", options=account.options)
    return why_not(account, write_of(account, "create"), wish)


def writes_of(interview: Interview) -> list[WriteBack]:
    """The last wishes about it, newest first."""
    found = WriteBack.objects.select_related("asked_by", "account").filter(interview=interview)
    return list(found.order_by("-pk")[:RECENT])


def about(interview: Interview) -> Wish:
    """A wish that only says which record it is about."""
    account = interview.account
    assert account is not None
    return Wish(
        action="",
        key="",
        options=account.options,
        remote_id=interview.record_remote_id or interview.remote_id or "",
        row=facts(interview),
        raw=raw_record(account, interview.record_remote_id or interview.remote_id),
    )


def facts(row: Any) -> dict[str, Any]:
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}


def raw_record(account: IntegratedAccount, remote_id: str | None) -> dict[str, Any]:
    record = RemoteRecord.objects.filter(
        account=account, resource="interviews", remote_id=remote_id
    ).first()
    try:
        raw = raw_of(record) if record else {}
    except ValueError:
        return {}
    return raw if isinstance(raw, dict) else {}


def wish_of(row: WriteBack) -> Wish:
    """The wish as its vendor is told it, about the record as it is known now."""
    values = row.values
    base = about(row.interview) if row.interview else None
    seats = values.get("seats")
    given: dict[str, Any] = {name: values.get(name) for name in TEXTS}
    given |= {name: moment(values.get(name)) for name in MOMENTS}
    return Wish(
        action=row.action,
        key=row.key,
        options=row.account.options,
        remote_id=base.remote_id if base else row.remote_id,
        row=base.row if base else facts(row.candidate) if row.candidate else {},
        raw=base.raw if base else {},
        seats=None if seats is None else tuple(Seat(**seat) for seat in seats),
        **given,
    )


def moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None
