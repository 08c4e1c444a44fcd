"""What may come in: signed by the account's vendor, small enough, once."""

import json
import random
from uuid import uuid4

import pytest
from django.test import Client
from django_q.models import OrmQ

from connectors.models import Delivery, IntegratedAccount
from tests.connectors.webhooks.conftest import NOW, body_of, connected, headers_for, post

DELETED = b'{"action":"interview_deleted","payload":{"interview":{"id":31087450}}}'
PING = b'{"action":"ping","web_hook_id":7,"payload":{}}'


def test_a_signed_call_is_stored_and_a_worker_woken(offline: IntegratedAccount, client: Client):
    answer = post(client, offline, DELETED)

    delivery = Delivery.objects.get()
    assert answer.status_code == 200
    assert (delivery.account, delivery.state) == (offline, "received")
    assert (delivery.event, delivery.event_id) == ("interview_deleted", "1")
    assert body_of(delivery) == DELETED
    assert [row.task["args"] for row in OrmQ.objects.all()] == [(delivery.pk,)]


def test_no_vendor_is_called_and_no_cookie_or_token_needed(
    offline: IntegratedAccount, closed_network: None
):
    strict = Client(enforce_csrf_checks=True)

    answer = post(strict, offline, DELETED)

    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.parametrize("body", [PING, b'{"action":"offer_created","payload":{}}', b"{}", b"[1]"])
def test_the_ping_and_events_we_do_not_follow_are_taken_too(
    offline: IntegratedAccount, client: Client, body: bytes
):
    assert post(client, offline, body).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        DELETED.replace(b"31087450", b"31087451"),
        json.dumps(json.loads(DELETED)).encode(),
        DELETED + b"\n",
        DELETED.replace(b"interview_deleted", rb"interview\u005fdeleted"),
        b"",
    ],
    ids=["another id", "saved anew with spaces", "a line feed", "escaped otherwise", "nothing"],
)
def test_a_body_that_is_not_byte_for_byte_the_signed_one_is_refused(
    offline: IntegratedAccount, client: Client, changed: bytes
):
    assert post(client, offline, changed, headers_for(DELETED)).status_code == 401
    assert not Delivery.objects.exists()


def refusals(client: Client, account: IntegratedAccount) -> list[tuple[int, str]]:
    """Apart from the address that was called and the id of the call."""
    signature = headers_for(DELETED)["Signature"]
    wrong = [
        {},
        {"Signature": ""},
        {"Signature": signature.replace(" ", "=")},
        {"Signature": signature.removeprefix("sha256 ")},
        {"Signature": signature[:-1]},
        headers_for(DELETED, secret="another secret"),
        headers_for(DELETED, secret=""),
    ]
    answers = [post(client, account, DELETED, headers) for headers in wrong]
    unknown = IntegratedAccount(uuid=uuid4())
    answers.append(post(client, unknown, DELETED))
    ours = ("where", "request_id")
    told = [
        {name: word for name, word in each.json().items() if name not in ours} for each in answers
    ]
    return [(each.status_code, json.dumps(body)) for each, body in zip(answers, told, strict=True)]


def test_every_refusal_reads_the_same(offline: IntegratedAccount, client: Client):
    [(status, content)] = set(refusals(client, offline))

    assert status == 401
    assert json.loads(content)["message"] == "No webhook is taken here with this signature."
    assert not Delivery.objects.exists()


def test_an_account_without_a_secret_takes_nothing(offline: IntegratedAccount, client: Client):
    offline.credentials = {"client_id": "a"}
    offline.save()

    assert post(client, offline, DELETED, headers_for(DELETED, secret="")).status_code == 401


def test_another_accounts_secret_opens_nothing(acme, globex, client: Client):
    ours = connected(acme, "ours", {"vendor": "greenhouse"}, "secret of acme")
    connected(globex, "theirs", {"vendor": "greenhouse"}, "secret of globex")

    assert post(client, ours, DELETED, headers_for(DELETED, "secret of globex")).status_code == 401
    assert post(client, ours, DELETED, headers_for(DELETED, "secret of acme")).status_code == 200


def test_two_long_secrets_are_valid_while_one_replaces_the_other(acme, client: Client):
    old, new = "0123456789abcdef-old", "0123456789abcdef-new"
    account = connected(acme, "rotating", {"vendor": "greenhouse"}, f"{old} {new}")

    assert post(client, account, DELETED, headers_for(DELETED, old)).status_code == 200
    assert post(client, account, PING, headers_for(PING, new)).status_code == 200


def test_a_sentence_as_a_secret_is_not_weakened_to_its_words(acme, client: Client):
    sentence = "an old umbrella stand"
    account = connected(acme, "sentence", {"vendor": "greenhouse"}, sentence)

    assert post(client, account, DELETED, headers_for(DELETED, "umbrella")).status_code == 401
    assert post(client, account, DELETED, headers_for(DELETED, sentence)).status_code == 200


def test_more_than_a_mebibyte_is_refused_before_it_is_looked_at(
    offline: IntegratedAccount, client: Client
):
    just = b'"' + b"x" * (2**20 - 2) + b'"'

    assert post(client, offline, just).status_code == 200
    assert post(client, offline, just + b" ").status_code == 413
    assert post(client, offline, b"x" * (3 * 2**20)).status_code == 413
    assert Delivery.objects.count() == 1


def test_only_post_is_understood(offline: IntegratedAccount, client: Client):
    assert client.get(f"/hooks/{offline.uuid}/").status_code == 405
    assert client.post("/hooks/no-uuid/").status_code == 404


def test_the_same_call_again_is_answered_and_nothing_more(
    offline: IntegratedAccount, client: Client
):
    answers = {post(client, offline, DELETED).status_code for _ in range(3)}

    assert answers == {200}
    assert Delivery.objects.count() == OrmQ.objects.count() == 1


def test_the_same_words_later_under_another_number_are_worked_on_again(
    offline: IntegratedAccount, client: Client
):
    post(client, offline, DELETED)
    again = headers_for(DELETED, event_id="2")
    post(client, offline, DELETED, again)
    assert OrmQ.objects.count() == 1
    Delivery.objects.update(state="done", done_at=NOW.replace(year=2020))

    post(client, offline, DELETED, again)
    post(client, offline, DELETED, again)

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.event_id) == ("received", "2")
    assert OrmQ.objects.count() == 2


def malformed(number: int) -> tuple[bytes, dict[str, str]]:
    """Bodies and headers as nobody sends them; half of them signed as they should be."""
    rng = random.Random(number)  # noqa: S311
    event = rng.choice(
        ['"\\u0000"', '"\\ud800"', "7", "null", '"x"' * 9, "[]", '"' + "é" * 300 + '"']
    )
    body = rng.choice(
        [
            rng.randbytes(rng.randrange(400)),
            b"[" * 50_000,
            b'{"a":' * 20_000,
            b"\xff\xfe\x00",
            b"9" * 5_000,
            b"NaN",
            DELETED[: rng.randrange(len(DELETED))],
            f'{{"action":{event},"payload":{event}}}'.encode(),
            f'{{"action":"delete_candidate","payload":{{"person":{event}}}}}'.encode(),
            b'{"action":"delete_candidate","payload":{"person":{"id":[1,"x",null,1e99,-4,true]}}}',
            b'{"action":"interview_deleted","payload":{"interview":{"id":"../../users"}}}',
        ]
    )
    signature = rng.choice(
        [headers_for(body)["Signature"]] * 4
        + ["sha256", "sha256 ", "sha256 \x7f", "sha256 " + "é" * 64, "0" * 9000, "sha1 " + "0" * 40]
    )
    return body, {"Signature": signature, "Greenhouse-Event-ID": "e" * rng.randrange(900)}


def test_two_hundred_malformed_calls_are_answered_without_a_crash(
    offline: IntegratedAccount, client: Client
):
    client.raise_request_exception = False

    found = {post(client, offline, *malformed(number)).status_code for number in range(200)}

    assert found == {200, 401}
