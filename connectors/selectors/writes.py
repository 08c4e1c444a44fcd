"""What may be written back about a record, and why not, before anybody fills in a form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from candidates.models import Candidate
from connectors.base import Seat, Wish, Write
from connectors.models import IntegratedAccount, RemoteRecord, WriteBack
from connectors.selectors.raw import raw_dict, raw_records, remote_id_of
from connectors.selectors.vendors import told_of
from interviews.models import Interview

TEXTS = ("application_remote_id", "slot_remote_id", "location", "meeting_url", "kind")
RECENT = 3
TOLD_FOR = timedelta(days=1)
MOST_TOLD = 5
ALWAYS_TOLD = ("reschedule", "cancel")
ACTIONS = ("accept", "amend", "reschedule", "reject", "cancel")
MOVES = ("advance", "skip", "set_deadline", "remind")
DOORS = ("reschedule", "cancel", "panel")
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


def choices_about(interview: Interview) -> list[Possible]:
    """Whatever its vendor takes, and what is asked for everywhere."""
    profile = told_of(interview.account) if interview.account else None
    declared = {write.action for write in profile.writes} if profile else set()
    shown = declared.union(ALWAYS_TOLD)
    return possible(interview, tuple(action for action in ACTIONS if action in shown))


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


def latest_wishes(candidates: Iterable[Candidate]) -> dict[int, WriteBack]:
    """The last one about each, by candidate; one statement."""
    rows = WriteBack.objects.filter(candidate__in=[one.pk for one in candidates]).order_by("pk")
    return {wish.candidate_id: wish for wish in rows if wish.candidate_id is not None}


def under_way(candidate: Candidate) -> bool:
    return WriteBack.objects.filter(candidate=candidate, state=WriteBack.State.QUEUED).exists()


def why_not(account: IntegratedAccount, write: Write | None, wish: Wish) -> str:
    if write is None:
        return gettext("This vendor takes no such change from the hub. Make it there.")
    if account.state == IntegratedAccount.State.REFUSED:
        return gettext("The vendor refuses the credentials of this connection.")
    reason = write.refused(wish)
    return gettext(reason) if reason else ""


def why_not_seats(interview: Interview) -> str:
    """Why the panel cannot be changed from here; "" if it can as far as is known here."""
    return closed(interview, about(interview) if interview.account else None)["panel"]


def closed(interview: Interview, wish: Wish | None) -> dict[str, str]:
    """See interviews.ports.Vendors; `wish` is about the interview, null where it is at no vendor."""
    account = interview.account
    if account is None or wish is None:
        nowhere = gettext("This interview was made in the hub and is at no vendor.")
        return dict.fromkeys(DOORS, nowhere)
    if interview.deleted_at:
        return dict.fromkeys(DOORS, gettext("This interview is gone."))
    move = write_of(account, "reschedule")
    told = {
        "reschedule": why_not(account, move, wish),
        "cancel": why_not(account, write_of(account, "cancel"), wish),
    }
    if move is None or "seats" not in move.takes:
        no_seats = gettext("This vendor takes no change of a panel from the hub. Make it there.")
        return told | {"panel": no_seats}
    return told | {"panel": told["reschedule"]}


def write_of(account: IntegratedAccount, action: str) -> Write | None:
    profile = told_of(account)
    return profile.write(action) if profile else None


def may_create(account: IntegratedAccount) -> str:
    """Why no interview can be made at this account; "" if one can."""
    if account.removed_at is not None:
        return gettext("%(name)s was removed: connect it again first.") % {"name": account.name}
    wish = Wish(action="create", key="", options=account.options)
    return why_not(account, write_of(account, "create"), wish)


def creatable_accounts(company_id: int) -> list[IntegratedAccount]:
    """Where an interview can be made."""
    accounts = IntegratedAccount.objects.filter(company_id=company_id).order_by("name")
    return [account for account in accounts if not may_create(account)]


def lacking(account: IntegratedAccount, values: Mapping[str, Any]) -> str:
    """What is missing for an interview of these values to be made; "" if nothing is."""
    write = write_of(account, "create")
    wish = wish_of(WriteBack(account=account, action="create", values=dict(values)))
    return write.lacking(wish) if write else ""


def writes_at(account: IntegratedAccount, *, now: datetime) -> list[WriteBack]:
    """What waits there and what was asked for within a day, newest first."""
    told = Q(state=WriteBack.State.QUEUED) | Q(asked_at__gt=now - TOLD_FOR)
    found = WriteBack.objects.select_related("asked_by", "account", "interview__candidate")
    return list(found.filter(told, account=account).order_by("-pk")[:MOST_TOLD])


def writes_of(interview: Interview, *, now: datetime) -> list[WriteBack]:
    """The last wishes about it as they were at that moment, newest first: what was over only after the interview
    was read for a page still waits there.
    """
    found = WriteBack.objects.select_related("asked_by", "account").filter(interview=interview)
    wishes = list(found.order_by("-pk")[:RECENT])
    for wish in wishes:
        if wish.done_at and wish.done_at > now:
            wish.state = WriteBack.State.QUEUED
    return wishes


def write_called(company_id: int, pk: int) -> WriteBack | None:
    found = WriteBack.objects.select_related("asked_by", "account")
    return found.filter(account__company_id=company_id, pk=pk).first()


def about(interview: Interview) -> Wish:
    """A wish that only says which record it is about."""
    return wish_about(interview, raw_records([interview]))


def wish_about(interview: Interview, records: Mapping[tuple[int, str], RemoteRecord]) -> Wish:
    account = interview.account
    assert account is not None
    remote_id = remote_id_of(interview)
    return Wish(
        action="",
        key="",
        options=account.options,
        remote_id=remote_id,
        row=facts(interview),
        raw=raw_dict(records.get((account.pk, remote_id))),
    )


def facts(row: Any) -> dict[str, Any]:
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}


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
