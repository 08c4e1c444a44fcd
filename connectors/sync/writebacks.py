"""Do at the vendor what somebody asked for, then read the record again: the mirror alone writes rows.

    wish -> is it still so? (HTTP) -> the action (HTTP) -> the record as it is now (HTTP) -> row, change

A cut at any point neither doubles nor loses it: changing and deleting may be done twice, and whether something
was made already is asked before it is made again.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext

from candidates.services.changes import Origin
from candidates.statuses import DeletedReason
from connectors.base import Profile, Resource, Touched, Wish, Write
from connectors.errors import KeyRefused, NotFound, SlowDown, VendorDown, VendorError
from connectors.http import Client
from connectors.models import IntegratedAccount, WriteBack
from connectors.selectors.vendors import profile_of
from connectors.selectors.writes import wish_of
from connectors.services import accounts
from connectors.services import writebacks as rows
from connectors.sync import absence
from connectors.sync.errands import Errand, run
from connectors.sync.job import Clock
from interviews.models import Interview

WATCHED = ("start_at", "end_at", "start_date", "end_date", "status", "deleted_at")


def work_on(pk: int, *, clock: Clock, sleep: Callable[[float], None] = time.sleep) -> WriteBack:
    """Claim it and do it. Raises NotFree; what fails waits in its row, or is told there."""
    wish = rows.claim(pk, now=clock())
    account = wish.account
    try:
        if account.state == IntegratedAccount.State.PAUSED:
            rows.put_off(wish, until=clock(), problem=gettext("The connection is paused."))
            return wish
        with accounts.open_client(account, clock=clock, sleep=sleep) as client:
            perform(wish, profile_of(account), client, clock)
    except rows.NotFree:
        raise
    except SlowDown as problem:
        until = problem.until or clock() + timedelta(seconds=problem.retry_after)
        accounts.throttle(account, until=until)
        rows.put_off(wish, until=until, problem=problem.message)
    except (KeyRefused, VendorDown) as problem:
        rows.retry_later(wish, now=clock(), problem=problem.message)
    except VendorError as problem:
        rows.refuse(wish, now=clock(), problem=problem.message)
    except Exception as problem:
        told = f"The hub failed while working on it: {type(problem).__name__}."
        rows.retry_later(wish, now=clock(), problem=told)
        raise
    wish.refresh_from_db()
    return wish


def perform(row: WriteBack, profile: Profile, client: Client, clock: Clock) -> None:
    write = profile.write(row.action)
    if write is None:
        rows.refuse(row, now=clock(), problem=gettext("The vendor takes no such action."))
        return
    resource = profile.resource(write.resource)
    wish = wish_of(row)
    errand = errand_of(row, profile, client, clock)
    if row.sent_at is None:
        look_before(row, errand, write)
        if problem := write.refused(wish) or overtaken(row):
            rows.refuse(row, now=clock(), problem=problem)
            return
    made = made_before(client, resource, write, wish) if row.sent_at else None
    if made is None:
        rows.keep(row, now=clock(), sent_at=row.sent_at or clock())
        made = send(client, write, wish)
    look_after(row, errand, write, made or row.remote_id)
    rows.end(row, now=clock(), remote_id=made or "")


def errand_of(row: WriteBack, profile: Profile, client: Client, clock: Clock) -> Errand:
    """Asks for records again in the name of whoever asked for the action."""

    def told_as(at: datetime) -> Origin:
        return Origin(
            company_id=row.account.company_id,
            account_id=row.account_id,
            source=row.source,
            actor_id=row.asked_by_id,
            at=at,
        )

    def keep(at: datetime) -> None:
        rows.keep(row, now=at)

    return Errand(row.account, profile, client, clock, told_as=told_as, keep=keep)


def look_before(row: WriteBack, errand: Errand, write: Write) -> None:
    """The record as the vendor has it now, so that nobody decides on what is no longer so."""
    if row.remote_id and not write.makes:
        run(errand, [touched(row, write, gone=DeletedReason.VENDOR)])
        errand.wanted.clear()
        if row.interview:
            row.interview.refresh_from_db()


def overtaken(row: WriteBack) -> str:
    """Why the wish no longer fits the interview that it was made for; "" if it does."""
    now: Interview | None = row.interview
    if now is None or row.seen is None or now.version == row.seen:
        return ""
    seen: dict[str, Any] = row.values.get("seen", {})
    moved = [name for name in WATCHED if as_text(getattr(now, name)) != seen.get(name)]
    if not moved:
        return ""
    if now.deleted_at:
        return gettext("The vendor no longer has this interview.")
    told = now.start_at.isoformat(timespec="minutes") if now.start_at else now.vendor_status
    return gettext(
        "It was changed at the vendor meanwhile (now %(now)s). Look at it, and decide again."
    ) % {"now": told}


def as_text(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def made_before(client: Client, resource: Resource, write: Write, wish: Wish) -> str | None:
    """The id of what an earlier attempt has made, if it has."""
    if write.find is None:
        return None
    found = absence.answers(client, resource, write.find(wish))
    keys = (absence.key_in(resource, raw) for raw in found if write.found(wish, raw))
    return next(filter(None, keys), None)


def send(client: Client, write: Write, wish: Wish) -> str | None:
    """Do it. What is gone already needs no second deletion."""
    try:
        response = client.send(write.request(wish))
        write.check(response)
    except NotFound:
        if write.final:
            return None
        raise
    return write.made(response)


def look_after(row: WriteBack, errand: Errand, write: Write, remote_id: str) -> None:
    if remote_id:
        reason = DeletedReason.PERSON if write.final else DeletedReason.VENDOR
        run(errand, [touched(row, write, gone=reason, remote_id=remote_id)])


def touched(row: WriteBack, write: Write, *, gone: str, remote_id: str = "") -> Touched:
    record = (row.interview.record_remote_id if row.interview else None) or row.remote_id
    return Touched(
        resource=write.resource,
        remote_id=remote_id if write.makes else record,
        gone=gone,
        below=gone,
        parent=str(row.values.get("application_remote_id") or ""),
    )


def asked_beforehand(account: IntegratedAccount, write: Write, wish: Wish) -> str:
    """The vendor's own reason against it, before anybody fills in a form; "" if there is none or it is silent."""
    question = write.ask(wish)
    if question is None:
        return ""
    try:
        with accounts.open_client(account, sleep=give_up) as client:
            return write.told(client.send(question))
    except (VendorError, Impatient):
        return ""


class Impatient(Exception):
    """A page does not wait for a rate limit."""


def give_up(seconds: float) -> None:
    raise Impatient
