"""Every error of every door says whose fault it is, where, whether to try again, and by which id it is found."""

import logging
from uuid import UUID

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import path
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from candidates.services.access import create_api_key
from config.urls import urlpatterns as doors
from connectors import errors
from connectors.api.keys import BearerKey

KEYS = {"origin", "where", "retry", "retry_after", "request_id"}
NOWHERE = (
    "/api/v1/nothing",
    "/api/v3/nothing/",
    "/unified/ats/nothing",
    "/hooks/",
    "/hooks/nothing/",
    "/whoami/",
    "/api-token-auth/nothing",
)
FAILURES = {
    "throttled": errors.SlowDown("Wait.", retry_after=6.2, vendor_status=429, excerpt="slow"),
    "down": errors.VendorDown("Down.", vendor_status=503, excerpt="<h1>api_key=abc123</h1>"),
    "refused": errors.KeyRefused("Refused.", vendor_status=401, excerpt="no"),
    "gone": errors.NotFound("Gone.", vendor_status=404, excerpt="no"),
    "invalid": errors.RequestRefused("No.", vendor_status=400, excerpt='{"error": "bad"}'),
    "silent": errors.VendorDown("No answer."),
}

NOBODYS = UUID(int=0)


class AskingVendor(APIView):
    authentication_classes = (BearerKey,)
    permission_classes = ()

    def get(self, request: Request, name: str) -> None:
        raise FAILURES[name]


def crash(request: HttpRequest) -> None:
    raise RuntimeError("secret inside")


urlpatterns = [
    path("unified/asking/<str:name>", AskingVendor.as_view()),
    path("api/v3/asking/<str:name>", AskingVendor.as_view()),
    path("hooks/crash", crash),
    path("api/v1/crash", crash),
    path("elsewhere/crash", crash),
    *doors,
]


@pytest.fixture
def client(db):
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.fixture
def head(acme):
    def make(*scopes):
        name = f"key of {' '.join(scopes)}"
        _, secret = create_api_key(company=acme, name=name, scopes=scopes, now=timezone.now())
        return {"Authorization": f"Bearer {secret}"}

    return make


def told(response, status, origin="caller"):
    body = response.json()
    assert response.status_code == status, body
    assert response["Content-Type"] == "application/json"
    assert body.keys() >= KEYS
    assert body["origin"] == origin
    assert body["request_id"] == response["X-Request-Id"]
    plain = response.request["PATH_INFO"].startswith(("/api/v3/", "/whoami", "/api-token-auth"))
    assert plain or (body["statusCode"] == status and body["message"])
    return body


@pytest.mark.parametrize("address", NOWHERE)
def test_what_is_nowhere_is_told_below_every_door(client, address):
    body = told(client.get(address), 404)

    assert body["where"] == f"GET {address}"
    assert (body["retry"], body["retry_after"]) == (False, None)
    told(client.post(address), 404)


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", f"/hooks/{NOBODYS}/"),
        ("post", "/unified/ats/jobs"),
        ("put", "/api/v1/accounts"),
        ("post", "/api/schema/"),
        ("get", "/api-token-auth/"),
    ],
)
def test_a_method_that_does_not_work_is_told(client, head, method, address):
    response = getattr(client, method)(address, headers=head("read", "operations"))

    told(response, 405)
    assert response["Allow"]


@pytest.mark.urls("tests.config.test_problems")
@pytest.mark.parametrize("address", ["/hooks/crash", "/api/v1/crash"])
def test_a_crash_is_the_hubs_fault_and_tells_nothing(client, address):
    body = told(client.get(address), 500, origin="hub")

    assert body["retry"] is True
    assert "secret" not in str(body)


@pytest.mark.urls("tests.config.test_problems")
def test_pages_keep_their_own_errors(client):
    response = client.get("/elsewhere/crash")

    assert response.status_code == 500
    assert response["Content-Type"].startswith("text/html")
    assert response["X-Request-Id"]


def test_a_form_without_a_token_is_told(client):
    told(client.post("/api/docs/"), 403)


def test_a_webhook_that_proves_nothing_is_told(client, acme):
    body = told(client.post(f"/hooks/{NOBODYS}/", "{}", content_type="application/json"), 401)

    assert body["where"].startswith("POST /hooks/")


def test_the_suites_shape_stays_beside_it(client, head):
    said = told(client.get("/api/v3/companies/1/", headers={"Authorization": "Token x"}), 401)
    assert said["detail"] == "Invalid token."

    fields = told(
        client.post("/api-token-auth/", {"username": ""}, content_type="application/json"), 400
    )
    assert isinstance(fields["username"], list)


@pytest.mark.urls("tests.config.test_problems")
@pytest.mark.parametrize(
    ("name", "status", "retry", "retry_after"),
    [
        ("throttled", 429, True, 7),
        ("down", 502, True, None),
        ("refused", 502, False, None),
        ("gone", 404, False, None),
        ("invalid", 422, False, None),
        ("silent", 502, True, None),
    ],
)
@pytest.mark.parametrize("door", ["/unified/asking/", "/api/v3/asking/"])
def test_a_vendors_failure_is_the_vendors(client, head, door, name, status, retry, retry_after):
    response = client.get(f"{door}{name}", headers=head("read", "pii"))

    body = told(response, status, origin="vendor")
    failure = FAILURES[name]
    assert body["truto_is_remote_error"] is True
    assert body["vendor_status"] == failure.vendor_status
    assert (body["retry"], body["retry_after"]) == (retry, retry_after)
    assert response.headers.get("Retry-After") == (str(retry_after) if retry_after else None)
    assert "abc123" not in str(body)
    if name == "invalid":
        assert body["raw_response"] == '{"error": "bad"}'


@pytest.mark.urls("tests.config.test_problems")
def test_the_vendors_words_are_for_those_who_may_see_personal_data(client, head):
    body = told(client.get("/unified/asking/invalid", headers=head("read")), 422, origin="vendor")

    assert (body["vendor_status"], body["raw_response"]) == (400, None)


@pytest.mark.parametrize("given", ["abc-123", "A.b_c-9", "x" * 64])
def test_a_good_request_id_is_kept(client, given):
    response = client.get("/unified/nothing", headers={"X-Request-Id": given})

    assert told(response, 404)["request_id"] == given


@pytest.mark.parametrize("given", ["", " ", "a b", "x" * 65, "a\nb", "né", "<script>"])
def test_any_other_request_id_is_replaced(client, given):
    response = client.get("/unified/nothing", headers={"X-Request-Id": given})

    made = told(response, 404)["request_id"]
    assert made != given
    assert len(made) == 32


def test_every_answer_has_an_id_of_its_own(client):
    first, second = (client.get("/healthz")["X-Request-Id"] for _ in range(2))

    assert first != second


@pytest.mark.urls("tests.config.test_problems")
def test_nothing_is_left_over_for_the_next_call(client, caplog):
    with caplog.at_level(logging.ERROR):
        client.get("/hooks/crash", headers={"X-Request-Id": "first"})

    assert told(client.get("/hooks/"), 404)["request_id"] != "first"
