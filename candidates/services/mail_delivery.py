"""The worker's part of the outbox: take a mail, look at the candidate once more, hand it over, note what became of it.

A mail is `SENDING` in a transaction of its own before it is handed over. Nothing takes it up again from there.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext

from candidates import ical
from candidates.mail.handover import Outcome, Verdict, hand_over
from candidates.mail.links import HIDDEN, with_key, with_token
from candidates.mail.reasons import STATUS_NOW
from candidates.models import Candidate, Mail
from candidates.selectors.cases import case_of
from candidates.selectors.password_reset import candidate_token, colleague_token
from candidates.services import leases
from candidates.services.outbox import State, waiting
from candidates.services.passwords import SET_WHILE
from candidates.statuses import CandidateStatus
from candidates.transitions import status_now

Kind = Mail.Kind
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)


def work_on(pk: int, *, clock: Callable[[], datetime]) -> None:
    """Raises NotFree where it is over or somebody else is at it."""
    taken = take(pk, now=clock())
    if taken is None:
        return
    mail, message = taken
    with translation.override(mail.company.language):
        outcome = hand_over(message)
    settle(mail, outcome, now=clock())


@transaction.atomic
def take(pk: int, *, now: datetime) -> tuple[Mail, EmailMultiAlternatives] | None:
    """None where nobody shall have it any more: then it is discarded, with the reason."""
    candidate = held_candidate(pk)
    mail = leases.claim(waiting(), pk, now=now)
    leases.keep(waiting(), mail, now=now, state=State.SENDING)
    with translation.override(mail.company.language):
        reason = needless(mail, candidate, now)
    if reason:
        over(mail, State.DISCARDED, now=now, problem=reason)
        return None
    mail.recipient = address_of(mail, candidate)
    mail.save(update_fields=["recipient"])
    return mail, message_of(mail, candidate)


def held_candidate(pk: int) -> Candidate | None:
    """Locked, so that a move and the mail do not pass each other; None where it is about nobody."""
    owners = Mail.objects.filter(pk=pk).values("candidate_id")
    locked = Candidate.objects.select_for_update(no_key=True).filter(pk__in=owners)
    candidate: Candidate | None = locked.first()
    return candidate


def address_of(mail: Mail, candidate: Candidate | None) -> str:
    if mail.kind == Kind.NOTICE:
        return mail.recipient
    to = mail.user or candidate
    return (to.email if to else None) or ""


def needless(mail: Mail, candidate: Candidate | None, now: datetime) -> str:
    """Why it shall not go out any more, as a sentence; "" if it shall."""
    if mail.user:
        return "" if mail.user.is_active else gettext("This person's account is closed.")
    if candidate is None or candidate.deleted_at is not None:
        return gettext("The candidate was deleted.")
    if mail.kind == Kind.NOTICE:
        return "" if mail.recipient else gettext("There is no e-mail address any more.")
    status = status_now(case_of(candidate, now, mail.company))
    asked = mail.kind == Kind.PASSWORD
    if status not in SET_WHILE if asked else status != mail.status:
        return gettext(STATUS_NOW) % CandidateStatus(status).label
    if candidate.deadline != mail.deadline and not asked:
        return gettext("The deadline was changed after it was written.")
    if not candidate.email:
        return gettext("There is no e-mail address any more.")
    return ""


def message_of(mail: Mail, candidate: Candidate | None) -> EmailMultiAlternatives:
    """The Message-ID is the mail's own, so that a mail that somebody sends again is known to be the same."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    host = urlsplit(settings.PUBLIC_ORIGIN).hostname
    answers_to = mail.written_by.email if mail.written_by else ""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=opening(mail.text, mail, candidate),
        from_email=formataddr((mail.company.name, address)),
        to=[mail.recipient],
        reply_to=[answers_to] if answers_to else None,
        headers={"Message-ID": f"<mail-{mail.pk}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(opening(mail.html, mail, candidate), "text/html")
    if mail.calendar:
        message.attach(ical.NAME, mail.calendar, ical.CONTENT_TYPE)
    return message


def opening(text: str, mail: Mail, candidate: Candidate | None) -> str:
    """With the keys of its addresses, which are made or known only now. A test has none."""
    if mail.user:
        asked = mail.kind in (Kind.WELCOME, Kind.ACCESS)
        return with_token(text, colleague_token(mail.user)) if asked else text
    if candidate is None:
        return text
    opened = with_key(text, candidate.activation_key or HIDDEN)
    asked = mail.kind == Kind.PASSWORD
    return with_token(opened, candidate_token(candidate)) if asked else opened


def settle(mail: Mail, outcome: Outcome, *, now: datetime) -> None:
    until = leases.next_attempt(mail, RETRY_AFTER, now=now)
    if outcome.verdict == Verdict.LATER and until is not None:
        again = {"state": State.WAITING, "next_attempt_at": until, "problem": outcome.problem}
        leases.leave(handed_over(), mail, **again)
    else:
        over(mail, ENDS[outcome.verdict], now=now, problem=outcome.problem)
    mail.refresh_from_db()


def over(mail: Mail, state: str, *, now: datetime, problem: str) -> None:
    ended = {"state": state, "done_at": now, "problem": problem, "next_attempt_at": None}
    leases.leave(handed_over(), mail, **ended)


def handed_over() -> QuerySet[Mail]:
    """Whoever was slow may still say what became of a mail that was given up for lost."""
    return Mail.objects.filter(state__in=(State.SENDING, State.UNKNOWN))


ENDS = {
    Verdict.SENT: State.SENT,
    Verdict.LATER: State.FAILED,
    Verdict.FAILED: State.FAILED,
    Verdict.UNKNOWN: State.UNKNOWN,
}
