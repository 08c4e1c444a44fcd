"""A Greenhouse of our own with a day of interviews in it, and a hub that has read them."""

import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import Company, Mirrored
from candidates.services.leases import NotFree
from connectors.models import Delivery, IntegratedAccount
from connectors.sandbox.greenhouse.hiring import Hiring
from connectors.sandbox.sandbox import Sandbox
from connectors.sandbox.webhooks import Post
from connectors.services.accounts import connect
from connectors.services.runs import open_run
from connectors.signing import HexHmac
from connectors.sync import deliveries, engine

GREENHOUSE = HexHmac(header="Signature", prefix="sha256 ", secret="webhook_secret")
SECRET = "sandbox-webhook-secret"
NOW = datetime(2026, 3, 4, 10, 30, 30, tzinfo=UTC)


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


@dataclass(slots=True)
class House:
    """A hub that has read its Greenhouse, to which that Greenhouse now sends webhooks."""

    sandbox: Sandbox
    account: IntegratedAccount
    clock: Clock

    @property
    def world(self) -> Hiring:
        return self.sandbox.greenhouse.world

    def deliver(self) -> None:
        """Everything that waits at the vendor, and the work on it."""
        assert self.sandbox.greenhouse.webhooks.deliver_due()
        self.work()

    def work(self) -> None:
        """As the tasks do: one that was worked on beside another is not free any more."""
        waiting = Delivery.objects.filter(state="received").order_by("pk")
        for pk in list(waiting.values_list("pk", flat=True)):
            with suppress(NotFree):
                deliveries.work_on(pk, clock=self.clock)

    def row(self, model: type[Mirrored], remote_id: object) -> Any:
        return model.objects.get(account=self.account, remote_id=str(remote_id))

    def sync(self) -> dict[str, int]:
        """What a whole listing still finds to do."""
        self.clock.forward(seconds=1)
        run = open_run(account=self.account, trigger="command", now=self.clock(), full=True)
        counts = engine.work_on(run, clock=self.clock).counts.values()
        return {
            word: found
            for word in ("new", "changed", "deleted", "rejected")
            if (found := sum(of_list[word] for of_list in counts))
        }


def through(client: Client) -> Post:
    """Greenhouse's way to the hub, without a socket."""

    def post(url: str, headers: Mapping[str, str], body: bytes) -> int:
        answer = client.post(url, body, content_type="application/json", headers=dict(headers))
        return answer.status_code

    return post


@pytest.fixture(params=["v3", "v1"])
def version(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def house(sandbox: Sandbox, acme: Company, clock: Clock, client: Client, version: str) -> House:
    offer = sandbox.connection("greenhouse")
    account = synced(connected(acme, "Greenhouse", offer, SECRET, api_version=version), clock)
    hook = sandbox.greenhouse.webhooks.add(
        reverse("hook", args=[account.uuid]), post=through(client)
    )
    assert hook.enabled
    clock.forward(seconds=1)
    built = House(sandbox, account, clock)
    built.work()
    return built
