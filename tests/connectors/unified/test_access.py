"""Who may read what, and how each refusal looks."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from candidates.models import ApiKey
from candidates.services.access import create_api_key

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIST = "/unified/ats/interviews"


def assert_shape(response, status, error):
    body = response.json()
    assert response.status_code == status, body
    assert response["Content-Type"] == "application/json"
    assert (body["statusCode"], body["error"]) == (status, error)
    assert body["message"].endswith(".")
    return body


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic YTpi"},
        {"Authorization": "Bearer not-a-key"},
        {"Authorization": "Bearer \xff"},
    ],
)
@pytest.mark.django_db
def test_without_a_good_key_there_is_nothing_to_see(headers):
    response = Client().get(LIST, headers=headers)

    assert_shape(response, 401, "Unauthorized")
    assert response["WWW-Authenticate"] == 'Bearer realm="Interview Hub"'


def test_an_expired_or_revoked_key_is_no_key(api, acme):
    assert api.get().status_code == 200
    ApiKey.objects.update(revoked_at=NOON)
    assert_shape(api.get(), 401, "Unauthorized")
    _, secret = create_api_key(
        company=acme, name="old", expires_at=NOON, now=NOON - timedelta(days=1)
    )
    assert_shape(
        Client().get(LIST, headers={"Authorization": f"Bearer {secret}"}), 401, "Unauthorized"
    )


def test_the_use_of_a_key_is_noted(api):
    before = timezone.now()

    api.get()

    assert ApiKey.objects.get().last_used_at >= before


def test_a_key_without_the_scope_is_told_which_it_lacks(acme, greenhouse, caller):
    body = assert_shape(caller(acme, greenhouse, scopes=("operations",)).get(), 403, "Forbidden")

    assert "“read”" in body["message"]


def test_another_company_sees_nothing(greenhouse, globex, connect, caller):
    greenhouse.tells("interview", i1={"start_at": NOON})
    stranger = caller(globex)
    stranger.account = greenhouse.uuid

    assert_shape(stranger.get(), 404, "Not Found")
    assert_shape(stranger.get(f"{LIST}/1"), 404, "Not Found")
    own = connect(globex)
    stranger.account = own.uuid
    assert stranger.ids() == []
    assert_shape(stranger.get(f"{LIST}/1"), 404, "Not Found")


def test_the_account_must_be_named(acme, greenhouse, caller):
    body = assert_shape(caller(acme).get(), 400, "Bad Request")

    assert "integrated_account_id" in body["message"]
    assert body["details"]["failures"][0]["valid"] == [greenhouse.uuid]


def test_a_key_limited_to_one_account_need_not_name_it(acme, greenhouse, connect, caller):
    other = connect(acme, "Second")
    greenhouse.tells("interview", i1={"start_at": NOON})
    other.tells("interview", i2={"start_at": NOON})
    limited = caller(acme, greenhouse)

    assert limited.ids() == ["1"]
    limited.account = other.uuid
    assert_shape(limited.get(), 404, "Not Found")
    of_both = caller(acme, greenhouse, other)
    assert_shape(of_both.get(), 400, "Bad Request")
    of_both.account = other.uuid
    assert of_both.ids() == ["2"]


def test_an_unknown_account_is_not_found(api):
    api.account = str(uuid4())

    assert_shape(api.get(), 404, "Not Found")


def test_the_same_vendor_id_in_two_accounts_is_two_interviews(acme, greenhouse, connect, caller):
    other = connect(acme, "Second")
    greenhouse.tells("interview", i1={"start_at": NOON, "title": "first"})
    other.tells("interview", i1={"start_at": NOON, "title": "second"})
    asking = caller(acme)

    titles = []
    for vendor in (greenhouse, other):
        asking.account = vendor.uuid
        titles.append(asking.get(f"{LIST}/1").json()["title"])

    assert titles == ["first", "second"]


@pytest.mark.parametrize("remote_id", ["2", "%00", "%F0%9F%92%A5", "1%2F2", "' OR 1=1", "x" * 900])
def test_an_unknown_interview_is_not_found(api, greenhouse, remote_id):
    greenhouse.tells("interview", i1={"start_at": NOON})

    assert_shape(api.get(f"{LIST}/{remote_id}"), 404, "Not Found")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_reading_works(api, method):
    path = LIST.replace("interviews", "jobs")
    response = getattr(Client(), method)(path, headers={"Authorization": f"Bearer {api.secret}"})

    assert_shape(response, 405, "Method Not Allowed")
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("path", "methods"),
    [(LIST, "GET, HEAD, POST"), (f"{LIST}/1", "GET, HEAD, PATCH, DELETE")],
)
def test_an_interview_is_not_replaced(acme, caller, path, methods):
    writer = caller(acme, scopes=("read", "write"))
    response = Client().put(path, headers={"Authorization": f"Bearer {writer.secret}"})

    assert_shape(response, 405, "Method Not Allowed")
    assert sorted(response["Allow"].split(", ")) == sorted(methods.split(", "))


def test_only_json_is_spoken(api):
    assert_shape(api.get(Accept="application/xml"), 406, "Not Acceptable")
    assert api.get(Accept="*/*").status_code == 200


def test_head_is_get_without_a_body(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON})
    whole = api.get()

    head = Client().head(
        f"{LIST}?integrated_account_id={greenhouse.uuid}",
        headers={"Authorization": f"Bearer {api.secret}"},
    )

    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(whole.content))
    assert head["ETag"] == whole["ETag"]


@pytest.mark.parametrize(
    "path", ["/unified", "/unified/", "/unified/ats/nothing", "/api/v9/x", "/api", "/unified/a\n/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.django_db
def test_what_is_nowhere_below_our_doors_is_said_in_our_shape(path, method):
    client = Client(enforce_csrf_checks=True)

    assert_shape(getattr(client, method)(path), 404, "Not Found")


@pytest.mark.django_db
def test_a_slash_too_many_or_too_few_leads_to_the_right_place():
    response = Client().get(f"{LIST}/?limit=3")

    assert (response.status_code, response["Location"]) == (301, f"{LIST}?limit=3")
    assert Client().get("/api/schema")["Location"] == "/api/schema/"


def test_our_own_failure_has_the_same_shape_and_tells_nothing(api, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("secret inside")

    monkeypatch.setattr("connectors.unified.views.find_page", fail)

    body = assert_shape(api.get(), 500, "Internal Server Error")

    assert "secret" not in str(body)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"synced_at": None}, "never"),
        ({}, "fresh"),
        ({"synced_at": NOON - timedelta(minutes=46)}, "late"),
        ({"state": "paused"}, "paused"),
        ({"state": "refused"}, "refused"),
    ],
)
@pytest.mark.parametrize("path", [LIST, f"{LIST}/1", "/unified/ats/jobs"])
def test_how_old_the_data_is_stands_in_headers(api, greenhouse, time_machine, change, word, path):
    time_machine.move_to(NOON, tick=False)
    greenhouse.tells("interview", i1={"start_at": NOON})
    account = greenhouse.account
    account.sync_every = 15
    for name, value in ({"synced_at": NOON - timedelta(minutes=45)} | change).items():
        setattr(account, name, value)
    account.save()

    response = api.get(path)

    assert response["X-Freshness"] == word
    known = account.synced_at
    told = known.strftime("%Y-%m-%dT%H:%M:%S.000Z") if known else None
    assert response.headers.get("X-As-Of") == told
    again = api.get(path, **{"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["X-Freshness"] == word


def test_a_sync_that_changes_nothing_leaves_the_tag_as_it_is(api, greenhouse):
    greenhouse.tells("interview", i1={"start_at": NOON})
    before = api.get()["ETag"]
    greenhouse.account.synced_at = timezone.now()
    greenhouse.account.save()

    assert api.get()["ETag"] == before
