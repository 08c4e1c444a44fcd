"""Probes and figures: what is wrong is said, and what to do about it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from candidates.models import Mail
from candidates.services.task_queue import LANES
from config import health
from connectors.models import (
    IntegratedAccount,
    OutboundDelivery,
    SyncRun,
    WebhookEndpoint,
    WorkerHeartbeat,
)
from connectors.outbound import endpoints
from connectors.outbound.endpoints import Wish
from tests import make

TOKEN = "scrape-me-if-you-can"


@pytest.fixture
def worker(db):
    return [
        WorkerHeartbeat.objects.create(name=f"here:7:{lane}", at=timezone.now()) for lane in LANES
    ]


def ready(client):
    answer = client.get("/readyz")
    return answer.status_code, answer.json()["checks"]


def test_a_hub_with_a_worker_is_ready(client, worker):
    status, checks = ready(client)

    assert status == 200
    assert checks == dict.fromkeys(("database", "migrations", "worker", "work", "disk"), "ok")


def test_without_a_worker_nothing_happens_by_itself(client, db):
    assert ready(client) == (
        503,
        {
            "database": "ok",
            "migrations": "ok",
            "worker": "No worker gave a sign of life so far. Start manage.py worker.",
            "work": "ok",
            "disk": "ok",
        },
    )


def test_a_worker_that_fell_silent_is_told_with_its_last_sign(client, worker):
    WorkerHeartbeat.objects.update(at=timezone.now() - timedelta(minutes=6))

    status, checks = ready(client)

    assert status == 503
    assert checks["worker"].startswith("No worker gave a sign of life since 2")


def test_one_lane_that_fell_silent_is_told_by_its_name(client, worker):
    WorkerHeartbeat.objects.filter(name="here:7:outbound").delete()
    assert ready(client)[1]["worker"] == (
        "No worker of the lane outbound gave a sign of life so far. Start manage.py worker."
    )
    late = timezone.now() - timedelta(minutes=6)
    WorkerHeartbeat.objects.create(name="there:9:outbound", at=late)
    status, checks = ready(client)
    assert status == 503
    assert checks["worker"].startswith("No worker of the lane outbound gave a sign of life since 2")
    WorkerHeartbeat.objects.create(name="there:10:outbound", at=timezone.now())
    assert ready(client)[0] == 200


@pytest.fixture
def due_webhook(acme):
    long_ago = timezone.now() - timedelta(minutes=42)
    wish = Wish(url="https://payroll.example.com/hooks")
    endpoint, _ = endpoints.create(acme, wish, now=long_ago)
    return OutboundDelivery.objects.create(
        endpoint=endpoint,
        event="job.created",
        event_id="change_1",
        body="{}",
        created_at=long_ago,
        next_attempt_at=long_ago,
    )


def test_a_webhook_that_nobody_sends_is_told_unless_its_receiver_is_the_cause(
    client, worker, due_webhook
):
    status, checks = ready(client)
    assert (status, checks["work"]) == (
        503,
        "The oldest of the webhooks out is due for 42 minutes. Are there enough workers?",
    )
    WebhookEndpoint.objects.update(held_until=timezone.now() + timedelta(minutes=1))
    assert ready(client)[0] == 200


def test_figures_tell_what_webhooks_wait_failed_and_which_endpoints_are_disabled(
    client, worker, due_webhook, settings
):
    settings.METRICS_TOKEN = TOKEN
    due_webhook.problem = "The receiver answered 500."
    due_webhook.save()
    before = scraped(client)
    assert before["hub_waiting", "webhooks out"] == before["hub_webhooks_out", "waiting"] == 1
    assert (before["hub_webhooks_out", "failed"], before["hub_webhooks_out", "dead"]) == (1, 0)
    assert before["hub_webhook_endpoints", "disabled"] == 0
    assert before["hub_lane_last_beat_seconds", "outbound"] > 0

    endpoints.disable(due_webhook.endpoint, now=timezone.now(), reason="Gone.")

    after = scraped(client)
    assert (after["hub_webhooks_out", "failed"], after["hub_webhooks_out", "dead"]) == (0, 1)
    assert after["hub_webhook_endpoints", "disabled"] == 1
    assert after["hub_waiting", "webhooks out"] == 0


def test_work_that_nobody_takes_is_told_unless_its_account_is_paused(client, worker, acme):
    account = make.account(acme)
    long_ago = timezone.now() - timedelta(minutes=42)
    SyncRun.objects.create(
        account=account,
        trigger="schedule",
        state="queued",
        queued_at=long_ago,
        next_attempt_at=long_ago,
    )

    status, checks = ready(client)

    assert (status, checks["work"]) == (
        503,
        "The oldest of the runs is due for 42 minutes. Are there enough workers?",
    )
    IntegratedAccount.objects.update(state=IntegratedAccount.State.PAUSED)
    assert ready(client)[0] == 200


def test_a_database_behind_the_code_is_not_ready(client, worker):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'interviews'")

    status, checks = ready(client)

    assert status == 503
    assert checks["migrations"].endswith("migrations are missing. Run manage.py migrate.")
    assert "worker" not in checks


def test_without_a_database_only_that_is_said(client, db):
    def gone(*_args):
        raise DatabaseError("gone")

    with connection.execute_wrapper(gone):
        answer = ready(client)

    assert answer == (503, {"database": "The database does not answer."})


def test_a_full_disk_is_told():
    assert health.disk_full(lambda _folder: (10**9, 10**9, 10**7)) == (
        "Only 9 MB are free where the database is. Make room."
    )
    assert health.disk_full(lambda _folder: (10**9, 0, 10**9)) == ""


def scraped(client, token=TOKEN):
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def test_figures_are_for_who_has_the_token(client, db, settings):
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = TOKEN

    refused = client.get("/metrics", headers={"Authorization": "Bearer guess"})

    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (
        401,
        'Bearer realm="metrics"',
    )
    assert scraped(client)


def test_figures_tell_work_records_and_accounts_and_no_name(client, worker, acme, settings):
    settings.METRICS_TOKEN = TOKEN
    account = make.account(acme, name="Secret project", synced_at=timezone.now())
    interview = make.interview(account, None)
    Mail.objects.create(
        company=acme,
        candidate=interview.candidate,
        kind="invitation",
        key="invitation",
        language="en",
        recipient="kim@x.example",
        subject="Hello",
        text="Hello",
        created_at=timezone.now(),
        next_attempt_at=timezone.now() - timedelta(minutes=2),
    )

    figures = scraped(client)

    assert figures["hub_waiting", "mails"] == 1
    assert figures["hub_overdue_seconds", "mails"] == pytest.approx(120, abs=60)
    assert figures["hub_records", "interviews"] == 1
    assert figures["hub_account_state", str(account.uuid), "active", "greenhouse"] == 1
    assert figures["hub_account_synced_seconds", str(account.uuid), "greenhouse"] > 0
    assert figures["hub_worker_last_beat_seconds",] > 0
    text = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    assert "Secret project" not in text
    assert "kim@x.example" not in text


def test_a_scrape_costs_the_same_however_many_accounts(
    client, worker, acme, settings, django_assert_num_queries
):
    settings.METRICS_TOKEN = TOKEN
    for number in range(5):
        make.account(acme, name=f"account {number}")

    with django_assert_num_queries(21):
        scraped(client)
