"""Receivers that are slow, closed, broken, throttling, redirecting or gone."""

import socket
from datetime import timedelta

import pytest
from django_q.brokers.orm import ORM
from django_q.signing import SignedPackage

from candidates.services.task_queue import OUTBOUND
from connectors import tasks
from connectors.models import Issue, OutboundAttempt, OutboundDelivery, WebhookEndpoint
from connectors.outbound import backoff, endpoints, log
from tests import make

State = OutboundDelivery.State


def attempts():
    return list(OutboundAttempt.objects.order_by("pk").values_list("status", flat=True))


def test_a_failure_is_tried_again_under_the_same_id(hub):
    hub.receiver.plan = [500]
    hub.listen()
    hub.candidate()
    hub.work()
    assert (hub.delivery.state, hub.delivery.attempts) == (State.WAITING, 1)
    hub.forward(seconds=6)
    hub.work()

    assert hub.delivery.state == State.DELIVERED
    assert len(hub.receiver.ids) == 2
    assert len(set(hub.receiver.ids)) == 1
    assert attempts() == [500, 200]


class Lane:
    """The lane of webhooks out as its cluster takes from it, at the time of the hub's clock."""

    def __init__(self, hub, time_machine):
        self.hub, self.clock, self.broker = hub, time_machine, ORM(OUTBOUND)

    def work(self) -> int:
        """How many tasks were taken."""
        self.clock.move_to(self.hub.now, tick=False)
        taken = 0
        while self.broker.queue_size():
            for pk, payload in self.broker.dequeue():
                task = SignedPackage.loads(payload)
                getattr(tasks, task["func"].rpartition(".")[2])(*task["args"])
                self.broker.acknowledge(pk)
                taken += 1
        return taken


@pytest.fixture
def lane(hub, time_machine):
    time_machine.move_to(hub.now, tick=False)
    return Lane(hub, time_machine)


def test_what_is_tried_again_within_seconds_waits_for_no_sweep(hub, lane):
    hub.receiver.plan = [500]
    hub.listen()
    hub.candidate()
    hub.work()
    hub.forward(seconds=4)
    lane.work()
    assert len(hub.receiver.got) == 1
    hub.forward(seconds=2)

    assert lane.work() == 1
    assert attempts() == [500, 200]
    assert hub.delivery.state == State.DELIVERED


@pytest.mark.parametrize(("asked", "within_the_minute"), [("20", True), ("90", False)])
def test_a_receiver_that_asks_for_seconds_is_called_then(hub, lane, asked, within_the_minute):
    hub.receiver.plan = [(503, {"Retry-After": asked})]
    hub.listen()
    hub.candidate()
    hub.work()
    hub.forward(seconds=19)
    lane.work()
    assert attempts() == [503]
    hub.forward(seconds=80)

    assert lane.work() == int(within_the_minute)
    assert attempts() == [503, 200][: 1 + within_the_minute]


def test_ten_attempts_over_75_hours_then_it_is_a_dead_letter_and_may_be_replayed(hub):
    endpoint = hub.listen()
    hub.receiver.plan = [500] * 10
    hub.candidate()
    began = hub.now
    hub.work()
    while hub.delivery.state == State.WAITING:
        hub.now = max(
            hub.delivery.next_attempt_at,
            WebhookEndpoint.objects.get().held_until or hub.now,
        )
        hub.work()
    assert (hub.delivery.state, len(hub.receiver.ids)) == (State.DEAD, 10)
    assert timedelta(hours=75) <= hub.now - began <= timedelta(hours=79)

    assert log.replay_dead(endpoint, now=hub.now) == 1
    hub.forward(hours=3)
    hub.work()
    assert hub.delivery.state == State.DELIVERED
    assert set(hub.receiver.ids) == {hub.delivery.event_id}


def test_retry_after_is_honoured_for_all_that_waits(hub):
    hub.receiver.plan = [(429, {"Retry-After": "1800"})]
    hub.listen()
    hub.candidate(1)
    hub.candidate(2)
    assert hub.work() == 1
    hub.forward(minutes=29)
    assert hub.work() == 0
    hub.forward(minutes=2)
    assert hub.work() == 2
    assert set(OutboundDelivery.objects.values_list("state", flat=True)) == {State.DELIVERED}


def test_gone_disables_tells_and_is_over_when_enabled(hub):
    hub.receiver.plan = [410]
    endpoint = hub.listen()
    hub.candidate(1)
    hub.candidate(2)
    hub.work()

    endpoint.refresh_from_db()
    assert endpoint.state == "disabled"
    assert "410" in endpoint.state_reason
    assert set(OutboundDelivery.objects.values_list("state", flat=True)) == {State.DEAD}
    issue = Issue.objects.get()
    assert (issue.code, issue.account, issue.state) == ("endpoint_disabled", None, "open")
    assert "by=hub" not in issue.message
    with pytest.raises(log.ReplayRefused):
        log.replay_dead(endpoint, now=hub.now)
    hub.candidate(3)
    endpoints.enable(endpoint, now=hub.now, missed=True)
    log.replay_dead(endpoint, now=hub.now)
    hub.work()
    issue.refresh_from_db()
    assert issue.state == "resolved"
    told = {one["data"].get("remote_id") for one in hub.receiver.verified(hub.secret)}
    assert {"c1", "c2", "c3"} <= told


def test_four_failures_hold_back_and_forty_disable(hub):
    hub.receiver.plan = [500] * 40
    endpoint = hub.listen()
    for number in range(60):
        hub.candidate(number)
    assert hub.work() == 4
    assert hub.work() == 0
    while endpoint.state == "active":
        endpoint.refresh_from_db()
        hub.now = max(hub.now, endpoint.held_until or hub.now)
        hub.work()
        hub.forward(minutes=1)
        endpoint.refresh_from_db()

    assert len(hub.receiver.got) == 40
    assert Issue.objects.get().code == "endpoint_disabled"
    assert "40 attempts" in endpoint.state_reason


def test_redirects_are_not_followed(hub):
    hub.receiver.plan = [(302, {"Location": hub.receiver.url})]
    hub.listen()
    hub.candidate()
    hub.work()

    assert len(hub.receiver.got) == 1
    assert "redirects" in hub.delivery.problem


def test_a_slow_receiver_is_given_up_in_time(hub, settings):
    settings.RECEIVER_TIMEOUT = (5.0, 0.2)
    hub.receiver.slow = 5.0
    hub.listen()
    hub.candidate()
    hub.work()

    assert attempts() == [None]
    assert "The receiver did not answer" in hub.delivery.problem


def test_a_closed_receiver_is_tried_again(hub):
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        hub.listen(url=f"http://127.0.0.1:{unheard.getsockname()[1]}/")
        hub.candidate()
        hub.work()

    assert hub.delivery.state == State.WAITING
    assert hub.delivery.problem == "The connection to the receiver failed."


def test_of_a_long_answer_only_the_start_is_kept(hub):
    hub.receiver.answer = b"x" * 1_000_000
    hub.listen()
    hub.candidate()
    hub.work()

    assert hub.delivery.state == State.DELIVERED
    assert len(OutboundAttempt.objects.get().answer) == 2048


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254"])
def test_a_name_that_turns_to_a_private_address_is_not_called(hub, settings, monkeypatch, address):
    """Rebinding: whatever it was before, it is looked up once, checked, and that address is connected to."""
    hub.listen(url=f"https://hooks.example:{hub.receiver.server_port}/")
    settings.ALLOW_PRIVATE_ADDRESSES = False
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, hub.receiver.server_port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    hub.candidate()
    hub.work()

    assert hub.receiver.got == []
    assert "private network" in hub.delivery.problem


def test_while_a_secret_is_changed_both_sign(hub):
    endpoint = hub.listen()
    old = hub.secret
    new = endpoints.rotate(endpoint, now=hub.now)
    hub.candidate(1)
    hub.work()
    assert hub.receiver.verified(old) == hub.receiver.verified(new)
    hub.receiver.got.clear()
    hub.forward(hours=25)
    hub.candidate(2)
    hub.work()

    assert len(hub.receiver.got[0][0]["webhook-signature"].split(" ")) == 1


def test_secrets_are_kept_encrypted(hub):
    hub.listen()
    kept = WebhookEndpoint.objects.extra(select={"kept": "secrets"}).values_list("kept", flat=True)

    assert hub.secret.removeprefix("whsec_") not in str(kept[0])


def test_holds_and_attempts_last_about_as_long():
    holds = sum((backoff.held_until(n, make.NOW) - make.NOW for n in range(4, 40)), timedelta())

    assert timedelta(hours=60) < holds < timedelta(hours=80)
