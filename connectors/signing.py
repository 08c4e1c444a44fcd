"""Webhook signatures: over the raw bytes, compared in constant time. Pure.

`verify(headers, body, secrets, now)` returns quietly or raises `SignatureRefused`, whatever is sent.
Several secrets may be valid at once, so that one can be changed without losing a call.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol, Self

HEX = frozenset("0123456789abcdef")
DIGEST_LENGTH = 64


class SignatureRefused(Exception):
    """The call is not proved to be the vendor's."""


class Signature(Protocol):
    """`secret` names the credential that holds the key."""

    @property
    def secret(self) -> str: ...

    def verify(
        self, headers: Mapping[str, str], body: bytes, secrets: Iterable[str], now: datetime
    ) -> None: ...

    def under(self, header: str) -> Self:
        """The same in another header."""
        ...


@dataclass(frozen=True, kw_only=True)
class HexHmac:
    """HMAC-SHA256 of the body, in hex behind a prefix (Greenhouse `sha256 `, Ashby `sha256=`)."""

    header: str
    secret: str
    prefix: str = ""

    def verify(
        self, headers: Mapping[str, str], body: bytes, secrets: Iterable[str], now: datetime
    ) -> None:
        given = value_of(headers, self.header)
        if not given.startswith(self.prefix):
            raise SignatureRefused(f"{self.header} does not begin with “{self.prefix}”.")
        check(given.removeprefix(self.prefix), body, secrets, self.header)

    def under(self, header: str) -> Self:
        return replace(self, header=header)

    def sign(self, body: bytes, secret: str) -> str:
        return self.prefix + digest(body, secret)


@dataclass(frozen=True, kw_only=True)
class TimestampedHmac:
    """`t=<epoch seconds>,v1=<hex>` over `<t>.<body>` (RoundHR); refused when too old or too new."""

    header: str
    secret: str
    tolerance: timedelta = timedelta(seconds=300)

    def verify(
        self, headers: Mapping[str, str], body: bytes, secrets: Iterable[str], now: datetime
    ) -> None:
        parts = [part.strip().partition("=") for part in value_of(headers, self.header).split(",")]
        sent_at = next((value for name, _, value in parts if name == "t"), "")
        self._check_time(sent_at, now)
        known = list(secrets)
        given = [value for name, _, value in parts if name == "v1"]
        signed = f"{sent_at}.".encode() + body
        if not any(matches(value, signed, known) for value in given):
            raise SignatureRefused(f"{self.header} does not match the body.")

    def under(self, header: str) -> Self:
        return replace(self, header=header)

    def sign(self, body: bytes, secret: str, *, now: datetime) -> str:
        sent_at = str(int(now.timestamp()))
        return f"t={sent_at},v1={digest(f'{sent_at}.'.encode() + body, secret)}"

    def _check_time(self, sent_at: str, now: datetime) -> None:
        try:
            is_number = sent_at.isascii() and sent_at.isdigit()
            at = datetime.fromtimestamp(int(sent_at), UTC) if is_number else None
        except (ValueError, OverflowError, OSError):
            at = None
        if at is None:
            raise SignatureRefused(f"{self.header} holds no time.")
        if abs(now - at) > self.tolerance:
            raise SignatureRefused(f"{self.header} is not of these minutes.")


def check(given: str, body: bytes, secrets: Iterable[str], header: str) -> None:
    if not matches(given, body, list(secrets)):
        raise SignatureRefused(f"{header} does not match the body.")


def matches(given: str, body: bytes, secrets: list[str]) -> bool:
    """Every secret is tried, so that the time taken does not tell which one it was. An empty one never fits."""
    if len(given) != DIGEST_LENGTH or not HEX.issuperset(given.lower()):
        return False
    found = [
        hmac.compare_digest(digest(body, secret), given.lower()) for secret in secrets if secret
    ]
    return any(found)


def digest(body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), body, "sha256").hexdigest()


def value_of(headers: Mapping[str, str], name: str) -> str:
    wanted = name.lower()
    value = next((value for key, value in headers.items() if key.lower() == wanted), "")
    if not value:
        raise SignatureRefused(f"The header {name} is missing.")
    return value.strip()
