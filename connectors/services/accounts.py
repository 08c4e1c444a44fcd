"""Connect accounts and keep their state: active, paused, refused, throttled, due."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from candidates.models import Company
from connectors.auth import MemoryTokens, Token, TokenStore, budget_key
from connectors.base import Connector, Webhook
from connectors.budgets import SharedBudget
from connectors.encryption import Secrets
from connectors.http import Client
from connectors.models import IntegratedAccount
from connectors.selectors.vendors import profile_of, silent_about
from connectors.vendors import CONNECTORS

LARGEST_BODY = 20 * 2**20


class ConnectError(Exception):
    """What was asked for cannot be connected; the text is a sentence that says why and what is valid."""


def connector_of(account: IntegratedAccount) -> Connector:
    return CONNECTORS[account.vendor]


def webhook_of(account: IntegratedAccount) -> Webhook | None:
    connector = CONNECTORS.get(account.vendor)
    return connector.webhook if connector else None


class AccountTokens:
    """An account's token, encrypted in its row, so that all workers share it."""

    def __init__(self, account_id: int) -> None:
        self.rows = IntegratedAccount.objects.filter(pk=account_id)

    def get(self) -> Token | None:
        kept = self.rows.values_list("tokens", flat=True).first()
        return Token.from_json(kept) if kept else None

    def put(self, token: Token) -> None:
        self.rows.update(tokens=token.as_json())


def open_client(
    account: IntegratedAccount,
    *,
    clock: Callable[[], datetime] = timezone.now,
    sleep: Callable[[float], None] = time.sleep,
    largest: int = LARGEST_BODY,
) -> Client:
    """A client that speaks to the account's vendor, within its shared rate budget; no answer has more bytes
    than `largest`.
    """
    tokens: TokenStore = AccountTokens(account.pk) if account.pk else MemoryTokens()
    profile = profile_of(account)
    limited = f"{account.vendor} {profile.name}"
    return Client(
        base_url=account.base_url or connector_of(account).base_url,
        auth=profile.auth,
        credentials=account.credentials,
        options=account.options,
        tokens=tokens,
        budget=SharedBudget(budget_key(limited, account.credentials), profile.rate),
        behind=profile.behind,
        narrow=profile.narrow,
        allow_private=settings.ALLOW_PRIVATE_ADDRESSES,
        max_body=largest,
        timeout=settings.VENDOR_TIMEOUT,
        deadline=settings.VENDOR_DEADLINE,
        clock=clock,
        sleep=sleep,
    )


def connect(
    *,
    company: Company,
    vendor: str,
    name: str,
    now: datetime,
    base_url: str | None = None,
    credentials: Mapping[str, Any] | None = None,
    options: Mapping[str, str] | None = None,
    check: bool = True,
) -> IntegratedAccount:
    """Create or update an account after asking the vendor; stores nothing that the vendor refuses.

    What is not given stays as it was; one that was removed is read as a whole again. Raises ConnectError, or the
    VendorError of the check.
    """
    name = name.strip()
    if not name:
        raise ConnectError("A connection needs a name, such as Greenhouse.")
    account = IntegratedAccount.objects.filter(company=company, name=name).first()
    if account and account.vendor != vendor:
        raise ConnectError(f"{name} is connected to {account.vendor} already. Choose another name.")
    if account and account.removed_at and account.next_sync_at:
        raise ConnectError(f"{name} is still being removed. Try again in a minute.")
    account = account or IntegratedAccount(company=company, vendor=vendor, name=name)
    account.base_url = account.base_url if base_url is None else checked_url(base_url)
    account.options = account.options | checked_options(known_connector(vendor), options or {})
    account.credentials = Secrets(
        checked_credentials({**account.credentials, **(credentials or {})})
    )
    require_options(account)
    require_credentials(account)
    if check:
        test_connection(account)
    account.state, account.state_reason = IntegratedAccount.State.ACTIVE, ""
    account.next_sync_at, account.removed_at, account.removed_by = now, None, None
    with transaction.atomic():
        account.save()
    return account


def test_connection(account: IntegratedAccount) -> None:
    """Ask the vendor for one record; raises its VendorError."""
    profile = profile_of(account)
    with open_client(account) as client:
        profile.check(client.send(profile.probe))


def known_connector(vendor: str) -> Connector:
    if vendor not in CONNECTORS:
        raise ConnectError(
            f"There is no vendor “{vendor}”. Valid vendors: {', '.join(CONNECTORS)}."
        )
    return CONNECTORS[vendor]


def checked_options(connector: Connector, options: Mapping[str, str]) -> dict[str, str]:
    known = {option.name: option for option in connector.options}
    for name, value in options.items():
        if name not in known:
            raise ConnectError(
                f"{connector.label} has no option “{name}”. Valid options: {', '.join(known) or 'none'}."
            )
        choices = known[name].choices
        if choices and value not in choices:
            raise ConnectError(f"{name} cannot be “{value}”. Valid values: {', '.join(choices)}.")
        if not known[name].valid(value):
            raise ConnectError(f"{name} cannot be “{value}”. It must be {known[name].help}.")
    return dict(options)


def checked_credentials(credentials: Mapping[str, Any]) -> dict[str, str]:
    for name, value in credentials.items():
        if not isinstance(value, str):
            raise ConnectError(f"The credential {name} must be a text.")
    return dict(credentials)


def checked_url(base_url: str) -> str:
    parts = urlsplit(base_url)
    if base_url and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query):
        raise ConnectError(f"“{base_url}” is no base URL. It must look like https://host/path.")
    return base_url.rstrip("/")


def require_options(account: IntegratedAccount) -> None:
    connector = connector_of(account)
    for option in connector.options:
        if option.required and not account.options.get(option.name):
            raise ConnectError(f"{connector.label} needs the option {option.name}: {option.help}.")


def require_credentials(account: IntegratedAccount) -> None:
    missing = profile_of(account).auth.missing(account.credentials)
    if missing:
        raise ConnectError(
            f"{connector_of(account).label} needs the credentials {', '.join(missing)}."
        )


def throttle(account: IntegratedAccount, *, until: datetime) -> None:
    IntegratedAccount.objects.filter(pk=account.pk).update(throttled_until=until)


def refuse(account: IntegratedAccount, *, reason: str) -> None:
    """The vendor does not take the credentials: no more runs by schedule until a person acts."""
    set_state(account, IntegratedAccount.State.REFUSED, reason)


def pause(account: IntegratedAccount) -> None:
    set_state(account, IntegratedAccount.State.PAUSED, "")


def resume(account: IntegratedAccount, *, now: datetime) -> None:
    set_state(account, IntegratedAccount.State.ACTIVE, "")
    IntegratedAccount.objects.filter(pk=account.pk, removed_at=None).update(next_sync_at=now)


def set_state(account: IntegratedAccount, state: str, reason: str) -> None:
    standing = IntegratedAccount.objects.exclude(state=IntegratedAccount.State.REMOVED)
    standing.filter(pk=account.pk).update(state=state, state_reason=reason)
    account.refresh_from_db()


def note_sync(account: IntegratedAccount, *, now: datetime, complete: bool) -> None:
    """A run came to its end: the vendor answers, so it is neither refused nor throttled any more."""
    values: dict[str, Any] = {"throttled_until": None, "synced_at": now} if complete else {}
    values |= {"silent_about": silent_about(profile_of(account))}
    if account.state == IntegratedAccount.State.REFUSED:
        values |= {"state": IntegratedAccount.State.ACTIVE, "state_reason": ""}
    IntegratedAccount.objects.filter(pk=account.pk, removed_at=None).update(
        **values | {"next_sync_at": next_sync(account, now)}
    )
    account.refresh_from_db()


def schedule_next(account: IntegratedAccount, *, now: datetime) -> None:
    here = IntegratedAccount.objects.filter(pk=account.pk, removed_at=None)
    here.update(next_sync_at=next_sync(account, now))


def next_sync(account: IntegratedAccount, now: datetime) -> datetime:
    return now + timedelta(minutes=account.sync_every)
