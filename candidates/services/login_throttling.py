"""Wrong passwords are counted, so that nobody tries them all."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from candidates.models import FailedLogin

WITHIN = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


class TooManyGuesses(Exception):
    """`wait` is how long nothing is looked at any more."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"Wait for {wait}.")
        self.wait = wait


def count_guess(about: str, *, most: int, now: datetime) -> None:
    """Before the password is looked at, so that many at once do not slip through.

    Raises TooManyGuesses once there were `most` of them within a quarter of an hour.
    """
    FailedLogin.objects.filter(first_at__lte=now - FORGOTTEN_AFTER).delete()
    with transaction.atomic():
        row = FailedLogin.objects.select_for_update().get_or_create(
            subject=subject_of(about), defaults={"first_at": now}
        )[0]
        if row.first_at <= now - WITHIN:
            row.count, row.first_at = 0, now
        if row.count >= most:
            raise TooManyGuesses(row.first_at + WITHIN - now)
        row.count += 1
        row.save(update_fields=["count", "first_at"])


def check_guesses(about: str, *, most: int, now: datetime) -> None:
    """Raises TooManyGuesses where nothing is looked at any more. Counts nothing, and costs one look-up."""
    rows = FailedLogin.objects.filter(subject=subject_of(about), count__gte=most)
    row = rows.filter(first_at__gt=now - WITHIN).first()
    if row is not None:
        raise TooManyGuesses(row.first_at + WITHIN - now)


def was_right(about: str) -> None:
    """It was no guess."""
    FailedLogin.objects.filter(subject=subject_of(about), count__gt=0).update(count=F("count") - 1)


def subject_of(about: str) -> str:
    """Nobody reads there who has tried to sign in."""
    return salted_hmac("candidates.guesses", about, algorithm="sha256").hexdigest()
