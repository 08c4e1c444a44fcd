"""Access tokens, where they are kept, and what an auth kind is given to work with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, Self

from connectors.paging.messages import Response

EARLY = timedelta(seconds=60)


@dataclass(frozen=True)
class Token:
    """`made_with` is a fingerprint of what it was got with: a changed credential makes it stale."""

    value: str
    expires_at: datetime | None = None
    made_with: str = ""

    def __repr__(self) -> str:
        return f"Token(hidden, expires_at={self.expires_at})"

    def good(self, *, now: datetime, made_with: str) -> bool:
        in_time = self.expires_at is None or now < self.expires_at - EARLY
        return in_time and self.made_with == made_with

    def as_json(self) -> dict[str, Any]:
        """To be kept encrypted."""
        expires_at = self.expires_at.isoformat() if self.expires_at else None
        return {"value": self.value, "expires_at": expires_at, "made_with": self.made_with}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        expires_at = kept.get("expires_at")
        return cls(
            value=kept["value"],
            expires_at=datetime.fromisoformat(expires_at) if expires_at else None,
            made_with=kept.get("made_with", ""),
        )


class TokenStore(Protocol):
    """Where an account's token lies, for all workers. `get` must see what another worker put."""

    def get(self) -> Token | None: ...

    def put(self, token: Token) -> None: ...


@dataclass
class MemoryTokens:
    """For one process: a connection test, a test."""

    token: Token | None = None

    def get(self) -> Token | None:
        return self.token

    def put(self, token: Token) -> None:
        self.token = token


@dataclass(frozen=True)
class LoginRequest:
    """A POST for a token: `form` or `json` is its body. `url` is absolute."""

    url: str
    headers: Mapping[str, str]
    form: Mapping[str, str] | None = None
    json: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Access:
    """An account as an auth kind sees it. The body of what `login` answers is text where it is not JSON."""

    base_url: str
    credentials: Mapping[str, str]
    options: Mapping[str, Any]
    tokens: TokenStore
    login: Callable[[LoginRequest], Response]
    now: Callable[[], datetime]

    def __repr__(self) -> str:
        return f"Access({self.base_url})"


class Auth(Protocol):
    """`renew_on` are the statuses that may only mean that a token has run out."""

    @property
    def required(self) -> tuple[str, ...]: ...

    @property
    def renew_on(self) -> tuple[int, ...]: ...

    def missing(self, credentials: Mapping[str, str]) -> tuple[str, ...]: ...

    def headers(self, access: Access) -> dict[str, str]: ...

    def renew(self, access: Access, refused: Mapping[str, str]) -> bool:
        """`refused` are the headers that were sent: another worker may have renewed meanwhile."""
        ...
