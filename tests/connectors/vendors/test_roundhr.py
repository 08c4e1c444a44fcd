"""What RoundHR alone has: a list that may not exist, and webhooks signed with the moment they are sent."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from candidates.services.leases import NotFree
from connectors.models import Delivery, Issue, SyncRun
from connectors.sandbox.roundhr.webhooks import signature
from connectors.sync import deliveries
from interviews.models import Stage
from tests.connectors.sync.hub import Api
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.vendor_stage import VendorStage, told
from tests.connectors.webhooks.conftest import through


@pytest.fixture(scope="module")
def adapter() -> Adapter:
    return ADAPTERS["roundhr"]


def worked_on(stage: VendorStage) -> list[str]:
    """The events that came, when all was done about them."""
    waiting = list(Delivery.objects.filter(state="received").order_by("pk"))
    for one in waiting:
        with suppress(NotFree):
            deliveries.work_on(one.pk, clock=stage.clock)
    assert not Delivery.objects.exclude(state="done").exists()
    return [one.event for one in waiting]


def test_without_their_list_webhooks_bring_interviews_and_those_known_are_asked_for(
    stage: VendorStage, api: Api, client: Client
) -> None:
    stage.clock.now = timezone.now()
    world = stage.app.world
    world.switches.interviews_listed = False
    account = stage.connect("unlisted")
    assert stage.sync(account).state == SyncRun.State.COMPLETED
    assert told(api, account) == {}
    assert Issue.objects.filter(account=account, resource="interviews").exists()
    hook = reverse("hook", args=[account.uuid])
    stage.app.webhooks.add(hook, secret="sandbox-signing-key", post=through(client))
    start = world.now + int(timedelta(days=1).total_seconds() * 1000)
    row = world.add_interview(start=start)
    assert stage.app.webhooks.deliver_due() == 2
    assert worked_on(stage) == ["candidate_stage_changed", "interview_scheduled"]
    made = told(api, account)[row.code]
    assert (made["status"], made["vendor_status"]) == ("scheduled", "confirmed")
    assert made["candidate"]["id"] == row.candidate.code
    world.cancel(row.code)
    assert stage.sync(account).counts["interviews"]["changed"] == 1
    assert told(api, account)[row.code]["status"] == "cancelled"


def test_the_last_score_ends_the_wait_for_feedback(
    stage: VendorStage, api: Api, client: Client
) -> None:
    stage.clock.now = timezone.now()
    key = stage.adapter.add(stage.app, stage.clock(), stage.clock())
    word = next(one for one in stage.adapter.words if one.expected == "awaiting_feedback")
    word.arrange(stage.app, key)
    account = stage.connect("scores")
    stage.sync(account)
    assert told(api, account)[key]["status"] == "awaiting_feedback"
    hook = reverse("hook", args=[account.uuid])
    stage.app.webhooks.add(hook, secret="sandbox-signing-key", post=through(client))
    stage.clock.forward(seconds=1)
    stage.app.world.hand_in(key)
    stage.app.webhooks.deliver_due()
    assert worked_on(stage) == ["feedback_completed"]
    assert told(api, account)[key]["status"] == "completed"


def test_another_header_may_hold_the_signature_and_another_key_opens_nothing(
    stage: VendorStage, client: Client
) -> None:
    stage.clock.now = timezone.now()
    account = stage.connect("headers")
    account.options = {"signature_header": "X-Other"}
    account.save()
    hook = reverse("hook", args=[account.uuid])
    body = b'{"event": "interview_scheduled"}'
    fitting = signature("sandbox-signing-key", body, stage.app.world.now)
    forged = signature("another-key", body, stage.app.world.now)
    answers = [
        client.post(hook, body, content_type="application/json", headers=headers).status_code
        for headers in (
            {"X-Other": fitting}, {"Round-Signature": fitting}, {"X-Other": forged}, {},
        )
    ]  # fmt: skip
    assert answers == [200, 401, 401, 401]


def test_a_stage_with_a_korean_title_stays_while_somebody_is_in_it(
    stage: VendorStage, client: Client
) -> None:
    stage.clock.now = timezone.now()
    world = stage.app.world
    job = next(iter(world.jobs.values()))
    leaves, stays = (
        world.apply(job, name, f"{number}@example.org", "010-0000-0000").code
        for number, name in enumerate(("김하늘", "이바다"))
    )
    for code in (leaves, stays):
        world.move(code, "interview", number=7)
    account = stage.connect("korean")
    assert stage.sync(account).state == SyncRun.State.COMPLETED
    hook = reverse("hook", args=[account.uuid])
    stage.app.webhooks.add(hook, secret="sandbox-signing-key", post=through(client))
    for code, live in ((leaves, True), (stays, False)):
        world.move(code, "pass")
        stage.app.webhooks.deliver_due()
        worked_on(stage)
        known = Stage.objects.get(account=account, remote_id=f"{job.code}:7차 면접")
        assert (known.deleted_at is None) == live
