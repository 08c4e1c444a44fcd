"""The tokens with which somebody chooses a password without the old one. None is stored: each is made from what the
password is now, dies with it, and after `PASSWORD_RESET_TIMEOUT`.
"""

from typing import Any

from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from candidates.models import Candidate, User


class CandidateTokens(PasswordResetTokenGenerator):
    key_salt = "candidates.selectors.password_reset.CandidateTokens"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        """`user` is a Candidate."""
        return f"{user.pk} {user.password} {user.email} {timestamp}"


candidate_tokens = CandidateTokens()


def candidate_token(candidate: Candidate) -> str:
    return candidate_tokens.make_token(candidate)  # type: ignore[arg-type]


def opens_reset(candidate: Candidate, token: str) -> bool:
    """Only where there is a password that could be forgotten."""
    known = bool(candidate.password)
    return known and candidate_tokens.check_token(candidate, token)  # type: ignore[arg-type]


def colleague_token(user: User) -> str:
    """Together with whose it is, as the address has it."""
    return (
        f"{urlsafe_base64_encode(force_bytes(user.pk))}-{default_token_generator.make_token(user)}"
    )
