"""Keeping credentials out of everything that people and logs get to see."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from itertools import permutations
from urllib.parse import quote, quote_plus

from connectors.errors import KeyRefused

HIDDEN = "[hidden]"
SHORTEST = 4
NOT_THE_CALLER = frozenset({"password", "webhook_secret", "signing_key"})


def secrets_of(credentials: Mapping[str, str], *tokens: str) -> tuple[str, ...]:
    """Every spelling in which a credential or token may turn up, longest first: as it is, URL-encoded,
    JSON-encoded, and in Basic auth's base64, alone or two joined by a colon."""
    plain = [str(value) for value in (*credentials.values(), *tokens) if value]
    joined = [f"{left}:{right}" for left, right in permutations(plain, 2)]
    basic = [b64encode(text.encode()).decode() for text in [*joined, *(f"{it}:" for it in plain)]]
    spelt = [way(text) for text in plain for way in (percent, quote_plus, in_json)]
    found = {text for text in (*plain, *basic, *spelt) if len(text) >= SHORTEST}
    return tuple(sorted(found, key=len, reverse=True))


def percent(text: str) -> str:
    return quote(text, safe="")


def in_json(text: str) -> str:
    return json.dumps(text)[1:-1]


def hide(text: str, secrets: Iterable[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return text


def fingerprint(*parts: object) -> str:
    """One way only: equal parts give equal text, and the text tells nothing about them."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def budget_key(vendor: str, credentials: Mapping[str, str]) -> str:
    """What names a rate budget: one for each vendor and caller, whatever accounts share them."""
    caller = {name: value for name, value in credentials.items() if name not in NOT_THE_CALLER}
    return fingerprint(vendor, caller)


def missing(required: Iterable[str], credentials: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in required if not str(credentials.get(name) or "").strip())


def secret(credentials: Mapping[str, str], name: str) -> str:
    """A credential fit for a header; `KeyRefused` before anything is sent where it cannot be one."""
    value = str(credentials.get(name) or "").strip()
    if not value:
        raise KeyRefused(f"The credential {name} is missing.", credential=name)
    if not value.isascii() or not value.isprintable():
        raise KeyRefused(
            f"The credential {name} holds characters that no key has. Copy it again.",
            credential=name,
        )
    return value
