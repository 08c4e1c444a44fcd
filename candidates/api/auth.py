"""`Authorization: Token …`, `Bearer …` and `ActivationKey …`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from candidates.api.admission import admitted
from candidates.api.callers import Caller
from candidates.models import ApiKey, User
from candidates.selectors.access import role_of
from candidates.selectors.tokens import find_token, invited_with
from candidates.services.access import KEY_MARK
from candidates.services.tokens import note_token_use
from candidates.statuses import Role, Scope

HOW = (
    "Send “Authorization: Token …”, “Authorization: Bearer …” or “Authorization: ActivationKey …”."
)


class Credentials(BaseAuthentication):
    """`request.auth` is the Caller; `request.user` the person, where it is one."""

    def authenticate(self, request: Request) -> tuple[User | AnonymousUser, Caller] | None:
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        scheme, _, secret = header.partition(" ")
        reader = SCHEMES.get(scheme.lower())
        if reader is None or not secret.strip():
            raise AuthenticationFailed(HOW)
        caller = reader(secret.strip(), request, timezone.now())
        return caller.user or AnonymousUser(), caller

    def authenticate_header(self, _request: Request) -> str:
        return 'Token realm="Interview Hub"'


def by_token(secret: str, request: Request, now: datetime) -> Caller:
    """A session of a person or a candidate, or an API key: they look different."""
    if secret.startswith(KEY_MARK):
        return by_key(secret, request, now)
    token = find_token(secret, now=now)
    if token is None:
        raise AuthenticationFailed("Invalid token.")
    note_token_use(token, now)
    role = role_of(token.user, token.company) if token.user else None
    return Caller(
        company=token.company,
        now=now,
        role=role,
        user=token.user,
        candidate=token.candidate,
        token=token,
    )


def by_key(secret: str, request: Request, now: datetime) -> Caller:
    """An API key acts as an administrator of its company, within its scopes."""
    key = admitted(secret, request, now)
    return Caller(company=key.company, now=now, role=Role.ACCOUNT_ADMIN.value, key=key)


def by_activation_key(secret: str, request: Request, now: datetime) -> Caller:
    candidate = invited_with(secret)
    if candidate is None:
        raise AuthenticationFailed("Invalid activation key.")
    return Caller(company=candidate.company, now=now, candidate=candidate)


SCHEMES: dict[str, Callable[[str, Request, datetime], Caller]] = {
    "token": by_token,
    "bearer": by_token,
    "activationkey": by_activation_key,
}


class IsKnown(BasePermission):
    """Somebody with credentials; an API key has the scope that the method needs."""

    def has_permission(self, request: Request, _view: Any) -> bool:
        if not isinstance(request.auth, Caller):
            return False
        key = request.auth.key
        scope = Scope.READ if request.method in SAFE_METHODS else Scope.WRITE
        self.message = (
            f"This API key lacks the scope “{scope}”. Make one that has it with create_api_key."
        )
        return not isinstance(key, ApiKey) or scope in key.scopes
