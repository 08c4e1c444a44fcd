"""Secrets at rest: JSON, encrypted with the keys of CREDENTIALS_KEYS. The first key encrypts, all decrypt."""

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models


class CredentialsUnreadable(Exception):
    """The keys at hand do not open what is stored, or it was tampered with."""

    def __init__(self) -> None:
        super().__init__(
            "The stored credentials cannot be decrypted. CREDENTIALS_KEYS must hold the key they were "
            "stored with; if that key is lost, connect the account again."
        )


class Secrets(dict[str, Any]):
    """A dict that does not print what it holds: not in a log, a traceback or a debug page."""

    def __repr__(self) -> str:
        return f"<{len(self)} hidden>"


class EncryptedJSONField(models.TextField):
    """A JSON object, encrypted in the database and in fixtures. It has no form field and cannot be searched."""

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else encrypt(value)

    def from_db_value(self, value: str | None, *_: Any) -> Secrets | None:
        return None if value is None else decrypt(value)

    def to_python(self, value: Any) -> Any:
        return decrypt(value) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        return encrypt(self.value_from_object(obj))

    def get_lookup(self, lookup_name: str) -> type[Any] | None:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted and cannot be searched.")

    def get_transform(self, lookup_name: str) -> type[Any] | None:
        raise FieldError(f"{self.name} is encrypted and cannot be searched ({lookup_name}).")

    def formfield(self, **kwargs: Any) -> None:
        """None: no form and no admin page shows or takes it."""


def encrypt(value: Any) -> str:
    return keyring().encrypt(json.dumps(value).encode()).decode()


def decrypt(token: str) -> Secrets:
    try:
        value = json.loads(keyring().decrypt(token))
    except (InvalidToken, ValueError):
        raise CredentialsUnreadable from None
    if not isinstance(value, dict):
        raise CredentialsUnreadable
    return Secrets(value)


def rotate(token: str) -> str:
    """The same secret under the first key."""
    try:
        return keyring().rotate(token).decode()
    except InvalidToken:
        raise CredentialsUnreadable from None


def keyring() -> MultiFernet:
    return keyring_of(tuple(settings.CREDENTIALS_KEYS))


@lru_cache(maxsize=4)
def keyring_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
