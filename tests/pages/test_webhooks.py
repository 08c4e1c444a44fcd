"""The pages of webhooks out: for administrators alone; made, tried out, paused, looked into, sent again."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override
from standardwebhooks.webhooks import Webhook

from connectors.models import Issue, OutboundDelivery, WebhookEndpoint, WorkerHeartbeat
from connectors.outbound import endpoints, words
from tests.connectors.outbound.conftest import Hub
from tests.connectors.outbound.receiving import receiving

PAGE = "/connections/webhooks/"
LOG = f"{PAGE}log/"
BERLIN = ZoneInfo("Europe/Berlin")
State = OutboundDelivery.State


@pytest.fixture
def hub(acme, settings):
    settings.ALLOW_PRIVATE_ADDRESSES = True
    with receiving() as server:
        yield Hub(acme, server)


def secret_in(page):
    [secret] = re.findall(r'value="(whsec_[\w+/=]+)"', page.html)
    return secret


def write(hub, many, *, hours=0, **values):
    """Deliveries as the hub has them after `many` changes, written so many hours ago."""
    endpoint = WebhookEndpoint.objects.earliest("pk")
    at = hub.now - timedelta(hours=hours)
    known = OutboundDelivery.objects.count()
    rows = [
        OutboundDelivery(
            endpoint=endpoint,
            event_id=f"change_{known + number}",
            body='{"type": "job.created", "data": {}}',
            created_at=at,
            **({"event": "job.created", "state": State.DEAD, "problem": "No."} | values),
        )
        for number in range(many)
    ]
    return OutboundDelivery.objects.bulk_create(rows)


def test_an_endpoint_is_made_with_what_was_chosen_its_secret_shown_once_and_tried_out(admin, hub):
    shown = admin.send(
        f"{PAGE}new/",
        url=hub.receiver.url,
        description="Payroll",
        events=["candidate.created", "job.created"],
        accounts=[str(hub.account.uuid)],
        personal="on",
    )
    endpoint = WebhookEndpoint.objects.get()
    secret = secret_in(shown)

    assert endpoint.events == ["candidate.created", "job.created"]
    assert (endpoint.limited, list(endpoint.accounts.all())) == (True, [hub.account])
    assert (endpoint.personal, endpoint.description) == (True, "Payroll")
    assert "whsec_" not in admin.open(f"{PAGE}{endpoint.pk}/").html
    sent = admin.send(f"{PAGE}{endpoint.pk}/test/")
    assert "A test event is on its way" in sent.text
    hub.forward(minutes=1)
    hub.work()
    [(headers, body)] = hub.receiver.got
    assert Webhook(secret).verify(body, headers)["type"] == "webhook.test"
    assert "In order" in admin.open(PAGE).text


def test_every_event_is_offered_with_what_it_means(admin, hub):
    page = admin.open(f"{PAGE}new/")

    assert len(re.findall(r'name="events" value=', page.html)) == len(endpoints.EVENTS)
    assert not re.findall(r"</code><small></small>", page.html)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"url": ""}, "required"),
        ({"url": "ftp://x.example/"}, "It must look like https://host/path"),
        ({"url": "https://a:b@x.example/"}, "It must look like https://host/path"),
        ({"events": ["interview.moved"]}, "interview.moved"),
    ],
)
def test_what_makes_no_sense_is_told(admin, hub, wrong, told):
    shown = admin.send(f"{PAGE}new/", **({"url": hub.receiver.url} | wrong))

    assert shown.status == 422
    assert told in shown.text
    assert not WebhookEndpoint.objects.exists()


def test_an_endpoint_is_changed_and_keeps_what_is_not(admin, hub):
    endpoint = hub.listen(events=["job.created"], accounts=[hub.account], personal=True)
    path = f"{PAGE}{endpoint.pk}/edit/"
    form = admin.open(path).html
    assert re.search(r'value="job.created" checked', form)
    admin.send(path, url=hub.receiver.url, description="Analytics")

    endpoint.refresh_from_db()
    assert (endpoint.description, endpoint.events) == ("Analytics", [])
    assert (endpoint.limited, endpoint.personal) == (False, False)


def test_while_the_secret_is_changed_both_sign(admin, hub):
    endpoint = hub.listen()
    old = hub.secret
    new = secret_in(admin.send(f"{PAGE}{endpoint.pk}/rotate/"))
    assert "Two secrets sign until" in admin.open(f"{PAGE}{endpoint.pk}/").text
    hub.candidate()
    hub.work()

    assert len(hub.receiver.verified(old)) == len(hub.receiver.verified(new)) == 1


@pytest.mark.parametrize(("missed", "told"), [({"missed": "on"}, 1), ({}, 0)])
def test_a_paused_endpoint_is_told_nothing_and_on_resuming_what_was_missed_if_wanted(
    admin, hub, missed, told
):
    endpoint = hub.listen()
    assert "nothing is sent until it is resumed" in admin.send(f"{PAGE}{endpoint.pk}/pause/").text
    assert "Paused" in admin.open(PAGE).text
    refused = admin.send(f"{PAGE}{endpoint.pk}/test/")
    assert "The endpoint is disabled. Enable it first." in refused.text
    hub.candidate()
    hub.work()
    assert hub.receiver.got == []
    admin.send(f"{PAGE}{endpoint.pk}/resume/", **missed)
    hub.work()

    assert len(hub.receiver.got) == told


def test_what_fails_says_since_when_how_often_and_what_was_answered(admin, hub):
    hub.receiver.plan = [500, 503]
    hub.receiver.answer = b"<b>out of order</b>"
    endpoint = hub.listen()
    hub.candidate()
    began = hub.now
    hub.work()
    hub.forward(seconds=6)
    hub.work()

    endpoint.refresh_from_db()
    assert (endpoint.failing_since, endpoint.failures) == (began, 2)
    page = admin.open(f"{PAGE}{endpoint.pk}/")
    assert "2 attempts failed one after another since" in page.text
    assert "The receiver answered 503." in page.text
    assert "&lt;b&gt;out of order" in page.html
    one = admin.open(f"{LOG}{hub.delivery.pk}/")
    assert "The receiver answered 500." in one.text
    assert hub.delivery.event_id in one.text
    assert '"type": "candidate.created"' in one.text
    hub.forward(minutes=6)
    hub.work()
    endpoint.refresh_from_db()
    assert (endpoint.failing_since, endpoint.failures) == (None, 0)
    assert endpoint.last_success_at == hub.now


def test_the_last_success_is_true_to_the_minute(hub):
    endpoint = hub.listen()
    for _ in range(8):
        hub.tell("job", "j1", name=str(hub.now))
        hub.work()
        endpoint.refresh_from_db()
        assert timedelta() <= hub.now - endpoint.last_success_at < timedelta(minutes=1)
        hub.forward(seconds=20)


def test_an_endpoint_that_the_hub_gave_up_tells_a_person_who_finds_the_way(admin, hub):
    hub.receiver.plan = [410]
    endpoint = hub.listen(description="Payroll")
    hub.candidate()
    hub.work()

    assert "A webhook endpoint was disabled" in admin.open("/connections/").text
    issue = admin.open(f"/connections/issues/{Issue.objects.get().pk}/")
    assert f'href="{PAGE}{endpoint.pk}/"' in issue.html
    page = admin.open(f"{PAGE}{endpoint.pk}/")
    assert "The receiver says that it is gone for good (410)." in page.text
    admin.send(f"{PAGE}{endpoint.pk}/resume/")
    assert Issue.objects.get().state == Issue.State.RESOLVED


def test_that_nobody_is_there_to_send_is_said(admin, hub):
    endpoint = hub.listen()
    said = "No background worker for outgoing webhooks gave a sign of life"
    assert said in admin.open(PAGE).text
    assert said in admin.open(f"{PAGE}{endpoint.pk}/").text
    WorkerHeartbeat.objects.create(name="here:7:hub", at=timezone.now())
    assert said in admin.open(PAGE).text
    WorkerHeartbeat.objects.create(name="here:7:outbound", at=timezone.now())
    assert said not in admin.open(PAGE).text


def test_deleting_asks_first_and_takes_the_log_along(admin, hub):
    endpoint = hub.listen()
    write(hub, 2)
    assert "Delete for good" in admin.open(f"{PAGE}{endpoint.pk}/").text
    admin.send(f"{PAGE}{endpoint.pk}/delete/")

    assert not WebhookEndpoint.objects.exists()
    assert not OutboundDelivery.objects.exists()
    assert "No other system is told anything yet" in admin.open(PAGE).text


def test_the_log_is_paged_to_its_end_with_every_delivery_once(admin, hub):
    hub.listen()
    rows = write(hub, 120)
    seen, path = [], LOG
    while path:
        html = admin.open(path).html
        seen += [int(pk) for pk in re.findall(rf'href="{LOG}(\d+)/"', html)]
        older = re.search(r'href="(\?[^"]*before=\d+)" rel="next"', html)
        path = LOG + older[1] if older else ""

    assert seen == sorted((row.pk for row in rows), reverse=True)


def test_the_log_is_narrowed_by_endpoint_state_event_and_time(admin, hub):
    first, second = hub.listen(), hub.listen()
    write(hub, 1, event="job.created")
    write(hub, 1, event="job.updated", state=State.DELIVERED)
    write(hub, 1, event="job.deleted", hours=5)

    def found(**asked):
        return set(re.findall(rf'href="{LOG}\d+/">([\w.]+)<', admin.open(LOG, **asked).html))

    def at(hours):
        local = timezone.localtime(hub.now - timedelta(hours=hours), BERLIN)
        return local.strftime("%Y-%m-%dT%H:%M")

    assert found() == {"job.created", "job.updated", "job.deleted"}
    assert found(state="delivered") == {"job.updated"}
    assert found(event="job.created") == {"job.created"}
    assert found(since=at(6), until=at(3)) == {"job.deleted"}
    assert found(endpoint=second.pk) == set()
    assert len(found(endpoint=first.pk)) == 3
    strange = admin.open(LOG, state="lost", colour="red").text
    assert "State is “lost”, which was left out" in strange
    assert "There is no filter called “colour”" in strange


def test_one_delivery_is_sent_again_under_its_id(admin, hub):
    hub.listen()
    hub.candidate()
    hub.work()
    path = f"{LOG}{hub.delivery.pk}/replay/"
    assert "It is sent again, under the same id." in admin.send(path).text
    assert "It waits to be sent already." in admin.send(path).text
    hub.forward(minutes=1)
    hub.work()

    assert hub.receiver.ids == [hub.delivery.event_id] * 2


def test_what_was_given_up_in_a_span_of_time_is_sent_again_with_what_became_of_each(admin, hub):
    endpoint, paused = hub.listen(), hub.listen(description="Paused one")
    old, dead, waits = (write(hub, 1, hours=hours)[0] for hours in (9, 2, 2))
    blocked = write(hub, 1, hours=2)[0]
    OutboundDelivery.objects.filter(pk=blocked.pk).update(endpoint=paused)
    endpoints.disable(paused, now=hub.now)
    local = timezone.localtime(hub.now - timedelta(hours=3), BERLIN)
    asked = admin.open(f"{LOG}replay/", since=local.strftime("%Y-%m-%dT%H:%M"))
    offered = [int(pk) for pk in re.findall(r'name="d" value="(\d+)"', asked.html)]
    assert offered == [dead.pk, waits.pk]
    assert "Left out: the endpoint is disabled" in asked.text
    OutboundDelivery.objects.filter(pk=waits.pk).update(
        state=State.WAITING, next_attempt_at=hub.now + timedelta(days=1)
    )

    done = admin.send(f"{LOG}replay/", d=[*offered, blocked.pk, 987654321])

    assert done.text.count("Sent again") == 1
    assert done.text.count("Waits already") == 1
    assert done.text.count("Not sent: the endpoint is disabled") == 1
    hub.forward(minutes=1)
    hub.work()
    assert hub.receiver.ids == [dead.event_id]
    assert OutboundDelivery.objects.get(pk=old.pk).state == State.DEAD
    assert OutboundDelivery.objects.get(pk=blocked.pk).state == State.DEAD
    assert endpoint.pk != paused.pk


def test_only_administrators_come_in(coordinator, hub):
    endpoint = hub.listen()
    [row] = write(hub, 1)
    for path in ("", "new/", f"{endpoint.pk}/", f"{endpoint.pk}/edit/", "log/", "log/replay/"):
        assert coordinator.open(PAGE + path).status == 403
    assert coordinator.open(f"{LOG}{row.pk}/").status == 403
    for act in ("pause", "resume", "rotate", "test", "delete", "edit"):
        assert coordinator.send(f"{PAGE}{endpoint.pk}/{act}/").status == 403
    for act in (f"{row.pk}/replay", "replay"):
        assert coordinator.send(f"{LOG}{act}/", d=row.pk).status == 403
    assert coordinator.send(f"{PAGE}new/", url=hub.receiver.url).status == 403

    row.refresh_from_db()
    assert row.state == State.DEAD
    assert WebhookEndpoint.objects.get().state == WebhookEndpoint.State.ACTIVE
    assert PAGE not in coordinator.open("/connections/").html
    assert PAGE not in coordinator.open("/search/", q="webhooks").html


def test_another_companys_endpoints_are_not_there(stranger, hub):
    endpoint = hub.listen(description="Payroll")
    [row] = write(hub, 1)
    for path in (f"{endpoint.pk}/", f"{endpoint.pk}/edit/", f"log/{row.pk}/"):
        assert stranger.open(PAGE + path).status == 404
    for act in ("pause", "resume", "rotate", "test", "delete"):
        assert stranger.send(f"{PAGE}{endpoint.pk}/{act}/").status == 404
    assert stranger.send(f"{LOG}{row.pk}/replay/").status == 404
    stranger.send(f"{LOG}replay/", d=row.pk)
    for path in ("", "log/", "log/replay/"):
        assert "Payroll" not in stranger.open(PAGE + path).text

    row.refresh_from_db()
    assert row.state == State.DEAD
    assert stranger.open(LOG, endpoint=endpoint.pk).text.count("which was left out") == 1


def test_the_pages_ask_the_same_however_much_there_is(admin, hub, django_assert_max_num_queries):
    paths = (PAGE, f"{PAGE}{hub.listen().pk}/", LOG, f"{LOG}replay/")
    write(hub, 2)
    counts = {}
    for path in paths:
        admin.open(path)
        with django_assert_max_num_queries(100) as few:
            admin.open(path)
        counts[path] = len(few)
    for _ in range(4):
        hub.listen(accounts=[hub.account])
    write(hub, 30)
    for path, few in counts.items():
        with django_assert_max_num_queries(few):
            admin.open(path)


def test_administrators_find_the_pages_from_the_connections_and_by_name(admin, hub):
    assert f'href="{PAGE}"' in admin.open("/connections/").html
    assert f'href="{PAGE}"' in admin.open("/search/", q="webhooks").html
    assert 'href="/connections/keys/"' in admin.open("/search/", q="api").html


@pytest.mark.parametrize(
    "sentence",
    [
        words.DISABLED,
        words.GONE,
        words.problem_of(500),
        words.problem_of(302),
        words.hopeless(40, words.problem_of(404)),
    ],
)
def test_what_is_told_of_attempts_is_told_in_the_readers_language(sentence):
    with override("de"):
        assert words.translated(sentence) != sentence
    with override("en"):
        assert words.translated(sentence) == sentence


@pytest.mark.parametrize("sentence", ["", "The receiver answered nothing.", "x 500"])
def test_what_a_transport_says_stays_as_it_is(sentence):
    with override("de"):
        assert words.translated(sentence) == sentence
