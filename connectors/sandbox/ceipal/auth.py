"""Access tokens of an hour, got with a user's own password, refreshed by the token before."""

import hashlib
import json
from dataclasses import dataclass, field

from connectors.sandbox.ceipal.errors import refused
from connectors.sandbox.ceipal.world import World
from connectors.sandbox.times import DAY, HOUR
from connectors.sandbox.wire import Request, Response, json_response

EMAIL = "integration@example.com"
PASSWORD = "sandbox-password"
API_KEY = "sandbox-api-key"
LIFETIME = HOUR
REFRESHABLE = 7 * DAY


@dataclass(slots=True)
class Desk:
    """`tokens` maps each token to when it was made."""

    world: World
    password: str = PASSWORD
    api_key: str = API_KEY
    tokens: dict[str, int] = field(default_factory=dict)
    logins: int = 0
    refreshes: int = 0

    def create(self, request: Request, key_field: str) -> Response:
        """`{"email", "password", "apiKey"}`; version 1 calls the last one `api_key`."""
        try:
            given = json.loads(request.body or b"{}")
        except ValueError:
            raise refused(400) from None
        wanted = {"email": EMAIL, "password": self.password, key_field: self.api_key}
        if not isinstance(given, dict) or any(given.get(name) != wanted[name] for name in wanted):
            raise refused(401, "Invalid credentials.")
        self.logins += 1
        return self._answer(request)

    def refresh(self, request: Request) -> Response:
        """The old access token is named in the header `Token`; it stays good until its own end."""
        old = request.headers.get("token", "").removeprefix("Bearer ").strip()
        made = self.tokens.get(old)
        if made is None or self.world.now >= made + REFRESHABLE:
            raise refused(401)
        self.refreshes += 1
        return self._answer(request)

    def check(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        made = self.tokens.get(token.strip()) if scheme == "Bearer" else None
        if made is None or self.world.now >= made + LIFETIME:
            raise refused(401)
        if self.world.switches.company_disabled:
            raise refused(403)

    def revoke_all(self) -> None:
        self.tokens.clear()

    def change_password(self) -> None:
        self.password = "another-sandbox-password"
        self.revoke_all()

    def _answer(self, request: Request) -> Response:
        """JSON for those who ask for it, XML for all others."""
        token, refresh = self._token("access"), self._token("refresh")
        self.tokens[token] = self.world.now
        if "application/json" not in request.headers.get("accept", ""):
            body = (
                '<?xml version="1.0" encoding="utf-8"?>\n<root>'
                f"<access_token>{token}</access_token><refresh_token>{refresh}</refresh_token></root>"
            )
            return Response(200, {"Content-Type": "application/xml; charset=utf-8"}, body.encode())
        answer: dict[str, object] = {"access_token": token, "refresh_token": refresh}
        if self.world.switches.expires_in_told:
            answer |= {"token_type": "Bearer", "expires_in": LIFETIME // 1000}
        return json_response(answer)

    def _token(self, kind: str) -> str:
        nth = self.logins + self.refreshes
        return f"sandbox-{kind}-{hashlib.sha256(f'{kind}/{nth}'.encode()).hexdigest()[:24]}"
