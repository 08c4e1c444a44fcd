"""What a vendor sends by itself: proved, done once whatever the order, and never a 500."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import Change
from candidates.services.leases import NotFree
from connectors.models import Delivery, IntegratedAccount, SyncRun
from connectors.sync import deliveries
from connectors.vendors import CONNECTORS
from tests.connectors.sync.stage import differences, live_rows
from tests.connectors.vendors.adapter import App
from tests.connectors.vendors.adapters import having
from tests.connectors.vendors.vendor_stage import VendorStage

pytestmark = pytest.mark.parametrize("adapter", having("happens"), indirect=True)
LISTS_FOR_IDS = b'{"action":"interview_deleted","payload":{"interview":{"id":[{}]}},"data":[7]}'
MALFORMED = (
    b"",
    b"null",
    b"[]",
    b"[[[[",
    b"{",
    b'"text"',
    b"{}",
    b'{"action":5,"event":[],"event_type":{},"payload":{},"data":7}',
    LISTS_FOR_IDS,
    b"\xff\xfe\x00",
    b"[" * 5000,
)


@dataclass(slots=True)
class Line:
    """What one vendor sends to one account, caught on its way, and let through as a test likes."""

    stage: VendorStage
    account: IntegratedAccount
    client: Client
    caught: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)

    def set_up(self) -> None:
        self.stage.adapter.listen(
            self.stage.app, reverse("hook", args=[self.account.uuid]), self.catch
        )
        self.caught.clear()

    def catch(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        self.caught.append((headers, body))
        return 200

    def after(self, happens: Callable[[App], object]) -> list[tuple[Mapping[str, str], bytes]]:
        """What the vendor sends when this has happened, a moment later."""
        self.stage.clock.forward(seconds=1)
        happens(self.stage.app)
        self.stage.app.webhooks.deliver_due()
        sent, self.caught = self.caught, []
        assert sent
        return sent

    def arrive(self, headers: Mapping[str, str], body: bytes) -> int:
        answer = self.client.post(
            reverse("hook", args=[self.account.uuid]),
            body,
            content_type="application/json",
            headers=dict(headers),
        )
        return answer.status_code

    def work(self) -> None:
        waiting = Delivery.objects.filter(account=self.account, state="received").order_by("pk")
        for pk in list(waiting.values_list("pk", flat=True)):
            with suppress(NotFree):
                deliveries.work_on(pk, clock=self.stage.clock)

    def stale(self) -> list[str]:
        """What the hub has otherwise than the vendor."""
        return differences(live_rows(self.account), self.stage.undisturbed())


@pytest.fixture
def line(stage: VendorStage, client: Client) -> Line:
    """Signatures with a time in them are held against the true clock, so the vendor's is set by it."""
    stage.clock.now = datetime.now(UTC)
    stage.renew(size=12)
    account = stage.connect("told")
    assert stage.sync(account).state == SyncRun.State.COMPLETED
    built = Line(stage, account, client)
    built.set_up()
    return built


def test_what_is_told_is_asked_about_and_then_known(line: Line) -> None:
    for happens in line.stage.adapter.happens:
        before = Change.objects.count()
        for call in line.after(happens):
            assert line.arrive(*call) == 200
        line.work()
        assert Change.objects.count() > before
    assert line.stale() == []


def test_in_any_order_and_twice_it_ends_the_same(line: Line) -> None:
    sent = [call for happens in line.stage.adapter.happens for call in line.after(happens)]
    for call in reversed(sent + sent):
        assert line.arrive(*call) == 200
    line.work()
    assert line.stale() == []
    changes = Change.objects.count()
    for call in sent:
        assert line.arrive(*call) == 200
    line.work()
    assert Change.objects.count() == changes


def test_what_nobody_signed_is_refused_or_no_more_than_a_hint(line: Line) -> None:
    """Of a vendor that signs nothing, only what it answers itself is believed."""
    [(headers, body), *_] = line.after(line.stage.adapter.happens[0])
    stale = set(line.stale())
    foreign = body.replace(b"1", b"2")
    if CONNECTORS[line.stage.adapter.vendor].webhook.signature is None:
        assert line.arrive(headers, foreign) == 200
    else:
        assert foreign != body
        assert line.arrive(headers, foreign) == 401
        assert line.arrive({}, body) == 401
        assert not Delivery.objects.exists()
    line.work()
    assert set(line.stale()) <= stale


def test_what_was_recorded_and_sent_again_much_later_does_nothing(line: Line) -> None:
    [call, *_] = line.after(line.stage.adapter.happens[0])
    assert line.arrive(*call) == 200
    line.work()
    line.stage.clock.forward(days=3)
    changes = Change.objects.count()
    assert line.arrive(*call) in (200, 401)
    line.work()
    assert Change.objects.count() == changes


def test_nothing_that_can_be_sent_is_a_fault_of_ours(line: Line) -> None:
    """Signed by the vendor's own hand, and not."""
    webhooks: Any = line.stage.app.webhooks
    hook = webhooks.hooks[0]
    changes = Change.objects.count()
    for body in MALFORMED:
        assert line.arrive({}, body) in (200, 401)
        signed = webhooks._headers(webhooks.outgoing(hook, "", body), webhooks.now)
        assert line.arrive(signed, body) == 200
    line.work()
    assert Change.objects.count() == changes
