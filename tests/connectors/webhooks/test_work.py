"""Work on a delivery survives whatever happens between the answer and the tables."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django_q.models import OrmQ

from candidates.models import Candidate
from candidates.services.changes import Origin
from candidates.services.leases import NotFree
from connectors import tasks
from connectors.models import Delivery, IntegratedAccount
from connectors.services import deliveries as rows
from connectors.services import schedule
from connectors.sync import deliveries
from connectors.sync.mapped_by import mapping_of
from connectors.sync.pages import Page
from connectors.sync.stale_answers import not_overtaken
from interviews.models import Interview
from tests.connectors.webhooks.conftest import NOW, House, post
from tests.connectors.webhooks.test_door import DELETED, PING

MINUTE = timedelta(minutes=1)
ONCE = pytest.mark.parametrize("version", ["v3"])


def renamed(house: House) -> Candidate:
    """Somebody bears another name at the vendor, and the hub was told."""
    row = next(iter(house.world.candidates))
    house.world.rename_candidate(row.id, "Zuzana", "Nováková")
    assert house.sandbox.greenhouse.webhooks.deliver_due() == 1
    return house.row(Candidate, row.id)


def received(offline: IntegratedAccount, client: Client, body: bytes = DELETED) -> Delivery:
    assert post(client, offline, body).status_code == 200
    Delivery.objects.update(received_at=NOW, next_attempt_at=NOW + MINUTE)
    OrmQ.objects.all().delete()
    return Delivery.objects.get()


def queued() -> list[int]:
    tasks = [row.task for row in OrmQ.objects.all()]
    return [task["args"][0] for task in tasks if task["func"].endswith("work_on_delivery")]


def kept() -> list[int]:
    """The companies whose conflicts are to be looked after."""
    tasks = [row.task for row in OrmQ.objects.all()]
    return [task["args"][0] for task in tasks if task["func"].endswith("keep_conflicts")]


@ONCE
def test_the_task_works_on_its_delivery_and_a_doubled_or_late_one_does_no_harm(house: House):
    person = renamed(house)
    delivery = Delivery.objects.latest("pk")

    for _ in range(2):
        tasks.work_on_delivery(delivery.pk)
    tasks.work_on_delivery(delivery.pk + 1)

    person.refresh_from_db()
    delivery.refresh_from_db()
    assert person.name == "Zuzana Nováková"
    assert (delivery.state, delivery.attempts) == ("done", 1)
    assert kept() == [delivery.account.company_id]


def test_what_was_stored_and_never_worked_on_is_swept(offline: IntegratedAccount, client: Client):
    delivery = received(offline, client)

    schedule.sweep(now=NOW)
    assert delivery.pk not in queued()
    schedule.sweep(now=NOW + MINUTE)
    schedule.sweep(now=NOW + 2 * MINUTE)

    assert queued().count(delivery.pk) == 1


def test_what_a_worker_was_killed_over_is_swept_when_its_lease_is_over(
    offline: IntegratedAccount, client: Client
):
    delivery = received(offline, client)
    rows.claim(delivery.pk, now=NOW)

    with pytest.raises(NotFree):
        rows.claim(delivery.pk, now=NOW + MINUTE)
    schedule.sweep(now=NOW + MINUTE)
    assert delivery.pk not in queued()
    schedule.sweep(now=NOW + 3 * MINUTE)

    assert delivery.pk in queued()
    assert rows.claim(delivery.pk, now=NOW + 4 * MINUTE).attempts == 2


def test_whoever_lost_the_lease_writes_nothing(offline: IntegratedAccount, client: Client):
    delivery = received(offline, client)
    slow = rows.claim(delivery.pk, now=NOW)
    quick = rows.claim(delivery.pk, now=NOW + 4 * MINUTE)

    with pytest.raises(NotFree):
        rows.keep(slow, now=NOW + 4 * MINUTE)
    with pytest.raises(NotFree):
        rows.end(slow, now=NOW + 4 * MINUTE)
    rows.fail(slow, now=NOW + 4 * MINUTE, problem="too late")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.lease_token) == ("received", quick.lease_token)


def test_one_that_ends_its_worker_every_time_is_given_up(
    offline: IntegratedAccount, client: Client
):
    delivery = received(offline, client)
    for hour in range(rows.MOST_CLAIMS):
        rows.claim(delivery.pk, now=NOW + timedelta(hours=hour))

    with pytest.raises(NotFree):
        rows.claim(delivery.pk, now=NOW + timedelta(hours=100))

    delivery.refresh_from_db()
    assert delivery.state == "failed"
    assert "cut off" in delivery.problem


@ONCE
def test_a_vendor_that_is_down_is_asked_again_later_and_later(house: House):
    person = renamed(house)
    delivery = Delivery.objects.latest("pk")
    house.sandbox.fault("500", times=None)

    waits = []
    for _ in range(3):
        deliveries.work_on(delivery.pk, clock=house.clock)
        delivery.refresh_from_db()
        waits.append((delivery.next_attempt_at - house.clock()).total_seconds() / 60)
        house.clock.now = delivery.next_attempt_at
    assert waits == [1, 5, 15]
    assert delivery.state == "received"
    assert delivery.problem

    house.sandbox.heal()
    schedule.sweep(now=house.clock())
    assert delivery.pk in queued()
    house.work()

    person.refresh_from_db()
    delivery.refresh_from_db()
    assert person.name == "Zuzana Nováková"
    assert (delivery.state, delivery.problem) == ("done", "")


@ONCE
def test_a_vendor_that_stays_down_is_given_up_with_the_reason(house: House):
    renamed(house)
    delivery = Delivery.objects.latest("pk")
    house.sandbox.fault("500", times=None)

    for _ in range(7):
        deliveries.work_on(delivery.pk, clock=house.clock)
        house.clock.forward(days=1)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.next_attempt_at) == ("failed", None)
    assert delivery.problem


@ONCE
def test_a_vendor_that_names_a_time_is_asked_then(house: House):
    person = renamed(house)
    delivery = Delivery.objects.latest("pk")
    house.sandbox.fault("429", seconds=600)

    deliveries.work_on(delivery.pk, clock=house.clock)

    delivery.refresh_from_db()
    house.account.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("received", 0)
    assert delivery.next_attempt_at == house.account.throttled_until
    assert delivery.next_attempt_at >= house.clock() + 10 * MINUTE
    OrmQ.objects.all().delete()
    schedule.sweep(now=house.clock() + 9 * MINUTE)
    assert delivery.pk not in queued()
    assert person.name != "Zuzana Nováková"


def test_a_paused_account_is_left_alone_until_it_is_resumed(
    offline: IntegratedAccount, client: Client
):
    delivery = received(offline, client)
    IntegratedAccount.objects.update(state="paused")
    schedule.sweep(now=NOW + 2 * MINUTE)
    assert queued() == []
    assert deliveries.work_on(delivery.pk, clock=lambda: NOW).state == "received"

    IntegratedAccount.objects.update(state="active")
    schedule.sweep(now=NOW + timedelta(hours=1))

    assert delivery.pk in queued()


@pytest.mark.parametrize("body", [PING, b'{"action":"offer_created","payload":{"id":1}}', b"[]"])
def test_what_names_nothing_is_done_without_a_call(
    offline: IntegratedAccount, client: Client, body: bytes
):
    delivery = received(offline, client, body)

    assert deliveries.work_on(delivery.pk, clock=lambda: NOW).state == "done"


def test_what_is_no_json_is_told_as_failed(offline: IntegratedAccount, client: Client):
    delivery = received(offline, client, b"\xff{")

    done = deliveries.work_on(delivery.pk, clock=lambda: NOW)

    assert (done.state, done.problem) == (
        "failed",
        "The vendor signed it, but its body is no JSON.",
    )


def test_deliveries_are_forgotten_after_thirty_days(offline: IntegratedAccount, client: Client):
    delivery = received(offline, client)
    rows.end(delivery, now=NOW)

    schedule.tidy(now=NOW + timedelta(days=29))
    assert Delivery.objects.exists()
    schedule.tidy(now=NOW + timedelta(days=31))

    assert not Delivery.objects.exists()


@ONCE
def test_an_answer_older_than_what_is_held_is_left_out(house: House):
    resource = deliveries.profile_of(house.account).resource("interviews")
    row = Interview.objects.filter(deleted_at=None).first()
    page = Page(house.account, resource, origin(house), mapping_of(house.account))

    def raw(moment: Any) -> dict[str, Any]:
        at = moment.isoformat().replace("+00:00", "Z")
        return {"id": int(row.remote_id), "status": "scheduled", "updated_at": at}

    older, same = raw(row.vendor_updated_at - MINUTE), raw(row.vendor_updated_at)
    asked_at = house.clock()
    assert not_overtaken(page, [older], asked_at) == []
    assert not_overtaken(page, [same], asked_at) == [same]
    house.world.delete_interview(int(row.remote_id))
    house.clock.forward(seconds=1)
    house.deliver()
    assert not_overtaken(page, [same], asked_at) == []
    assert not_overtaken(page, [same], house.clock() + MINUTE) == [same]


def origin(house: House) -> Origin:
    account = house.account
    return Origin(
        company_id=account.company_id, account_id=account.pk, source="webhook", at=house.clock()
    )


@ONCE
def test_an_empty_answer_buries_nobody(house: House):
    """The vendor wiped a name and kept the interviews; asked for them, it once says nothing at all."""
    chosen = house.world.shown_interviews()[0].application
    mine = Interview.objects.filter(
        application_remote_id__in=[str(one.id) for one in chosen.candidate.applications],
        deleted_at=None,
    )
    before = mine.count()
    house.world.anonymize_candidate(chosen.candidate.id, ["full_name"])
    house.sandbox.fault("empty-200", path="/v3/interviews", query="*ids=*")

    house.deliver()
    delivery = Delivery.objects.latest("pk")
    assert (delivery.state, mine.count()) == ("received", before)

    house.clock.forward(minutes=2)
    house.work()
    delivery.refresh_from_db()
    assert (delivery.state, mine.count()) == ("done", before)
