"""Do at the vendor what somebody asked for, then read the record again: the mirror alone writes rows.

    wish -> is it still so? (HTTP) -> the action (HTTP) -> the record as it is now (HTTP) -> row, change, conflicts

A cut at any point neither doubles nor loses it: before anything is sent again the record is read. As wanted it is
done, as it was seen it is sent, and what others have made of it is left alone and told.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext
from structlog.contextvars import bind_contextvars

from candidates.models import Change
from candidates.services.changes import Origin
from candidates.services.leases import NotFree
from candidates.statuses import DeletedReason
from connectors.base import Profile, Touched, Wish, Write
from connectors.errors import KeyRefused, NotFound, SlowDown, VendorDown, VendorError
from connectors.http import Client
from connectors.models import IntegratedAccount, WriteBack
from connectors.run_texts import REMOVED
from connectors.selectors.panels import seated
from connectors.selectors.vendors import profile_of
from connectors.selectors.writes import wish_of
from connectors.services import accounts, announcing, issues
from connectors.services import writebacks as rows
from connectors.services.waking import ASLEEP
from connectors.sync import absence, findings
from connectors.sync.job import Clock
from connectors.sync.refetch import Errand, run
from connectors.sync.write_state import overtaken, record_id, standing
from interviews.models import Interview
from interviews.services import bookings


@dataclass(frozen=True, slots=True)
class Work:
    """One wish that is being worked on, and what it takes."""

    row: WriteBack
    profile: Profile
    write: Write
    client: Client
    clock: Clock


def work_on(pk: int, *, clock: Clock, sleep: Callable[[float], None] = time.sleep) -> WriteBack:
    """Claim it and do it. Raises NotFree; what fails waits in its row, or is told there."""
    row = rows.claim(pk, now=clock())
    account = row.account
    bind_contextvars(account=str(account.uuid))
    try:
        if account.removed_at is not None:
            rows.stop(row, now=clock(), problem=REMOVED)
            return row
        if account.state in ASLEEP:
            rows.put_off(row, until=clock(), problem=asleep(account))
            return row
        profile = profile_of(account)
        write = profile.write(row.action)
        if write is None:
            rows.refuse(row, now=clock(), problem=gettext("The vendor takes no such action."))
            return row
        with accounts.open_client(account, clock=clock, sleep=sleep) as client:
            perform(Work(row, profile, write, client, clock))
    except NotFree:
        raise
    except SlowDown as problem:
        until = problem.until or clock() + timedelta(seconds=problem.retry_after)
        accounts.throttle(account, until=until)
        rows.put_off(row, until=until, problem=problem.message)
    except VendorDown as problem:
        rows.retry_later(row, now=clock(), problem=problem.message)
    except VendorError as problem:
        if isinstance(problem, KeyRefused) and problem.whole:
            await_a_person(row, problem, clock())
        else:
            rows.stop(row, now=clock(), problem=problem.message, otherwise=rows.State.REFUSED)
    except Exception as problem:
        told = f"The hub failed while working on it: {type(problem).__name__}."
        rows.retry_later(row, now=clock(), problem=told)
        raise
    row.refresh_from_db()
    return row


def asleep(account: IntegratedAccount) -> str:
    if account.state == IntegratedAccount.State.PAUSED:
        return gettext("The connection is paused.")
    return gettext("The vendor refuses the credentials of this connection.")


def await_a_person(row: WriteBack, problem: KeyRefused, now: datetime) -> None:
    """The credentials are refused as a whole: it goes on when somebody has mended them."""
    accounts.refuse(row.account, reason=problem.message)
    issues.raise_issues(row.account, [findings.run_failed(problem)], now)
    rows.put_off(row, until=now, problem=asleep(row.account))


def perform(work: Work) -> None:
    row = work.row
    if row.taken_at is None and not done_before(work):
        if row.sent_at and work.write.traceless:
            rows.stop(row, now=work.clock(), problem=gettext("It leaves no trace at the vendor."))
            return
        if problem := against(work):
            rows.refuse(row, now=work.clock(), problem=problem)
            return
        send(work)
    look_after(work)
    bookings.step(row.account.company_id, work.clock())
    announcing.tell(row, now=work.clock())
    rows.end(row, now=work.clock(), interview=interview_of(row))


def done_before(work: Work) -> bool:
    """Whether an earlier attempt has done it, though its answer was lost."""
    row, write = work.row, work.write
    if row.sent_at is None:
        return False
    wish = wish_of(row)
    if write.makes:
        made = made_before(work, wish)
        if made is not None:
            rows.keep(row, now=work.clock(), remote_id=made)
        return made is not None
    found = standing(row, work.profile, write, work.client, now=work.clock())
    if found is None:
        return write.ends
    wish = replace(wish, row=found)
    if wish.seats is None or row.interview is None:
        return write.is_done(wish)
    look_before(work)
    others = not write.wanted(wish) or write.is_done(wish)
    return others and seated(row.interview, wish.seats)


def made_before(work: Work, wish: Wish) -> str | None:
    """The id of what an earlier attempt has made, if it has."""
    write, resource = work.write, work.profile.resource(work.write.resource)
    if write.find is None:
        return None
    found = absence.answers(work.client, resource, write.find(wish))
    keys = (absence.key_in(resource, raw) for raw in found if write.found(wish, raw))
    return next(filter(None, keys), None)


def against(work: Work) -> str:
    """Why it is not to be sent, judged by the record as the vendor has it now; "" if it is."""
    look_before(work)
    wish = wish_of(work.row)
    write = work.write
    return write.refused(wish) or write.lacking(wish) or overtaken(work.row, watched(write, wish))


def watched(write: Write, wish: Wish) -> list[str]:
    """What the wish would write, of which nobody may have made something else meanwhile."""
    panel = [] if wish.seats is None else ["seats"]
    return [*write.wanted(wish), *panel]


def look_before(work: Work) -> None:
    """What this finds was changed by others."""
    row = work.row
    if row.remote_id and not work.write.makes:
        run(errand_of(work, told_as_found), [touched(row, work.write, gone=DeletedReason.VENDOR)])
        if about := rows.subject(row):
            about.refresh_from_db()


def send(work: Work) -> None:
    """What the vendor answers no to is as good as never sent."""
    row, write = work.row, work.write
    request = write.request(wish_of(row))
    rows.keep(row, now=work.clock(), sent_at=work.clock())
    try:
        response = work.client.send(request)
        write.check(response)
        made = write.made(response)
    except VendorDown:
        raise
    except VendorError as problem:
        if not is_gone(work, problem):
            rows.keep(row, now=work.clock(), sent_at=None)
            raise
        made = None
    rows.keep(row, now=work.clock(), taken_at=work.clock(), remote_id=made or row.remote_id)


def is_gone(work: Work, problem: VendorError) -> bool:
    """A 404 need not be about the record; what is gone already needs no second deletion."""
    if not (work.write.final and isinstance(problem, NotFound)):
        return False
    return standing(work.row, work.profile, work.write, work.client, now=work.clock()) is None


def look_after(work: Work) -> None:
    row, write = work.row, work.write
    if row.remote_id:
        reason = DeletedReason.PERSON if write.final else DeletedReason.VENDOR
        run(errand_of(work, told_as_asked), [touched(row, write, gone=reason)])


def interview_of(row: WriteBack) -> Interview | None:
    """What it was about, or what came of it."""
    if row.interview or row.candidate or not row.remote_id:
        return row.interview
    made = Q(remote_id=row.remote_id) | Q(record_remote_id=row.remote_id)
    return Interview.objects.filter(made, account=row.account, deleted_at=None).first()


def touched(row: WriteBack, write: Write, *, gone: str) -> Touched:
    return Touched(
        resource=write.resource,
        remote_id=row.remote_id if write.makes else record_id(row),
        gone=gone,
        below=gone,
        parent=str(row.values.get("application_remote_id") or ""),
    )


def errand_of(work: Work, told_as: Callable[[WriteBack, datetime], Origin]) -> Errand:
    row = work.row

    def keep(at: datetime) -> None:
        rows.keep(row, now=at)

    def told(at: datetime) -> Origin:
        return told_as(row, at)

    return Errand(
        row.account,
        work.profile,
        work.client,
        work.clock,
        told_as=told,
        keep=keep,
        whole=row.values.get("seats") is not None,
    )


def told_as_found(row: WriteBack, at: datetime) -> Origin:
    return Origin(
        company_id=row.account.company_id,
        account_id=row.account_id,
        source=Change.Source.SYNC,
        at=at,
    )


def told_as_asked(row: WriteBack, at: datetime) -> Origin:
    """In the name of whoever asked for the action."""
    return replace(told_as_found(row, at), source=row.source, actor_id=row.asked_by_id)


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
