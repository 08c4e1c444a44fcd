"""What the vendor sent is kept for the account's time, and not at all of people who were anonymized."""

import json
import zlib
from datetime import timedelta

from django.test import Client

from candidates.models import Candidate, Change
from candidates.services.changes import Origin
from connectors.models import Delivery, IntegratedAccount, InterviewText, RemoteRecord
from connectors.selectors.raw import sent_in
from connectors.services import deliveries as rows
from connectors.services import schedule, unified_texts
from connectors.sync import deliveries
from connectors.sync.person_erasure import erase, forget_bodies
from tests.connectors.webhooks.conftest import House
from tests.connectors.webhooks.test_door import PING
from tests.connectors.webhooks.test_effects import busiest
from tests.connectors.webhooks.test_work import NOW, ONCE, received


def kept_of(name: str) -> list[str]:
    """Where the name still stands: raw records, readings, bodies, changes."""
    places = [
        f"{one.resource} {one.remote_id}"
        for one in RemoteRecord.objects.all()
        if (one.raw and name in zlib.decompress(one.raw).decode())
        or name in json.dumps(one.reading)
    ]
    places += [
        f"body {one.event}"
        for one in Delivery.objects.all()
        if one.body and name in zlib.decompress(one.body).decode()
    ]
    places += [f"text {one.pk}" for one in InterviewText.objects.all() if name in one.remote_data]
    return places + [f"change {one.pk}" for one in Change.objects.all() if name in str(one.fields)]


@ONCE
def test_of_somebody_who_was_anonymized_nothing_is_left(house: House):
    candidate = busiest(house).candidate
    house.world.rename_candidate(candidate.id, "Zuzana", "Nezapomenutelná")
    house.deliver()
    unified_texts.fill(house.account)
    assert len(kept_of("Nezapomenuteln")) >= 3

    house.world.anonymize_candidate(candidate.id)
    house.deliver()

    assert kept_of("Nezapomenuteln") == []
    row = house.row(Candidate, candidate.id)
    [last] = Change.objects.filter(subject="candidate", subject_id=row.pk).order_by("-pk")[:1]
    assert last.fields["first_name"] == [None, "Anonymized"]
    emptied = RemoteRecord.objects.filter(raw=b"")
    assert {"interviews", "scorecards"} <= set(emptied.values_list("resource", flat=True))
    assert not emptied.filter(deleted_at=None).exists()


def erased_here(house: House, remote_id: object) -> None:
    row = house.row(Candidate, remote_id)
    erase(
        row.pk,
        origin=Origin(
            company_id=row.company_id, source=Change.Source.PAGE, at=house.clock(), actor_id=None
        ),
    )
    forget_bodies(row.pk)


@ONCE
def test_a_body_that_waits_while_its_person_is_erased_or_comes_later_is_not_kept(house: House):
    candidate = busiest(house).candidate
    house.world.rename_candidate(candidate.id, "Zuzana", "Nezapomenutelná")
    assert house.sandbox.greenhouse.webhooks.deliver_due()
    assert Delivery.objects.filter(state="received").exists()

    erased_here(house, candidate.id)
    house.work()
    assert kept_of("Nezapomenuteln") == []

    house.world.rename_candidate(candidate.id, "Zdenka", "Nezapomenutelná")
    house.deliver()
    assert kept_of("Nezapomenuteln") == []
    assert Delivery.objects.filter(body=b"").count() >= 2


def tombstone(account: IntegratedAccount, remote_id: str, *, days_ago: int) -> RemoteRecord:
    return RemoteRecord.objects.create(
        account=account,
        resource="candidates",
        remote_id=remote_id,
        raw=zlib.compress(b'{"name": "Ada"}'),
        digest="x",
        reading={"candidate": {remote_id: {"name": "Ada"}}},
        read_at=NOW,
        deleted_at=NOW - timedelta(days=days_ago),
    )


def test_raw_records_of_what_is_gone_are_emptied_after_the_accounts_time(
    offline: IntegratedAccount,
):
    IntegratedAccount.objects.update(retention_days=100)
    old = tombstone(offline, "1", days_ago=101)
    young = tombstone(offline, "2", days_ago=99)

    schedule.tidy(now=NOW)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (bytes(old.raw), old.reading) == (b"", {"candidate": {"1": {}}})
    assert young.reading == {"candidate": {"2": {"name": "Ada"}}}


def test_bodies_are_kept_no_longer_than_the_account_says(
    offline: IntegratedAccount, client: Client
):
    IntegratedAccount.objects.update(retention_days=7)
    delivery = received(offline, client, PING)
    schedule.tidy(now=NOW + timedelta(days=8))
    delivery.refresh_from_db()
    assert delivery.body  # it still waits to be worked on

    deliveries.work_on(delivery.pk, clock=lambda: NOW)
    schedule.tidy(now=NOW + timedelta(days=8))

    delivery.refresh_from_db()
    assert sent_in(delivery) == "It is no longer kept."
    rows.work_again([delivery.pk], now=NOW)
    assert (
        deliveries.work_on(delivery.pk, clock=lambda: NOW).problem == "Its body is no longer kept."
    )


def test_lists_that_make_no_records_of_their_own_do_not_stop_the_tidying(
    offline: IntegratedAccount,
):
    IntegratedAccount.objects.update(vendor="ashby", retention_days=100)
    old = tombstone(offline, "1", days_ago=101)

    schedule.tidy(now=NOW)

    old.refresh_from_db()
    assert bytes(old.raw) == b""
