"""Tokens of the candidates' API: which of them still open a door."""

from datetime import datetime, timedelta

from django.utils.crypto import constant_time_compare

from candidates.models import AccessToken, Candidate, Membership
from candidates.selectors.access import digest_of
from candidates.statuses import CandidateStatus


def lives(token: AccessToken, now: datetime) -> bool:
    """Not revoked, not over, not left alone for too long."""
    if token.revoked_at is not None or (token.expires_at is not None and token.expires_at <= now):
        return False
    if token.idle_minutes is None:
        return True
    touched = token.last_used_at or token.created_at
    return now < touched + timedelta(minutes=token.idle_minutes)


def find_token(secret: str, *, now: datetime) -> AccessToken | None:
    """The living token behind a secret, with whose it is; None if it opens nothing.

    The look-up is by digest, so its time says nothing about the secret.
    """
    digest = digest_of(secret)
    rows = AccessToken.objects.select_related("company", "user", "candidate", "candidate__project")
    token = rows.filter(digest=digest).first()
    if token is None or not constant_time_compare(token.digest, digest):
        return None
    return token if lives(token, now) and may_come_in(token) else None


def may_come_in(token: AccessToken) -> bool:
    """Whether whose it is still belongs here."""
    if token.candidate is not None:
        return is_welcome(token.candidate)
    if token.user is None or not token.user.is_active:
        return False
    return Membership.objects.filter(user=token.user, company=token.company_id).exists()


def is_welcome(candidate: Candidate) -> bool:
    """Who was skipped or deleted cannot sign in (seed 004), and who was not invited yet has nothing to see."""
    shut = (CandidateStatus.NEW, CandidateStatus.SKIPPED, None)
    return candidate.deleted_at is None and candidate.status not in shut


def invited_with(activation_key: str) -> Candidate | None:
    """Who may come in with this key."""
    rows = Candidate.objects.select_related("company", "project")
    candidate = rows.filter(activation_key=activation_key, account=None).first()
    if candidate is None or not constant_time_compare(
        candidate.activation_key or "", activation_key
    ):
        return None
    return candidate if is_welcome(candidate) else None
