"""The outbox: write mails, change them while they wait, wake them when their time has come. See the model."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from candidates.mail.links import names_portal, portal_address
from candidates.mail.text import blocks_of
from candidates.mail.wording import LONGEST_SUBJECT, one_line
from candidates.models import Company, Mail, User
from candidates.selectors.mails import ALL, Sought
from candidates.services.leases import ask
from candidates.services.task_queue import EVERYDAY, enqueue

State = Mail.State
AT_ONCE = 200
ENQUEUED_AT_ONCE = 50
ANSWERED = (Mail.Kind.INVITATION, Mail.Kind.REMINDER)
EDITED = (*ANSWERED, Mail.Kind.NOTICE)


class NoSuchMail(Exception):
    """The company has no such mail."""


class MailRefused(Exception):
    """It cannot be done with this mail; the text is a sentence that says why. Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who works on the outbox of a company, and when."""

    company: Company
    user: User
    role: str
    now: datetime


def write_mails(mails: Sequence[Mail], *, at_once: bool = False) -> None:
    """Into the outbox of one company, in the transaction of whoever holds the candidates."""
    Mail.objects.bulk_create(mails)
    if mails and (at_once or not mails[0].company.mail_hold_minutes):
        enqueue_mails(mail.pk for mail in mails)


def write_once(mails: Iterable[Mail]) -> None:
    """Those whose occasion nobody has written for meanwhile; the sweep wakes them."""
    Mail.objects.bulk_create(mails, ignore_conflicts=True)


def dressed(text: str, *, company: str, language: str) -> str:
    """The HTML of a letter."""
    with translation.override(language):
        shown = {"blocks": blocks_of(text), "company": company, "language": language}
        return render_to_string("candidates/mail.html", shown)


@transaction.atomic
def edit(pk: int, desk: Desk, *, subject: str, text: str) -> Mail:
    """The HTML follows the text. There is as much time again to read it once more."""
    mail = in_state(pk, desk, State.WAITING)
    subject = one_line(subject)
    if not subject or len(subject) > LONGEST_SUBJECT or not text.strip():
        raise MailRefused(
            gettext("A mail needs a text, and a subject of at most %d characters.")
            % LONGEST_SUBJECT
        )
    if mail.kind not in EDITED:
        raise MailRefused(
            gettext("Only notices and mails that invite or remind a candidate can be changed.")
        )
    if mail.kind in ANSWERED and not names_portal(text):
        raise MailRefused(
            gettext("Keep the line %s: without it the candidate cannot answer.") % portal_address()
        )
    mail.subject, mail.text = subject, text.replace("\r\n", "\n").strip()
    mail.html = dressed(mail.text, company=desk.company.name, language=mail.language)
    mail.next_attempt_at = desk.now + hold_of(desk.company)
    mail.save(update_fields=["subject", "text", "html", "next_attempt_at"])
    return mail


@transaction.atomic
def discard(pk: int, desk: Desk) -> Mail:
    mail = in_state(pk, desk, State.WAITING, State.FAILED, State.UNKNOWN)
    mail.state, mail.done_at, mail.next_attempt_at = State.DISCARDED, desk.now, None
    mail.problem = discarded_by(desk)
    mail.save(update_fields=["state", "problem", "done_at", "next_attempt_at"])
    return mail


@transaction.atomic
def send_now(pk: int, desk: Desk) -> Mail:
    """Without waiting any longer."""
    return queued(in_state(pk, desk, State.WAITING), desk)


@transaction.atomic
def retry(pk: int, desk: Desk) -> Mail:
    """One that failed; or one of which nobody knows, which then may reach the candidate twice."""
    mail = in_state(pk, desk, State.FAILED, State.UNKNOWN)
    mail.state, mail.problem, mail.done_at, mail.attempts = State.WAITING, "", None, 0
    return queued(mail, desk)


@dataclass(frozen=True, slots=True)
class Act:
    """What is done with many mails at once: to those in `states`, which then are in `to`."""

    states: tuple[str, ...]
    to: str


ACTS_ON_MANY = {
    "send": Act((State.WAITING,), State.WAITING),
    "discard": Act((State.WAITING, State.FAILED, State.UNKNOWN), State.DISCARDED),
    "retry": Act((State.FAILED,), State.WAITING),
}


@transaction.atomic
def many(name: str, chosen: Collection[int] | None, desk: Desk, sought: Sought = ALL) -> int:
    """Those chosen, or all that are sought, where it can be: how many. One of which nobody knows whether it was sent is
    only ever sent again by itself, since it may arrive twice. The sweep wakes them; a few leave at once.
    """
    act = ACTS_ON_MANY[name]
    wanted = (
        sought.of(desk.company.pk) if chosen is None else Q(company=desk.company, pk__in=chosen)
    )
    rows = Mail.objects.filter(wanted, state__in=act.states)
    keys = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
    changed: dict[str, object] = {"state": act.to, "next_attempt_at": desk.now}
    if act.to == State.DISCARDED:
        changed |= {"problem": discarded_by(desk), "done_at": desk.now, "next_attempt_at": None}
    elif name == "retry":
        changed |= {"problem": "", "done_at": None, "attempts": 0}
    Mail.objects.filter(pk__in=keys, state__in=act.states).update(**changed)
    if act.to == State.WAITING and len(keys) <= ENQUEUED_AT_ONCE:
        enqueue_mails(keys)
    return len(keys)


def discarded_by(desk: Desk) -> str:
    name = desk.user.get_full_name() or desk.user.get_username()
    return gettext("Discarded by %(name)s.") % {"name": name}


def queued(mail: Mail, desk: Desk) -> Mail:
    mail.next_attempt_at = desk.now
    mail.save(update_fields=["state", "problem", "done_at", "attempts", "next_attempt_at"])
    enqueue_mails([mail.pk])
    return mail


def in_state(pk: int, desk: Desk, *states: str) -> Mail:
    """The mail, locked. Raises NoSuchMail or MailRefused."""
    mail = Mail.objects.select_for_update().filter(pk=pk, company=desk.company).first()
    if mail is None:
        raise NoSuchMail
    if mail.state not in states:
        raise MailRefused(
            gettext("The state of this mail is “%s” by now: that is not possible any more.")
            % mail.get_state_display()
        )
    return mail


def hold_of(company: Company) -> timedelta:
    return timedelta(minutes=company.mail_hold_minutes)


def waiting() -> QuerySet[Mail]:
    return Mail.objects.filter(state=State.WAITING)


@transaction.atomic
def wake(*, now: datetime) -> list[int]:
    """Queue what waits for its time. Nobody knows of a mail whose worker is gone while handing it over.

    Whoever was only slow still finds the lease, and says what became of it.
    """
    lost = Q(state=State.SENDING, lease_until__lte=now)
    Mail.objects.filter(lost).update(state=State.UNKNOWN, done_at=now, next_attempt_at=None)
    due = (
        waiting()
        .select_for_update(skip_locked=True)
        .filter(next_attempt_at__lte=now)
        .order_by("next_attempt_at", "pk")
    )
    return ask(waiting(), enqueue_mails, list(due.values_list("pk", flat=True)[:AT_ONCE]), now)


def enqueue_mails(pks: Iterable[int]) -> None:
    enqueue(EVERYDAY, "candidates.tasks.work_on_mail", pks, called="mail")
