"""Lists come from texts that are rendered once; whatever changes what they show, they are true."""

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.models import Company
from candidates.services.access import create_api_key
from connectors import triggers
from connectors.models import IntegratedAccount, InterviewText, RemoteRecord
from connectors.services import retention, unified_texts
from interviews.models import Interview, Interviewer
from interviews.services.mirror import elapse
from tests.connectors.unified.conftest import NOW, Caller, Vendor

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ALL = "include_deleted=true&include_undated=true&limit=500"
SHAPES = (ALL, f"{ALL}&truto_response_format=normalized")
Step = Callable[[Vendor], object]


def listed(api: Caller, query: str) -> dict[str, Any]:
    """By our ids, as text: order and spelling of the fields count too."""
    return {str(row["hub_id"]): json.dumps(row) for row in api.get(query=query).json()["result"]}


def rendered_anew(api: Caller, query: str) -> dict[str, Any]:
    """No texts are kept for results that are keyed."""
    rows = api.get(query=f"{query}&truto_key_by=hub_id").json()["result"]
    return {key: json.dumps(row) for key, row in rows.items()}


def raw_is(vendor: Vendor, remote_id: str, raw: object) -> None:
    RemoteRecord.objects.update_or_create(
        account=vendor.account,
        resource="interviews",
        remote_id=remote_id,
        defaults={"raw": zlib.compress(json.dumps(raw).encode()), "read_at": NOW},
    )


def records_of(vendor: Vendor) -> Any:
    return RemoteRecord.objects.filter(account=vendor.account)


numbers = st.integers(1, 3)
words = st.sampled_from(["Kate", "김민서", "“x”\\\n", "", None])
steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(
        lambda n, title, hours, application, slot: (
            lambda vendor: vendor.tells(
                "interview",
                **{
                    f"i{n}": {
                        "title": title,
                        "start_at": hours and NOON + timedelta(hours=hours),
                        "status": "scheduled",
                        "application_remote_id": application,
                        "slot_remote_id": slot,
                        "record_remote_id": "2" if n == 3 else None,
                    }
                },
            )
        ),
        numbers,
        words,
        st.none() | numbers,
        st.sampled_from(["a1", None]),
        st.sampled_from(["s1", None]),
    ),
    st.builds(
        lambda seat, n, user, name: (
            lambda vendor: vendor.tells(
                "interviewer",
                **{
                    f"p{seat}": {
                        "interview_remote_id": str(n),
                        "user_remote_id": user,
                        "name": name,
                        "email": name and "x@example.com",
                    }
                },
            )
        ),
        numbers,
        numbers,
        st.sampled_from(["u1", None]),
        words,
    ),
    st.builds(
        lambda name: lambda vendor: vendor.tells("user", uu1={"name": name, "email": name}), words
    ),
    st.builds(lambda name: lambda vendor: vendor.tells("slot", ss1={"name": name}), words),
    st.builds(
        lambda job: lambda vendor: vendor.tells("application", aa1={"job_remote_id": job}), words
    ),
    st.builds(lambda n: lambda vendor: vendor.loses(str(n)), numbers),
    st.builds(lambda n: lambda vendor: vendor.loses(str(n), kind="interviewer"), numbers),
    st.builds(lambda n, raw: lambda vendor: raw_is(vendor, str(n), {"x": raw}), numbers, words),
    st.just(lambda vendor: retention.empty_records(records_of(vendor))),
    st.just(lambda vendor: records_of(vendor).delete()),
    st.just(lambda vendor: elapse(replace(vendor.origin, at=NOON + timedelta(hours=5)))),
    st.just(lambda vendor: Interviewer.objects.update(email=None)),
    st.just(lambda vendor: Interviewer.objects.all().delete()),
    st.just(lambda vendor: Interview.objects.update(location="by hand")),
    st.just(lambda vendor: IntegratedAccount.objects.update(vendor="ashby")),
    st.just(lambda vendor: unified_texts.fill(vendor.account)),
)


@given(story=st.lists(steps, min_size=1, max_size=8))
@settings(max_examples=25)
def test_the_list_is_what_a_fresh_rendering_is_after_any_changes(api, greenhouse, story):
    for step in story:
        step(greenhouse)

        for query in SHAPES:
            assert listed(api, query) == rendered_anew(api, query)


def test_what_was_read_once_is_read_in_one_statement(api, greenhouse, django_assert_num_queries):
    greenhouse.tells("interview", i1={"start_at": NOON}, i2={"start_at": NOON})
    first = api.get().content

    with django_assert_num_queries(3):  # key, accounts, interviews
        again = api.get().content

    assert again == first
    assert InterviewText.objects.count() == 2


def test_the_worker_keeps_what_nobody_has_read(api, greenhouse, django_assert_num_queries):
    greenhouse.tells("interview", **{f"i{n}": {"start_at": NOON} for n in range(250)})

    api.get(query="limit=1")

    assert [unified_texts.fill(greenhouse.account), unified_texts.fill(greenhouse.account)] == [
        249,
        0,
    ]

    with django_assert_num_queries(3):
        assert len(api.ids("limit=500")) == 250


def test_a_key_that_may_not_see_e_mail_addresses_is_not_shown_a_text(api, acme, greenhouse, caller):
    greenhouse.tells("interview", i1={"start_at": NOON})
    greenhouse.tells("interviewer", p1={"interview_remote_id": "1", "email": "kate@example.com"})
    api.get()

    row = caller(acme, greenhouse, scopes=("read",)).get().json()["result"][0]

    assert [row["interviewers"][0]["email"], row["remote_data"]] == [None, None]


def test_a_text_of_code_that_wrote_another_way_is_not_shown(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON})
    api.get()
    InterviewText.objects.update(rendering="older", fields="{}")

    assert api.ids() == ["1"]
    assert not InterviewText.objects.filter(rendering="older").exists()


def test_without_its_guard_nothing_is_kept_and_a_migration_brings_it_back(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON})
    api.get()
    triggers.remove("default")

    assert [api.ids(), api.ids(), InterviewText.objects.count()] == [["1"], ["1"], 0]

    triggers.stand()
    assert [api.ids(), InterviewText.objects.count()] == [["1"], 1]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_under_way_is_neither_waited_for_nor_missed():
    company = Company.objects.create(name="Acme", slug="acme")
    vendor = Vendor(IntegratedAccount.objects.create(company=company, name="G", vendor="ashby"))
    _, secret = create_api_key(company=company, name="key", now=datetime.now(UTC))
    api, made, read = Caller(secret, vendor.uuid), Event(), Event()
    assert api.ids() == []  # that it was used is noted, which would have to wait
    with transaction.atomic():
        vendor.tells("interview", i1={"start_at": NOON, "title": "Before"})
    titles = lambda: [row["title"] for row in api.get().json()["result"]]  # noqa: E731

    def change() -> None:
        try:
            with transaction.atomic():
                vendor.tells("interview", i1={"title": "After"})
                made.set()
                assert read.wait(600)
        finally:
            connection.close()

    writer = Thread(target=change)
    writer.start()
    assert made.wait(600)
    meanwhile = titles()
    read.set()
    writer.join()

    assert [meanwhile, titles(), titles()] == [["Before"], ["After"], ["After"]]


@pytest.mark.django_db(transaction=True)
def test_migrations_leave_the_guard_standing():
    call_command("migrate", "connectors", "0013", verbosity=0)
    assert not triggers.standing("default")

    call_command("migrate", verbosity=0)

    assert triggers.stands()
