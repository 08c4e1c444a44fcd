"""The addresses in mails that open a door, as they are kept: with the key left out."""

import re
import secrets

from django.conf import settings

KEY_BYTES = 16
HIDDEN = "…"
PORTAL = re.compile(rf"/c/{HIDDEN}/")
PASSWORD = re.compile(rf"/password/{HIDDEN}/")


def new_activation_key() -> str:
    """Opens the candidate's portal: 32 hexadecimal digits, as in seed 004."""
    return secrets.token_hex(KEY_BYTES)


def portal_address(key: str = HIDDEN) -> str:
    """Without a key it is the address as people of the company see it."""
    return f"{settings.PUBLIC_ORIGIN}/c/{key}/"


def with_key(text: str, key: str) -> str:
    """A text that holds the address without the key, as the candidate gets it."""
    return PORTAL.sub(f"/c/{key}/", text)


def names_portal(text: str) -> bool:
    return PORTAL.search(text) is not None


def password_address() -> str:
    """Where a colleague chooses a password."""
    return f"{settings.PUBLIC_ORIGIN}/password/{HIDDEN}/"


def portal_password_address() -> str:
    """Where a candidate chooses another password."""
    return f"{portal_address()}password/{HIDDEN}/"


def with_token(text: str, token: str) -> str:
    return PASSWORD.sub(f"/password/{token}/", text)


def names_password(text: str) -> bool:
    return PASSWORD.search(text) is not None
