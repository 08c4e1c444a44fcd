from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from candidates.models import Company
from connectors.models import OutboundDelivery, WebhookEndpoint
from connectors.outbound import endpoints, rounds, sending
from connectors.outbound.endpoints import Wish
from tests import make
from tests.connectors.outbound.receiving import Receiver, receiving


class Hub:
    """The hub with one endpoint, and a clock that only moves when told to."""

    def __init__(self, company: Company, receiver: Receiver) -> None:
        self.company, self.receiver = company, receiver
        self.now = datetime.now(UTC)
        self.account = make.account(company)
        self.secret = ""

    def listen(self, **wish: Any) -> WebhookEndpoint:
        values = {"url": self.receiver.url} | wish
        endpoint, self.secret = endpoints.create(self.company, Wish(**values), now=self.now)
        return endpoint

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)

    def work(self) -> int:
        """As the worker does when it is woken: how many attempts were made."""
        rounds.tell_news(self.company.pk, clock=lambda: self.now, sleep=lambda _: None)
        active = WebhookEndpoint.objects.order_by("pk").values_list("pk", flat=True)
        return sum(sending.send_to(pk, clock=lambda: self.now, chance=lambda: 0.5) for pk in active)

    def tell(self, kind: str, remote_id: str, **news: Any) -> None:
        make.tell(self.account, kind, remote_id, at=self.now, **news)

    def candidate(self, number: int = 1) -> None:
        self.tell("candidate", f"c{number}", first_name="Ada", email=f"ada{number}@mail.example")

    @property
    def types(self) -> list[str]:
        return [one["type"] for one in self.receiver.verified(self.secret)]

    @property
    def delivery(self) -> OutboundDelivery:
        return OutboundDelivery.objects.latest("pk")


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    with receiving() as server:
        yield server


@pytest.fixture
def hub(acme: Company, receiver: Receiver) -> Hub:
    return Hub(acme, receiver)
