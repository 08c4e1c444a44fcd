"""What waits of one account is worked on together: asked for once, and none of it held up by another."""

import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django_q.models import OrmQ

from candidates.models import Candidate
from connectors.models import Delivery, IntegratedAccount
from connectors.services import deliveries as rows
from connectors.services import schedule
from connectors.services.inbox import receive
from connectors.sync import deliveries
from connectors.sync.coalescing import MOST_CALLS, claim_together
from tests.connectors.webhooks.conftest import NOW, House, body_of
from tests.connectors.webhooks.test_work import MINUTE, ONCE, queued

ONE_BY_ONE = pytest.mark.parametrize("version", ["v1"])
"""This version of the vendor's API is asked for one record at a time."""


def came(account: IntegratedAccount, number: int = 1, *, after: timedelta = timedelta(0)) -> None:
    body = b'{"action":"interview_deleted","payload":{"interview":{"id":%d}}}' % number
    assert receive(account=account, event="e", event_id=str(number), body=body, now=NOW + after)


def everybody_renamed(house: House, *, times: int = 1, most: int = 99) -> list[int]:
    """The ids of those that bear another name at the vendor, of which the hub was told."""
    people = [one.id for one in house.world.candidates][:most]
    for time in range(times):
        for key in people:
            house.world.rename_candidate(key, f"Name {time}", str(key))
    assert house.sandbox.greenhouse.webhooks.deliver_due() == times * len(people)
    return people


def waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state="received")


def names(house: House, people: list[int]) -> list[str]:
    return [house.row(Candidate, key).name for key in people]


@ONCE
def test_many_that_name_the_same_are_one_question(house: House):
    people = everybody_renamed(house, times=5, most=8)
    before = house.sandbox.calls("/v3/candidates")

    first = deliveries.work_on(waiting().earliest("pk").pk, clock=house.clock)

    assert house.sandbox.calls("/v3/candidates") == before + 1
    assert not Delivery.objects.exclude(state="done").exists()
    assert names(house, people) == [f"Name 4 {key}" for key in people]
    assert first.attempts == 1


@ONE_BY_ONE
def test_what_is_too_much_for_one_errand_is_left_to_the_next_which_is_woken(house: House):
    people = everybody_renamed(house)
    assert len(people) > MOST_CALLS
    OrmQ.objects.all().delete()

    deliveries.work_on(waiting().earliest("pk").pk, clock=house.clock)

    assert 0 < waiting().count() < len(people)
    assert queued() == [waiting().earliest("pk").pk]
    house.work()
    assert names(house, people) == [f"Name 0 {key}" for key in people]


@ONE_BY_ONE
def test_one_that_the_vendor_refuses_fails_alone(house: House):
    people = everybody_renamed(house, most=9)
    house.sandbox.fault("409", f"/v1/candidates/{people[4]}", times=None)

    house.work()

    [failed] = Delivery.objects.exclude(state="done")
    assert failed.state == "failed"
    assert str(people[4]).encode() in body_of(failed)
    assert names(house, people).count(f"Name 0 {people[4]}") == 0
    assert sum(name.startswith("Name 0") for name in names(house, people)) == 8


@ONCE
def test_one_about_which_the_answer_is_garbage_is_tried_again_alone(house: House):
    people = everybody_renamed(house, most=9)
    house.sandbox.fault("truncated-json", "/v3/candidates", query=f"*{people[4]}*", times=None)

    house.work()

    assert waiting().count() == 1
    assert str(people[4]).encode() in body_of(waiting().get())


@ONCE
def test_a_body_that_cannot_be_read_holds_up_nobody(house: House):
    people = everybody_renamed(house, most=3)
    receive(account=house.account, event="", event_id="x", body=b"\xff{", now=house.clock())
    people += everybody_renamed(house, most=3)

    house.work()

    assert sorted(Delivery.objects.values_list("state", flat=True).distinct()) == ["done", "failed"]
    assert all(name.startswith("Name 0") for name in names(house, people))


def test_one_that_ends_its_worker_is_alone_after_a_few_attempts(offline: IntegratedAccount):
    for number in range(1, 40):
        came(offline, number)
    tried = []
    for attempt in range(rows.MOST_CLAIMS):
        Delivery.objects.update(attempts=attempt)
        tried.append(len(claim_together(Delivery.objects.earliest("pk").pk, now=NOW)))
        Delivery.objects.update(lease_until=None, lease_token="")
    assert tried == [39, 39, 32, 8, 2, 1, 1, 1, 1, 1]


def test_an_account_wakes_one_worker_for_what_comes_within_seconds(offline: IntegratedAccount):
    for second in range(8):
        came(offline, second + 1, after=timedelta(seconds=second))
    first = Delivery.objects.earliest("pk")
    assert queued() == [first.pk]

    came(offline, 20, after=timedelta(seconds=11))
    assert queued() == [first.pk, Delivery.objects.latest("pk").pk]


def test_what_comes_while_all_others_are_being_worked_on_wakes_a_worker(
    offline: IntegratedAccount,
):
    came(offline, 1)
    rows.claim(Delivery.objects.get().pk, now=NOW)
    OrmQ.objects.all().delete()

    came(offline, 2, after=timedelta(seconds=1))

    assert queued() == [Delivery.objects.latest("pk").pk]


def test_a_sweep_wakes_one_of_each_account(offline: IntegratedAccount):
    for number in range(1, 5):
        came(offline, number)
    OrmQ.objects.all().delete()

    schedule.sweep(now=NOW + MINUTE)

    assert queued() == [Delivery.objects.earliest("pk").pk]


def test_what_a_worker_of_this_machine_was_killed_over_is_swept_at_once(
    offline: IntegratedAccount,
):
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    came(offline)
    claimed = rows.claim(Delivery.objects.get().pk, now=NOW)
    Delivery.objects.update(holder=f"{socket.gethostname()}:{int(gone.stdout)}:1")
    OrmQ.objects.all().delete()

    schedule.sweep(now=NOW)

    assert queued() == [claimed.pk]
    assert rows.claim(claimed.pk, now=NOW).attempts == 2
