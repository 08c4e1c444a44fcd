"""Forgotten passwords: a mail to whoever asks, if they are known here. Who asked is told the same either way."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from candidates.mail.wording import Message
from candidates.models import Candidate, Mail, Membership
from candidates.services.login_throttling import TooManyGuesses, count_guess
from candidates.services.outbox import write_mails
from candidates.services.password_mails import Colleague, letter_to_colleague, letter_to_guest
from candidates.services.passwords import SET_WHILE

AGAIN_AFTER = timedelta(minutes=5)
MOST_FROM_ONE_PLACE = 30
Kind = Mail.Kind


def ask_for_access(name: str, origin: str, *, now: datetime) -> None:
    """`name` is a user name or an e-mail address, `origin` the network address it comes from."""
    try:
        count_guess(f"password from {origin}", most=MOST_FROM_ONE_PLACE, now=now)
    except TooManyGuesses:
        return
    for membership in memberships_called(name):
        user, company = membership.user, membership.company
        about = Colleague(user=user, company=company, role=membership.role)
        if user.email and not lately(Mail.objects.filter(user=user, kind=Kind.ACCESS), now):
            write_mails([letter_to_colleague(Message.ACCESS, about, now=now)], at_once=True)


def memberships_called(name: str) -> list[Membership]:
    """The oldest of each person who is meant: by their user name, or all who have this address."""
    rows = Membership.objects.filter(user__is_active=True).select_related("user", "company")
    meant = rows.filter(Q(user__username=name) | Q(user__email__iexact=name)).order_by("-pk")
    return list({row.user_id: row for row in meant}.values())


def ask_for_portal(candidate: Candidate, *, now: datetime) -> None:
    """Only while there is something to come in for, and a password that could be forgotten."""
    known = candidate.password and candidate.email and candidate.status in SET_WHILE
    if known and not lately(Mail.objects.filter(candidate=candidate, kind=Kind.PASSWORD), now):
        write_mails([letter_to_guest(candidate, now=now)], at_once=True)


def lately(mails: QuerySet[Mail], now: datetime) -> bool:
    return mails.filter(created_at__gt=now - AGAIN_AFTER).exists()
