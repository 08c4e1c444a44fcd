"""What is told of webhooks that could not be worked on, and when it is over."""

from datetime import timedelta

import pytest
from django.test import Client

from connectors.models import Delivery, IntegratedAccount, Issue
from connectors.services import deliveries as rows
from connectors.sync import deliveries
from tests.connectors.webhooks.conftest import House, post
from tests.connectors.webhooks.test_door import PING
from tests.connectors.webhooks.test_work import NOW, ONCE, received, renamed


def given_up(house: House) -> Delivery:
    """Somebody was renamed while the vendor was down for days."""
    renamed(house)
    delivery = Delivery.objects.latest("pk")
    house.sandbox.fault("500", times=None)
    for _ in range(7):
        deliveries.work_on(delivery.pk, clock=house.clock)
        house.clock.forward(days=1)
    house.sandbox.heal()
    delivery.refresh_from_db()
    assert delivery.state == "failed"
    return delivery


def told() -> list[tuple[str, str]]:
    return list(Issue.objects.values_list("code", "state"))


@ONCE
def test_a_webhook_that_is_given_up_is_an_issue_until_a_later_one_names_the_same(house: House):
    failed = given_up(house)
    issue = Issue.objects.get(code="webhook_failed")
    assert issue.state == "open"
    assert f"#{failed.pk} (update_candidate)" in issue.message

    first, other, *_ = house.world.candidates
    house.world.rename_candidate(other.id, "Ada", "Byron")
    house.deliver()
    issue.refresh_from_db()
    assert issue.state == "open"

    house.world.rename_candidate(first.id, "Zuzana", "Malá")
    house.deliver()

    failed.refresh_from_db()
    assert failed.state == "done"
    assert "Settled by webhook #" in failed.problem
    issue.refresh_from_db()
    assert issue.state == "resolved"


def test_it_is_over_when_it_was_worked_on_after_all(offline: IntegratedAccount, client: Client):
    delivery = received(offline, client, PING)
    rows.fail(rows.claim(delivery.pk, now=NOW), now=NOW, problem="Down for days")
    assert told() == [("webhook_failed", "open")]

    rows.work_again([delivery.pk], now=NOW)
    assert told() == [("webhook_failed", "open")]
    deliveries.work_on(delivery.pk, clock=lambda: NOW)

    assert told() == [("webhook_failed", "resolved")]


def test_a_whole_listing_that_began_later_settles_it(offline: IntegratedAccount, client: Client):
    failed = received(offline, client, b"\xff{")
    deliveries.work_on(failed.pk, clock=lambda: NOW)

    rows.settle_older(offline, than=NOW, run_id=7, now=NOW)
    assert told() == [("webhook_failed", "open")]
    rows.settle_older(offline, than=NOW + timedelta(seconds=1), run_id=7, now=NOW)

    failed.refresh_from_db()
    assert (failed.state, failed.problem) == ("done", "Settled by the whole listing of run 7.")
    assert told() == [("webhook_failed", "resolved")]


def test_one_issue_for_an_event_however_many_failed(offline: IntegratedAccount, client: Client):
    for number in range(3):
        assert post(client, offline, b"\xff{" + bytes([number])).status_code == 200
        deliveries.work_on(Delivery.objects.latest("pk").pk, clock=lambda: NOW)

    issue = Issue.objects.get()
    assert (issue.count, issue.message.count("no JSON")) == (3, 1)


@pytest.mark.parametrize("headers", [{}, {"Signature": "sha256 00"}])
def test_a_forged_webhook_is_no_issue(offline: IntegratedAccount, client: Client, headers):
    for _ in range(20):
        assert post(client, offline, b'{"action":"ping"}', headers).status_code in (401, 403)

    assert not Issue.objects.exists()


def test_a_failed_webhook_that_is_forgotten_is_no_issue_any_more(
    offline: IntegratedAccount, client: Client
):
    delivery = received(offline, client, b"\xff{")
    deliveries.work_on(delivery.pk, clock=lambda: NOW)

    rows.forget_old(now=NOW + timedelta(days=31))

    assert told() == [("webhook_failed", "resolved")]
