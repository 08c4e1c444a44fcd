"""The sandbox's webhooks against the sheet: envelope, signature over the sent bytes, ping, retries."""

import hashlib
import hmac
import json
from datetime import timedelta
from threading import Event

import pytest

from connectors.sandbox import Sandbox
from tests.connectors.processes import until
from tests.connectors.sandbox.conftest import FakeClock
from tests.connectors.sandbox.receiver import Receiver, receiving

SECRET = b"sandbox-webhook-secret"


@pytest.fixture
def receiver():
    with receiving() as server:
        yield server


def actions(receiver: Receiver) -> list[str]:
    return [json.loads(body)["action"] for _, body in receiver.got]


@pytest.fixture
def greenhouse():
    clock = FakeClock()
    made = Sandbox(seed=3, size=40, vendors=("greenhouse",), clock=clock).greenhouse
    made.clock = clock
    return made


def test_a_ping_comes_first_and_an_unanswered_one_leaves_the_hook_disabled(greenhouse, receiver):
    assert greenhouse.send_webhooks_to(receiver.url).enabled
    receiver.status = 202
    assert not greenhouse.send_webhooks_to(receiver.url).enabled
    receiver.status = 200
    world = greenhouse.world
    world.delete_interview(next(iter(world.interviews)).id)

    assert greenhouse.webhooks.deliver_due() == 1

    assert actions(receiver) == ["ping", "ping", "interview_deleted"]


def test_the_signature_is_over_the_escaped_bytes_that_were_sent(greenhouse, receiver):
    greenhouse.send_webhooks_to(receiver.url)
    candidate = next(iter(greenhouse.world.candidates))
    greenhouse.world.rename_candidate(candidate.id, "<Mia> & Co", "Okoró")
    greenhouse.webhooks.deliver_due()

    headers, body = receiver.got[-1]

    assert headers["Signature"] == f"sha256 {hmac.new(SECRET, body, hashlib.sha256).hexdigest()}"
    assert headers["Greenhouse-Event-ID"]
    assert rb'"first_name":"\u003cMia\u003e \u0026 Co","last_name":"Okor' in body
    assert json.loads(body)["payload"]["candidate"]["first_name"] == "<Mia> & Co"


def test_a_deleted_interview_tells_only_its_id(greenhouse, receiver):
    greenhouse.send_webhooks_to(receiver.url)
    interview = next(iter(greenhouse.world.interviews))
    greenhouse.world.delete_interview(interview.id)
    greenhouse.webhooks.deliver_due()

    assert json.loads(receiver.got[-1][1]) == {
        "action": "interview_deleted",
        "payload": {"interview": {"id": interview.id}},
    }


def test_what_goes_with_something_else_is_not_told(greenhouse, receiver):
    greenhouse.send_webhooks_to(receiver.url)
    world = greenhouse.world
    interviewed = [row.application.candidate for row in world.interviews]
    first, second, third = list(dict.fromkeys(interviewed))[:3]
    applications = [one.id for one in first.applications]
    world.delete_candidate(first.id)
    world.merge_candidates(third.id, second.id)
    world.anonymize_candidate(third.id)
    greenhouse.webhooks.deliver_due()

    assert actions(receiver) == [
        "ping",
        "delete_candidate",
        "merge_candidate",
        "candidate_anonymized",
    ]
    person = json.loads(receiver.got[1][1])["payload"]["person"]
    assert person["deleted_application_ids"] == applications
    assert person["created_at"].endswith("Z")
    assert "." not in person["created_at"]
    assert json.loads(receiver.got[2][1])["payload"]["person"]["new_candidate_id"] == third.id


def test_anything_but_200_is_tried_seven_times_over_fifteen_hours(greenhouse, receiver):
    greenhouse.send_webhooks_to(receiver.url)
    world, webhooks = greenhouse.world, greenhouse.webhooks
    world.delete_interview(next(iter(world.interviews)).id)
    receiver.status = 204
    start, times = greenhouse.clock.now, []
    for minute in range(16 * 60):
        greenhouse.clock.now = start + timedelta(minutes=minute)
        before = len(receiver.got)
        webhooks.deliver_due()
        times += [minute] * (len(receiver.got) - before)

    assert times == [0, 1, 16, 76, 196, 436, 916]
    assert [one.statuses for one in webhooks.given_up] == [[204] * 7]
    assert webhooks.outbox == []


def test_a_retry_that_is_answered_ends_it_and_nobody_listening_is_a_failure(greenhouse, receiver):
    greenhouse.send_webhooks_to(receiver.url)
    hook = greenhouse.webhooks.hooks[0]
    world, webhooks = greenhouse.world, greenhouse.webhooks
    world.delete_interview(next(iter(world.interviews)).id)
    hook.url = "http://127.0.0.1:9/"
    assert webhooks.deliver_due() == 0
    hook.url = receiver.url
    assert webhooks.deliver_due() == 0
    greenhouse.clock.forward(minutes=1)

    assert webhooks.deliver_due() == 1
    assert webhooks.outbox == []


def test_what_waits_can_be_shuffled_and_doubled(greenhouse, receiver):
    greenhouse.send_webhooks_to(receiver.url)
    for row in list(greenhouse.world.interviews)[:10]:
        greenhouse.world.delete_interview(row.id)
    greenhouse.webhooks.shuffle(5)
    greenhouse.webhooks.deliver_due()

    ids = [json.loads(body)["payload"]["interview"]["id"] for _, body in receiver.got[1:]]
    assert (len(ids), len(set(ids))) == (13, 10)
    assert ids != sorted(ids)


def test_a_hook_may_be_for_one_event_only(greenhouse, receiver):
    greenhouse.webhooks.add(receiver.url, actions=frozenset({"merge_candidate"}))
    first, second = list(greenhouse.world.candidates)[:2]
    greenhouse.world.rename_candidate(first.id, "A", "B")
    greenhouse.world.merge_candidates(first.id, second.id)
    greenhouse.webhooks.deliver_due()

    assert actions(receiver) == ["ping", "merge_candidate"]


def test_in_the_background_they_are_sent_by_themselves(greenhouse, receiver):
    greenhouse.send_webhooks_to(receiver.url)
    stopped = Event()
    thread = greenhouse.webhooks.keep_delivering(stopped, every=0.01)
    greenhouse.world.delete_interview(next(iter(greenhouse.world.interviews)).id)
    until(lambda: len(receiver.got) == 2)
    stopped.set()
    thread.join()

    assert actions(receiver) == ["ping", "interview_deleted"]
