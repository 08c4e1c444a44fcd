"""A Greenhouse of our own with a day of interviews in it, and a hub that has read them."""

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import Company
from connectors.models import Delivery, IntegratedAccount
from connectors.sandbox.sandbox import Sandbox
from connectors.services.accounts import connect
from connectors.services.runs import open_run
from connectors.signing import HexHmac
from connectors.sync import engine

GREENHOUSE = HexHmac(header="Signature", prefix="sha256 ", secret="webhook_secret")
SECRET = "sandbox-webhook-secret"
NOW = datetime.now(UTC)


class Clock:
    """The time of the vendor and of the worker; it stands still unless moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock, settings: Any) -> Iterator[Sandbox]:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    with Sandbox(
        seed=7, size=60, vendors=("greenhouse",), clock=clock, rate_limits=False
    ) as started:
        yield started


@pytest.fixture
def offline(acme: Company) -> IntegratedAccount:
    """An account whose vendor is never asked."""
    return connected(acme, "Greenhouse", {"vendor": "greenhouse"}, SECRET)


def connected(
    company: Company, name: str, offer: dict[str, Any], secret: str, **options: str
) -> IntegratedAccount:
    credentials = {"client_id": "a", "client_secret": "b", "api_key": "c"}
    return connect(
        company=company,
        vendor=offer["vendor"],
        name=name,
        base_url=offer.get("base_url"),
        credentials=offer.get("credentials", credentials) | {"webhook_secret": secret},
        options=options,
        now=NOW,
        check=False,
    )


def synced(account: IntegratedAccount, clock: Clock) -> IntegratedAccount:
    run = open_run(account=account, trigger="command", now=clock(), full=True)
    assert engine.work_on(run, clock=clock).state == "completed"
    return account


def headers_for(body: bytes, secret: str = SECRET, event_id: str = "1") -> dict[str, str]:
    return {"Signature": GREENHOUSE.sign(body, secret), "Greenhouse-Event-ID": event_id}


def post(
    client: Client, account: IntegratedAccount, body: bytes, headers: dict[str, str] | None = None
) -> Any:
    return client.post(
        reverse("hook", args=[account.uuid]),
        body,
        content_type="application/json",
        headers=headers_for(body) if headers is None else headers,
    )


def body_of(delivery: Delivery) -> bytes:
    return zlib.decompress(delivery.body)
