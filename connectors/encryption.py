"""Secrets at rest: JSON, encrypted with the keys of CREDENTIALS_KEYS. The first key encrypts, all decrypt."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

NOTHING = "nothing"  # an empty column is no secret either: it must not open


class CredentialsUnreadable(Exception):
    """The keys at hand do not open what is stored, or it was tampered with."""

    def __init__(self) -> None:
        super().__init__(
            "The stored credentials cannot be decrypted. CREDENTIALS_KEYS must hold the key they were "
            "stored with; if that key is lost, connect the account again."
        )


class Secrets(Mapping[str, Any]):
    """A mapping that does not print what it holds: not in a log, a traceback or a debug page.

    What came from the database stays sealed until it is looked at, so that lists of accounts cost no
    decryption and a wrong key hurts only those who need the secret.
    """

    def __init__(self, plain: Mapping[str, Any] | None = None, *, sealed: str = "") -> None:
        self._plain = dict(plain or {}) if not sealed else None
        self._sealed = sealed

    @property
    def sealed(self) -> str:
        return self._sealed or encrypt(self._open())

    def _open(self) -> dict[str, Any]:
        if self._plain is None:
            self._plain = decrypt(self._sealed)
        return self._plain

    def __getitem__(self, name: str) -> Any:
        return self._open()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._open())

    def __len__(self) -> int:
        return len(self._open())

    def __repr__(self) -> str:
        return "<hidden>"


class EncryptedJSONField(models.TextField):
    """A JSON object, encrypted in the database and in fixtures. It has no form field and cannot be searched."""

    # What django-stubs takes a model's attribute for.
    _pyi_private_set_type: Mapping[str, Any]  # type: ignore[assignment]
    _pyi_private_get_type: Secrets  # type: ignore[assignment]

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        return value.sealed if isinstance(value, Secrets) else encrypt(value)

    def from_db_value(self, value: str | None, *_: Any) -> Secrets | None:
        return None if value is None else Secrets(sealed=value or NOTHING)

    def to_python(self, value: Any) -> Any:
        return Secrets(sealed=value or NOTHING) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))

    def get_lookup(self, lookup_name: str) -> type[Any] | None:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted and cannot be searched.")

    def get_transform(self, lookup_name: str) -> type[Any] | None:
        raise FieldError(f"{self.name} is encrypted and cannot be searched ({lookup_name}).")

    def formfield(self, **kwargs: Any) -> None:
        """None: no form and no admin page shows or takes it."""


def encrypt(value: Mapping[str, Any]) -> str:
    return keyring().encrypt(json.dumps(dict(value)).encode()).decode()


def decrypt(token: str) -> dict[str, Any]:
    try:
        value = json.loads(keyring().decrypt(token))
    except (InvalidToken, ValueError):
        raise CredentialsUnreadable from None
    if not isinstance(value, dict):
        raise CredentialsUnreadable
    return value


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
