"""Take in what people want written at a vendor, and keep account of the work on it. See the model."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from candidates.models import Candidate, User
from candidates.services import leases
from candidates.services.leases import TAKEN_WITHIN
from connectors.models import IntegratedAccount, WriteBack
from connectors.selectors.panels import panel_of, with_answers
from connectors.services import waking
from connectors.services.queue import enqueue_writes
from interviews.models import Interview

RETRY_AFTER = (
    timedelta(seconds=20),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)

WATCHED = (
    "start_at",
    "end_at",
    "start_date",
    "end_date",
    "proposed_start_at",
    "proposed_end_at",
    "status",
    "vendor_status",
    "deadline",
    "deleted_at",
)
SEEN = (*WATCHED, "location", "meeting_url", "kind")

State = WriteBack.State


class OutOfDate(Exception):
    """What was seen before the wish is no longer so; the text says how it is now."""


def ask(
    *,
    account: IntegratedAccount,
    action: str,
    values: Mapping[str, Any],
    key: str,
    source: str,
    now: datetime,
    asked_by_id: int | None = None,
    interview: Interview | None = None,
    candidate: Candidate | None = None,
    seen: int | None = None,
) -> WriteBack:
    """Store the wish and wake a worker, both or neither. The same `key` again is the same wish.

    Raises OutOfDate where the interview has changed since it was `seen`.
    """
    about = interview or candidate
    if about is not None and seen is not None and about.version != seen:
        raise OutOfDate(
            gettext("It has changed meanwhile. Look at it as it is now, and decide again.")
        )
    seen_now = seen_of(about)
    if interview is not None and values.get("seats") is not None:
        seen_now["seats"] = panel_of(interview)
        values = {**values, "seats": with_answers(interview, values["seats"])}
    wish = WriteBack(
        account=account,
        interview=interview,
        candidate=candidate,
        action=action,
        values={**values, "seen": seen_now},
        key=key,
        remote_id=(about.remote_id if about else None) or "",
        seen=about.version if about else None,
        source=source,
        asked_by_id=asked_by_id,
        asked_at=now,
        next_attempt_at=now + TAKEN_WITHIN,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                wish.save(force_insert=True)
        except IntegrityError:
            return WriteBack.objects.get(account=account, key=key)
        enqueue_writes([wish.pk])
    return wish


def subject(wish: WriteBack) -> Interview | Candidate | None:
    """The row that it is about."""
    return wish.interview or wish.candidate


def seen_of(about: Interview | Candidate | None) -> dict[str, Any]:
    """The row as somebody sees it who asks for something about it."""
    here = [name for name in SEEN if hasattr(about, name)]
    return {name: as_text(getattr(about, name)) for name in here}


def as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def waiting() -> QuerySet[WriteBack]:
    return WriteBack.objects.filter(state=State.QUEUED)


def claim(pk: int, *, now: datetime) -> WriteBack:
    """Take the lease, or raise NotFree."""
    return leases.claim(waiting().select_related("account", "interview", "candidate"), pk, now=now)


def keep(wish: WriteBack, *, now: datetime, **values: object) -> None:
    """Renew the lease and note `values`; NotFree if somebody took it over."""
    leases.keep(waiting(), wish, now=now, **values)


def end(wish: WriteBack, *, now: datetime, interview: Interview | None) -> None:
    """`interview` is what it was about or what came of it."""
    leave(
        wish,
        state=State.DONE,
        done_at=now,
        next_attempt_at=None,
        problem="",
        interview=interview,
    )


def refuse(wish: WriteBack, *, now: datetime, problem: str) -> None:
    leave(wish, state=State.REFUSED, done_at=now, next_attempt_at=None, problem=problem)


def stop(wish: WriteBack, *, now: datetime, problem: str, otherwise: str = State.FAILED) -> None:
    """No more attempts. What the vendor has said yes to is done; what it may have done is not known."""
    state = State.DONE if wish.taken_at else State.UNKNOWN if wish.sent_at else otherwise
    if wish.taken_at:
        problem = gettext("It could not be read again: %(problem)s") % {"problem": problem}
    leave(wish, state=state, done_at=now, next_attempt_at=None, problem=problem)


def give_up(wish: WriteBack, *, by: User, now: datetime) -> bool:
    """Somebody does not want to wait for it any more; False where it is over or being worked on."""
    said = gettext("Given up by %(name)s.") % {"name": by.get_full_name() or by.get_username()}
    with transaction.atomic():
        idle = waiting().select_for_update(of=("self",)).filter(leases.free(now), pk=wish.pk)
        found = idle.first()
        if found is not None:
            stop(found, now=now, problem=said)
    return found is not None


def forget_people(candidates: Iterable[int], *, now: datetime) -> None:
    """Of people who were erased: what was wanted of them, and why it failed, is told no longer; nothing waits."""
    keys = list(candidates)
    theirs = WriteBack.objects.filter(
        Q(candidate__in=keys) | Q(interview__candidate__in=keys)
    ).order_by()
    with transaction.atomic():
        idle = waiting().select_for_update(of=("self",)).filter(leases.free(now))
        for wish in idle.filter(pk__in=theirs.values("pk")):
            stop(wish, now=now, problem="")
        theirs.exclude(state=State.QUEUED).update(values={}, problem="")


def put_off(wish: WriteBack, *, until: datetime, problem: str) -> None:
    """The vendor named the time: that was no attempt."""
    leases.put_off(waiting(), wish, until=until, problem=problem)


def retry_later(wish: WriteBack, *, now: datetime, problem: str) -> None:
    """Wait longer each time, and give up in the end."""
    until = leases.next_attempt(wish, RETRY_AFTER, now=now)
    if until is None:
        stop(wish, now=now, problem=problem)
    else:
        leave(wish, next_attempt_at=until, problem=problem)


def leave(wish: WriteBack, **values: object) -> None:
    leases.leave(waiting(), wish, **values)
    wish.refresh_from_db()


def wake(*, now: datetime) -> list[int]:
    """Queue what waits for its time or was left behind."""
    return waking.wake(waiting(), enqueue_writes, now=now, asleep=waking.ASLEEP)
