"""Forget what is over for long: tokens that open nothing any more, sessions, imports with the rows of their files, what
mails said.

What an import made stays; only what the file said of people, and the way to undo it, are gone. Of a mail it stays that
it was sent, when, to whom and about what.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from candidates.models import AccessToken, Batch, Mail, UserSession

OVER = (Batch.State.DONE, Batch.State.UNDONE, Batch.State.FAILED)
LEFT = (Batch.State.MAPPING, Batch.State.READY)
AT_ONCE = 20
LEFT_THE_OUTBOX = (Mail.State.SENT, Mail.State.DISCARDED)
MAILS_AT_ONCE = 500


def forget_old(*, now: datetime) -> None:
    """What is worked on is left alone, however old it is. Some imports at a time, each lot in its own transaction."""
    before = now - timedelta(days=settings.KEEP_DAYS)
    dead = Q(expires_at__lt=before) | Q(revoked_at__lt=before)
    AccessToken.objects.filter(dead).delete()
    UserSession.objects.filter(expire_date__lt=now).delete()
    over = Q(state__in=OVER, done_at__lt=before) | Q(state__in=LEFT, created_at__lt=before)
    old = Batch.objects.filter(over).order_by("pk")
    while some := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        old.filter(pk__in=some).delete()
    forget_letters(before)


def forget_letters(before: datetime) -> None:
    """What could not be sent keeps its text, for it may still be tried again."""
    old = Mail.objects.filter(state__in=LEFT_THE_OUTBOX, done_at__lt=before).exclude(text="")
    while some := list(old.order_by("pk").values_list("pk", flat=True)[:MAILS_AT_ONCE]):
        Mail.objects.filter(pk__in=some).update(text="", html="", calendar="")
