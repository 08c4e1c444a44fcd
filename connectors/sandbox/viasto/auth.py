"""Who asks: a token of a user, good for ever or until it lies idle, or a candidate's activation key."""

import hashlib
import hmac
from dataclasses import dataclass, field
from random import Random

from connectors.sandbox.viasto.errors import invalid, refused
from connectors.sandbox.viasto.records import Candidate, Customer, File
from connectors.sandbox.viasto.world import World
from connectors.sandbox.wire import Request

PERMANENT = "0123456789abcdef" * 2 + "01234567"
PASSWORD = "sandbox-password"
SERVER_USER = "sandbox-server"
SIGNING_KEY = b"sandbox-file-signing"


@dataclass(slots=True)
class Session:
    """`idle_since` is None for a permanent token; `candidate` is set where one asks for themself."""

    text: str
    user: Customer | None = None
    candidate: Candidate | None = None
    idle_since: int | None = None


@dataclass(slots=True)
class Desk:
    world: World
    sessions: dict[str, Session] = field(default_factory=dict)

    def sign_in(self, given: dict[str, object]) -> str:
        """Takes what `/api-token-auth/` takes. `company` must be this one, where it is named."""
        for name in ("username", "password"):
            if not given.get(name):
                raise invalid(name, "This field is required.")
        company = self.world.company.identifier
        user = next(
            (
                one
                for one in self.world.customers
                if given["username"] in (one.username, one.email)
                and given["password"] == one.password
            ),
            None,
        )
        if user is None or given.get("company", company) != company:
            raise invalid("non_field_errors", "Unable to log in with provided credentials.")
        text = f"{Random(f'viasto/{user.id}/{len(self.sessions)}').getrandbits(160):040x}"
        self.sessions[text] = Session(text, user=user, idle_since=self.world.now)
        return text

    def session(self, request: Request) -> Session:
        scheme, _, text = request.headers.get("authorization", "").partition(" ")
        if not scheme:
            raise refused(401, "Authentication credentials were not provided.")
        if scheme == "ActivationKey":
            return self._candidates(text.strip())
        found = self.sessions.get(text.strip()) if scheme == "Token" else None
        if found is None or self._died(found):
            raise refused(401)
        if found.idle_since is not None:
            found.idle_since = self.world.now
        return found

    def _died(self, session: Session) -> bool:
        life = self.world.switches.inactivity_seconds * 1000
        return session.idle_since is not None and self.world.now - session.idle_since > life

    def _candidates(self, key: str) -> Session:
        row = next((one for one in self.world.candidates if one.activation_key == key), None)
        if row is None or row.status in ("new", "expired", "aborted", "skipped"):
            raise refused(401, "Invalid activation key.")
        return Session(key, candidate=row)

    def file_token(self, session: Session, row: Candidate, kind: str) -> str:
        """Another one in each second; worth nothing once the caller's own token is."""
        return self._stamped(session, row, kind, self.world.now // 1000)

    def _stamped(self, session: Session, row: Candidate, kind: str, second: int) -> str:
        signed = f"{second}/{row.id}/{kind}/{session.text}".encode()
        return f"{second:x}-{hmac.new(SIGNING_KEY, signed, hashlib.sha256).hexdigest()[:16]}"

    def file(self, row: Candidate, kind: str, token: str) -> File:
        found = row.photo if kind == "photo" else row.cv
        try:
            second = int(token.partition("-")[0], 16)
        except ValueError:
            second = 0
        fresh = self.world.now // 1000 - second <= self.world.switches.file_seconds
        living = [one for one in self.sessions.values() if not self._died(one)]
        if (
            found is None
            or not fresh
            or token not in {self._stamped(one, row, kind, second) for one in living}
        ):
            raise refused(404)
        return found
