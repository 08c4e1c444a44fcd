"""Who is calling: an API key as bearer token, and what it may do."""

from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from candidates.api.admission import admitted
from candidates.models import ApiKey
from candidates.statuses import Scope

HOW = "Send your API key in the header “Authorization: Bearer …”."


class BearerKey(BaseAuthentication):
    """`request.auth` is the ApiKey; nobody is signed in."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiKey] | None:
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        scheme, _, secret = header.partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise AuthenticationFailed(HOW)
        return AnonymousUser(), admitted(secret.strip(), request, timezone.now())

    def authenticate_header(self, _request: Request) -> str:
        return 'Bearer realm="Interview Hub"'


class HasScope(BasePermission):
    scope: Scope

    @property
    def message(self) -> str:
        return f"This API key lacks the scope “{self.scope}”. Make one that has it with create_api_key."

    def has_permission(self, request: Request, _view: Any) -> bool:
        return isinstance(request.auth, ApiKey) and self.scope in request.auth.scopes


class MayRead(HasScope):
    scope = Scope.READ


class MayWrite(HasScope):
    scope = Scope.WRITE


class MayOperate(HasScope):
    scope = Scope.OPERATIONS


class MaySeePersonal(HasScope):
    scope = Scope.PII


def key_of(request: Request) -> ApiKey:
    return cast("ApiKey", request.auth)
