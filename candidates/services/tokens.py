"""Sessions of the candidates' API: begin and end them, and remember that they are used."""

import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from candidates.models import AccessToken, Candidate, Company, User
from candidates.selectors.access import digest_of
from candidates.services.access import USE_NOTED_EVERY

TOKEN_BYTES = 20
IDLE = timedelta(hours=1)
LONGEST = timedelta(days=1)
LONGEST_DAYS = 30
"""What may be asked for."""


def issue_token(
    *,
    company: Company,
    now: datetime,
    user: User | None = None,
    candidate: Candidate | None = None,
    name: str = "",
    days: int | None = None,
    permanent: bool = False,
) -> tuple[AccessToken, str]:
    """The token and its secret, 40 hexadecimal digits, which is nowhere else: only its digest is stored.

    It dies after an hour of rest or after a day; asked for `days`, after that many, rest or not; a permanent one
    when it is revoked.
    """
    lifetime = timedelta(days=days) if days else LONGEST
    secret = secrets.token_hex(TOKEN_BYTES)
    token = AccessToken.objects.create(
        company=company,
        user=user,
        candidate=candidate,
        name=name,
        digest=digest_of(secret),
        created_at=now,
        expires_at=None if permanent else now + lifetime,
        idle_minutes=None if permanent or days else int(IDLE.total_seconds() // 60),
    )
    return token, secret


def revoke_token(*, token: AccessToken, now: datetime) -> bool:
    """Whether it was still alive. It can never be brought back."""
    revoked = AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)
    token.refresh_from_db(fields=["revoked_at"])
    return bool(revoked)


def end_sessions(candidate: Candidate, now: datetime, *, but: AccessToken | None = None) -> None:
    """Of a candidate, such as when the password is another."""
    rows = AccessToken.objects.filter(candidate=candidate, revoked_at=None)
    others = rows.exclude(pk=but.pk) if but else rows
    others.update(revoked_at=now)


def note_token_use(token: AccessToken, now: datetime) -> None:
    """At most once a minute: reading must not cost a write each time."""
    stale = now - USE_NOTED_EVERY
    if token.last_used_at is None or token.last_used_at <= stale:
        unused = Q(last_used_at=None) | Q(last_used_at__lte=stale)
        AccessToken.objects.filter(unused, pk=token.pk).update(last_used_at=now)
        token.last_used_at = now
