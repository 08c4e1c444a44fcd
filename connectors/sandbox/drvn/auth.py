"""Sign-in: a JWT in the response header, good for 30 days."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from connectors.sandbox.drvn import shapes
from connectors.sandbox.drvn.errors import Refusal, error, refused
from connectors.sandbox.drvn.records import User
from connectors.sandbox.drvn.world import World
from connectors.sandbox.times import DAY
from connectors.sandbox.wire import Request, Response, json_response

PASSWORD = "sandbox-password"
SIGNING_KEY = b"sandbox-token-signing"
LIFETIME = 30 * DAY


@dataclass(slots=True)
class Desk:
    """One password for everybody. `tokens` maps those that are good to their user and their end."""

    world: World
    password: str = PASSWORD
    tokens: dict[str, tuple[int, int]] = field(default_factory=dict)

    def sign_in(self, request: Request) -> Response:
        """`{"user": {"login": e-mail or phone, "password": …}}`"""
        given = wrapped(request, "user")
        user = self._find(str(given.get("login") or ""))
        if user is None or given.get("password") != self.password:
            return error(401, "Invalid Login or password.")
        headers = {"Authorization": f"Bearer {self.token(user)}"}
        return json_response({"user": shapes.signed_in(user)}, headers=headers)

    def token(self, user: User) -> str:
        now = self.world.now
        payload = {
            "sub": str(user.id),
            "scp": "user",
            "aud": None,
            "iat": now // 1000,
            "exp": (now + LIFETIME) // 1000,
            "jti": str(UUID(int=Random(f"{user.id}/{len(self.tokens)}").getrandbits(128))),
        }
        text = jwt(payload)
        self.tokens[text] = (user.id, now + LIFETIME)
        return text

    def user(self, request: Request) -> User:
        scheme, _, text = request.headers.get("authorization", "").partition(" ")
        found = self.tokens.get(text.strip()) if scheme == "Bearer" else None
        if found is None:
            raise refused(401)
        user_id, ends = found
        if self.world.now >= ends:
            raise Refusal(error(401, "Signature has expired"))
        return self.world.users[user_id]

    def sign_out(self, request: Request) -> Response:
        self.user(request)
        del self.tokens[request.headers["authorization"].partition(" ")[2].strip()]
        return Response(204)

    def revoke_all(self) -> None:
        """Tokens end; whoever knows the password signs in again."""
        self.tokens.clear()

    def change_password(self) -> None:
        self.password = "another-sandbox-password"
        self.revoke_all()

    def _find(self, login: str) -> User | None:
        return next((user for user in self.world.users if login in (user.email, user.phone)), None)


def wrapped(request: Request, name: str) -> dict[str, Any]:
    """The object below `name`; without it Rails says 400."""
    try:
        body = json.loads(request.body or b"{}")
    except ValueError:
        raise refused(400) from None
    inner = body.get(name) if isinstance(body, dict) else None
    if not isinstance(inner, dict) or not inner:
        raise Refusal(error(400, f"param is missing or the value is empty: {name}"))
    return inner


def jwt(payload: dict[str, Any]) -> str:
    head, body = (_part(json.dumps(one).encode()) for one in ({"alg": "HS256"}, payload))
    signature = hmac.new(SIGNING_KEY, f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{_part(signature)}"


def _part(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
