"""Deliveries may come in any order, late, and twice: the tables end the same."""

from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.models import Delivery
from connectors.sandbox.greenhouse.records import Application, Candidate
from connectors.sandbox.greenhouse.webhooks import headers
from connectors.sandbox.webhooks import Outgoing
from interviews.services.mirror import KINDS
from tests.connectors.webhooks.conftest import House, through

OURS = {"id", "account", "company", "created_at", "updated_at", "version", "deleted_at"}


def tables(house: House) -> dict[str, list[dict[str, Any]]]:
    """All that is mirrored, by the vendor's ids, without what tells when and in which order it came."""
    found = {}
    for kind, how in KINDS.items():
        told = [
            column.name
            for column in how.model._meta.concrete_fields
            if column.name not in OURS and not column.is_relation
        ]
        rows = how.model.objects.filter(account=house.account).order_by("remote_id")
        found[kind] = [
            {name: getattr(row, name) for name in told} | {"gone": row.deleted_at is not None}
            for row in rows
        ]
    return found


def busy_day(house: House) -> list[Outgoing]:
    """One of everything that can happen, each to somebody else; what Greenhouse then has to send."""
    world = house.world
    people = iter(
        sorted(
            {row.application.candidate for row in world.shown_interviews()}, key=lambda one: one.id
        )
    )

    def somebody() -> Candidate:
        return next(people)

    def somebodys() -> Application:
        return next(row for row in somebody().applications if row.interviews)

    for _ in range(3):
        world.delete_interview(somebodys().interviews[0].id)
    world.delete_candidate(somebody().id)
    world.merge_candidates(somebody().id, somebody().id)
    world.anonymize_candidate(somebody().id)
    world.delete_application(somebodys().id)
    for event in ("reject_candidate", "hire_candidate"):
        world.decide(somebodys().id, event)
    wavering = somebodys()
    for event in ("reject_candidate", "unreject_candidate"):
        house.clock.forward(seconds=1)
        world.decide(wavering.id, event)
    world.rename_candidate(somebody().id, "Noor", "Ali")
    applied = world.apply("Pia", "New", job=next(one for one in world.jobs if one.status == "open"))
    world.rename_candidate(applied.candidate.id, "Pia", "Newer")
    short = world.apply("Kim", "Short", job=applied.job)
    world.delete_candidate(short.candidate.id)
    world.apply("Ida", "Prospect")
    world.rename_job(applied.job.id, "Head of everything")
    outbox = house.sandbox.greenhouse.webhooks.outbox
    assert len(outbox) == 18
    return list(outbox)


def send(house: House, client: Client, sent: list[Outgoing], worked: set[int]) -> dict[str, Any]:
    """As they come, with a worker that gets round to them now and then; the tables in the end."""
    savepoint = transaction.savepoint()
    try:
        post = through(client)
        for number, one in enumerate(sent):
            assert post(one.hook.url, headers(one, one.due), one.body) == 200
            if number in worked:
                house.work()
        house.work()
        assert not Delivery.objects.exclude(state="done").exists()
        return tables(house)
    finally:
        transaction.savepoint_rollback(savepoint)


@pytest.mark.parametrize("version", ["v3", "v1"])
def test_any_order_with_a_third_doubled_ends_as_each_once_in_order(house: House, client: Client):
    outbox = busy_day(house)
    expected = send(house, client, outbox, set(range(len(outbox))))
    before = tables(house)
    assert all(expected[kind] != before[kind] for kind in ("candidate", "interview", "job"))

    @settings(max_examples=6)
    @given(st.integers(0, 2**32), st.sets(st.integers(0, 20)))
    def any_order(seed: int, worked: set[int]) -> None:
        rng = Random(seed)  # noqa: S311
        sent = outbox + rng.sample(outbox, round(len(outbox) * 0.3))
        rng.shuffle(sent)
        assert send(house, client, sent, worked) == expected

    any_order()
