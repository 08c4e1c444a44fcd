"""Basic keys for v1; client credentials and bearer tokens for v3."""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from connectors.sandbox.greenhouse.errors import Refusal, v1_error, v3_error
from connectors.sandbox.greenhouse.records import User
from connectors.sandbox.greenhouse.world import World
from connectors.sandbox.times import iso, to_datetime
from connectors.sandbox.wire import Request, Response, json_response

CLIENT_ID = "sandbox-client-id"
CLIENT_SECRET = "sandbox-client-secret"
API_KEY = "sandbox-api-key"
WEBHOOK_SECRET = "sandbox-webhook-secret"
SIGNING_KEY = b"sandbox-token-signing"


@dataclass(slots=True)
class Token:
    user: User
    expires: int


@dataclass(slots=True)
class TokenDesk:
    world: World
    tokens: dict[str, Token] = field(default_factory=dict)
    _minted: int = 0

    def mint(self, request: Request) -> Response:
        """`POST /token`: the grant may come in the query, as a form or as JSON."""
        withdrawn = self.world.switches.credentials_withdrawn
        if withdrawn or basic_credentials(request) != (CLIENT_ID, CLIENT_SECRET):
            return _refused("invalid_client", "Client authentication failed.")
        grant = grant_of(request)
        if grant.get("grant_type") != "client_credentials":
            return _refused("unsupported_grant_type", "The grant must be client_credentials.")
        user = self._user(grant.get("sub"))
        if user is None:
            return _refused("invalid_request", "The sub is not a user of this organization.")
        now = self.world.now
        token = Token(user, now + self.world.switches.token_seconds * 1000)
        if self.world.switches.revoke_older_tokens:
            self.tokens.clear()
        self._minted += 1
        text = jwt(user.id, now // 1000, token.expires // 1000, self._minted)
        self.tokens[text] = token
        expires = iso(token.expires)
        return json_response({"token_type": "Bearer", "access_token": text, "expires_at": expires})

    def bearer(self, request: Request) -> User:
        """The user the token acts as; refuses with 401, or 403 where lists need a Site Admin."""
        scheme, _, text = request.headers.get("authorization", "").partition(" ")
        token = self.tokens.get(text.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            raise Refusal(v3_error(401, "The access token is missing or invalid"))
        if self.world.now >= token.expires:
            raise Refusal(v3_error(401, "The access token has expired"))
        if not token.user.site_admin:
            raise Refusal(v3_error(403, "The user of this token is not a Site Admin"))
        return token.user

    def introspect(self, request: Request) -> Response:
        token = self.tokens.get(grant_of(request).get("token", ""))
        if token is None or self.world.now >= token.expires:
            return json_response({"active": False})
        return json_response(
            {"active": True, "sub": str(token.user.id), "exp": token.expires // 1000}
        )

    def revoke_all(self) -> None:
        self.tokens.clear()

    def withdraw(self) -> None:
        self.world.switches.credentials_withdrawn = True
        self.revoke_all()

    def _user(self, sub: str | None) -> User | None:
        if sub is None:
            return next(user for user in self.world.users if user.service_account)
        return self.world.users.get(int(sub)) if sub.isdigit() else None


def grant_of(request: Request) -> dict[str, str]:
    grant = dict(request.query)
    if "json" in request.headers.get("content-type", ""):
        try:
            values = json.loads(request.body or b"{}")
        except ValueError:
            values = {}
        grant |= {str(key): str(value) for key, value in values.items()} if values else {}
    else:
        grant |= dict(parse_qsl(request.body.decode("utf-8", "replace")))
    return grant


def basic_credentials(request: Request) -> tuple[str, str] | None:
    """User and password; None where the header is missing, broken or without its colon."""
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, colon, password = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (user, password) if colon else None


def check_api_key(request: Request) -> None:
    """v1: the key is the user, the password is empty, and a GET brings no body."""
    if basic_credentials(request) != (API_KEY, ""):
        raise Refusal(v1_error(401))
    if request.method == "GET" and request.body:
        raise Refusal(v1_error(403))


def _refused(error: str, description: str) -> Response:
    body = {"error": error, "error_description": description}
    return json_response(body, 400, {"Cache-Control": "no-store"})


def jwt(sub: int, issued: int, expires: int, serial: int) -> str:
    claims = {"sub": str(sub), "iat": issued, "exp": expires, "jti": f"sandbox-{serial}",
              "iss": "sandbox", "issued": to_datetime(issued * 1000).isoformat()}  # fmt: skip
    head = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    signature = hmac.new(SIGNING_KEY, head.encode(), hashlib.sha256).digest()
    return f"{head}.{_encode(signature)}"


def _part(value: dict[str, object]) -> str:
    return _encode(json.dumps(value, separators=(",", ":")).encode())


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
