"""Endpoints and deliveries over the API."""

import pytest
from standardwebhooks.webhooks import Webhook

from connectors.models import IdempotencyKey, OutboundDelivery, WebhookEndpoint
from connectors.v1.webhooks import examples
from tests import make
from tests.connectors.v1.operator import Operator, valid


@pytest.fixture
def operator(acme):
    return Operator(acme, "operations")


def new(operator, hub, **body):
    return operator.ask("post", "webhook-endpoints", {"url": hub.receiver.url} | body)


def test_an_endpoint_is_made_tested_and_told(operator, hub):
    made = new(operator, hub, events=["candidate.created"]).json()
    assert valid(made, "WebhookEndpointCreated")
    assert made["secret"].startswith("whsec_")
    tested = operator.ask("post", f"webhook-endpoints/{made['id']}/test")
    assert (tested.status_code, valid(tested.json(), "WebhookDelivery")) == (202, True)
    hub.candidate()
    hub.forward(minutes=1)
    hub.work()

    told = [Webhook(made["secret"]).verify(body, head)["type"] for head, body in hub.receiver.got]
    assert sorted(told) == ["candidate.created", "webhook.test"]
    listed = operator.get("webhook-deliveries", state="delivered")
    assert valid(listed, "WebhookDeliveryPage")
    assert [row["event"] for row in listed["result"]] == ["candidate.created", "webhook.test"]
    one = operator.get(f"webhook-deliveries/{listed['result'][0]['id']}")
    assert valid(one, "WebhookDeliveryWhole")
    assert (one["tries"][0]["answer"], one["body"]["type"]) == ("thank you", "candidate.created")


def test_the_secret_is_shown_once(operator, hub):
    made = new(operator, hub).json()
    again = operator.get(f"webhook-endpoints/{made['id']}")

    assert valid(again, "WebhookEndpoint")
    assert "secret" not in again
    rotated = operator.ask("post", f"webhook-endpoints/{made['id']}/rotate").json()
    assert rotated["secret"] != made["secret"]
    assert rotated["old_secret_valid_until"]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"events": ["interview.moved"]}, "Valid: application.created"),
        ({"url": "ftp://x"}, "url: must look like https://"),
        ({"url": "https://a:b@x.example/"}, "url: must look like"),
        ({"personal": True}, "personal: true needs an API key with the scope “pii”"),
        ({"integrated_account_ids": []}, "integrated_account_ids: may not be empty"),
        ({"secret": "x"}, "secret: there is no such field."),
        ({"integrated_account_ids": ["62f44730-dd91-461e-bd6a-aedd9e0ad79d"]}, "no account"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(operator, hub, body, named):
    response = new(operator, hub, **body)

    assert response.status_code == 400
    assert named in response.json()["message"]
    assert not WebhookEndpoint.objects.exists()


def test_plain_http_is_refused_where_private_addresses_are(operator, hub, settings):
    settings.ALLOW_PRIVATE_ADDRESSES = False
    assert new(operator, hub).status_code == 400


def test_an_endpoint_is_changed_disabled_enabled_and_deleted(operator, hub):
    path = f"webhook-endpoints/{new(operator, hub).json()['id']}"
    changed = operator.ask("patch", path, {"events": ["job.created"], "description": "Payroll"})
    assert (changed.json()["events"], changed.json()["url"]) == (["job.created"], hub.receiver.url)
    assert operator.ask("patch", path, {"state": "disabled"}).json()["state"] == "disabled"
    assert operator.ask("post", f"{path}/test").status_code == 409
    hub.tell("job", "j1", name="Engineer")
    enabled = operator.ask("patch", path, {"state": "active", "send_missed": True})
    assert enabled.json()["state"] == "active"
    hub.work()
    assert len(hub.receiver.got) == 1
    assert operator.ask("delete", path).status_code == 204
    assert operator.ask("get", path).status_code == 404


def test_a_delivery_is_replayed_under_its_id(operator, hub):
    new(operator, hub)
    hub.candidate()
    hub.work()
    path = f"webhook-deliveries/{OutboundDelivery.objects.get().pk}/replay"
    assert operator.ask("post", path).status_code == 202
    assert operator.ask("post", path).status_code == 409
    hub.forward(minutes=1)
    hub.work()

    assert len(hub.receiver.ids) == 2
    assert len(set(hub.receiver.ids)) == 1


def test_other_companies_and_limited_keys_see_nothing_of_it(operator, hub, globex, acme):
    made = new(operator, hub).json()
    hub.candidate()
    hub.work()
    delivery = OutboundDelivery.objects.get().pk
    other = make.account(acme, "Other")
    limited = Operator(acme, "operations", "pii", accounts=[other])
    for stranger in (Operator(globex, "operations", "pii"), limited):
        for path in (f"webhook-endpoints/{made['id']}", f"webhook-deliveries/{delivery}"):
            assert stranger.ask("get", path).status_code == 404
        assert stranger.ask("post", f"webhook-deliveries/{delivery}/replay").status_code == 404
        assert stranger.ask("delete", f"webhook-endpoints/{made['id']}").status_code == 404
        assert stranger.get("webhook-endpoints")["result"] == []
        assert stranger.get("webhook-deliveries")["result"] == []
    assert new(limited, hub).status_code == 400
    theirs = new(limited, hub, integrated_account_ids=[str(other.uuid)])
    assert theirs.status_code == 201
    assert len(limited.get("webhook-endpoints")["result"]) == 1


def test_what_holds_personal_values_is_shown_with_pii_only(operator, hub, acme):
    whole = Operator(acme, "operations", "pii")
    assert new(whole, hub, personal=True).status_code == 201
    hub.candidate()
    hub.work()
    path = f"webhook-deliveries/{OutboundDelivery.objects.get().pk}"

    assert operator.get(path)["body"] is None
    assert "email" in whole.get(path)["body"]["data"]["fields"]


@pytest.mark.parametrize(
    ("example", "name"),
    [
        (examples.ENDPOINT, "WebhookEndpoint"), (examples.CREATED, "WebhookEndpointCreated"),
        (examples.NEW, "WebhookEndpointNew"), (examples.CHANGE, "WebhookEndpointChange"),
        (examples.DELIVERY, "WebhookDelivery"), (examples.WHOLE, "WebhookDeliveryWhole"),
        (examples.REPLAYED, "WebhooksReplayed"),
    ],
)  # fmt: skip
def test_the_examples_are_what_the_schema_says(example, name):
    assert valid(example, name)


def repeated(operator, path, body=None, name="once"):
    """The same request twice, as somebody does who got no answer to the first."""
    head = {"Idempotency-Key": name}
    answers = [operator.ask("post", path, body, head=head) for _ in range(2)]
    assert [one.headers.get("Idempotency-Replayed") for one in answers] == [None, "true"]
    assert answers[0].status_code == answers[1].status_code
    return [one.json() for one in answers]


def test_an_endpoint_that_is_made_twice_under_one_name_is_one_with_one_secret(operator, hub):
    body = {"url": "https://payroll.example.com/hooks"}

    first, second = repeated(operator, "webhook-endpoints", body)

    assert first == second
    assert [one["id"] for one in operator.get("webhook-endpoints")["result"]] == [first["id"]]
    note = IdempotencyKey.objects.get()
    assert first["secret"] not in str(vars(note))
    other = body | {"description": "Another"}
    answer = operator.ask("post", "webhook-endpoints", other, head={"Idempotency-Key": "once"})
    assert answer.status_code == 409


def test_a_secret_is_rotated_a_test_sent_and_a_letter_replayed_once_under_one_name(operator, hub):
    made = operator.ask(
        "post", "webhook-endpoints", {"url": "https://payroll.example.com/hooks"}
    ).json()
    path = f"webhook-endpoints/{made['id']}"

    first, second = repeated(operator, f"{path}/rotate", name="rotate")
    assert first["secret"] == second["secret"] != made["secret"]

    first, second = repeated(operator, f"{path}/test", name="test")
    assert first["id"] == second["id"]
    assert OutboundDelivery.objects.count() == 1

    OutboundDelivery.objects.update(state="dead")
    assert repeated(operator, f"{path}/replay", name="replay") == [{"replayed": 1}] * 2

    OutboundDelivery.objects.update(state="dead")
    one = f"webhook-deliveries/{first['id']}/replay"
    assert [told["state"] for told in repeated(operator, one, name="one")] == ["waiting"] * 2


def test_what_was_refused_leaves_the_name_free(operator, hub):
    made = operator.ask(
        "post", "webhook-endpoints", {"url": "https://payroll.example.com/hooks"}
    ).json()
    path = f"webhook-endpoints/{made['id']}"
    operator.ask("patch", path, {"state": "disabled"})
    answer = operator.ask("post", f"{path}/test", {}, head={"Idempotency-Key": "test"})
    assert answer.status_code == 409
    operator.ask("patch", path, {"state": "active"})

    repeated(operator, f"{path}/test", name="test")
