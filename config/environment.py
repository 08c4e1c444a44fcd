"""Typed reading of environment variables: a value is understood or the start stops with one sentence that names it.

Every reader also accepts NAME_FILE, the path of a file that holds the value (container secrets).
"""

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()

TRUE_WORDS = frozenset({"true", "1", "yes", "on"})
FALSE_WORDS = frozenset({"false", "0", "no", "off", ""})
ORIGIN = re.compile(r"https?://(\w[\w.-]*|\[[0-9a-f:.]+\])(:\d+)?", re.IGNORECASE)
DATABASE_SCHEMES = frozenset({"sqlite", "postgres", "postgresql", "psql", "pgsql"})


def text(name: str, default: str = "") -> str:
    try:
        return str(env.str(name, default=default)).strip()
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"{name}_FILE cannot be read: {error}. Name a readable file in it."
        ) from None


def required(name: str, advice: str) -> str:
    value = text(name)
    if not value.strip(" ,"):
        raise ImproperlyConfigured(f"{name} is not set. {advice}")
    return value


def boolean(name: str, *, default: bool) -> bool:
    word = text(name, str(default)).lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(
        f"{name} is “{word}”, which is neither true nor false. Set it to true or false."
    )


def days(name: str, default: int) -> int:
    """At least one."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 10_000:
        raise ImproperlyConfigured(f"{name} is a number of days, such as {default}, not “{value}”.")
    return int(value)


def listed(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def choice(name: str, default: str, allowed: Iterable[str]) -> str:
    word = text(name, default).upper()
    if word not in allowed:
        raise ImproperlyConfigured(f"{name} is “{word}”. Set it to one of: {', '.join(allowed)}.")
    return word


def fernet_keys(name: str, value: str) -> list[str]:
    """The keys of a comma list, checked one by one; no key is ever printed."""
    keys = [key.strip() for key in value.split(",") if key.strip()]
    for position, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            raise ImproperlyConfigured(
                f"{name}: key {position} of {len(keys)} is not a Fernet key. "
                "Set it to 32 random bytes in URL-safe base64 (44 characters); .env.example shows a command."
            ) from None
    return keys


def database(name: str, default: str) -> dict[str, Any]:
    url = text(name) or default
    scheme = url.split(":", 1)[0]
    advice = "Set it to sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME."
    if scheme not in DATABASE_SCHEMES:
        raise ImproperlyConfigured(
            f"{name} begins with “{scheme}:”, which is no database the hub can use. {advice}"
        )
    try:
        parsed: dict[str, Any] = env.db_url_config(url)
    except (ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(f"{name} is not an address of a database. {advice}") from None
    if not parsed["NAME"]:
        raise ImproperlyConfigured(f"{name} names no database. {advice}")
    return parsed


def email(name: str, default: str) -> dict[str, Any]:
    """Settings EMAIL_*; django-environ knows smtp, smtp+tls, smtp+ssl, consolemail, filemail, memorymail, dummymail."""
    try:
        return dict(env.email_url_config(text(name) or default))
    except (ValueError, ImproperlyConfigured):
        raise ImproperlyConfigured(
            f"{name} is not an address of a mail server. Set it to smtp+tls://USER:PASSWORD@HOST:587 or consolemail://."
        ) from None


def origin(name: str, default: str) -> str:
    """`https://hub.example.com`, with a port where there is one; a slash at the end is taken off."""
    value = (text(name) or default).rstrip("/")
    try:
        parts = urlsplit(value)
        good = ORIGIN.fullmatch(value) is not None and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ImproperlyConfigured(
            f"{name} is “{value}”, which is no address that links in mails could begin with. "
            "Set it to where people reach the hub, such as https://hub.example.com."
        )
    return value


def time_zone(name: str, default: str) -> str:
    zone = text(name) or default
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ImproperlyConfigured(
            f"{name} is “{zone}”, which is no known time zone. Set it to one such as Europe/Berlin."
        ) from None
    return zone


def development_secret(path: Path, *, fernet: bool = False) -> str:
    """A secret for a developer who set none: made once, kept in a file that only its owner reads."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    value = Fernet.generate_key().decode() if fernet else secrets.token_urlsafe(48)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(value + "\n")
    return value
