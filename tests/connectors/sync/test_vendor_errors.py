"""A vendor's failure, told to the caller of a real endpoint by a hub that asks a real vendor."""

import pytest

from connectors.models import IntegratedAccount

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def check(sandbox, hub, client):
    uuid = hub.connect(sandbox.connection("greenhouse")).last_line

    def ask(*scopes):
        head = {"Authorization": f"Bearer {hub.key(*scopes)}"}
        path = f"/api/v1/accounts/{uuid}/check"
        return client.post(path, content_type="application/json", headers=head)

    return ask


def secrets():
    account = IntegratedAccount.objects.get()
    return [*account.credentials.values(), *(account.tokens or {}).values()]


def test_a_vendor_that_answers_is_told(check):
    answer = check("operations")

    assert answer.status_code == 200, answer.content
    assert answer.json()["answered_at"]


def test_an_address_that_the_hub_may_not_call_is_no_failure_of_the_vendor(check, settings):
    settings.ALLOW_PRIVATE_ADDRESSES = False

    answer = check("operations")

    told = answer.json()
    assert (answer.status_code, told["origin"]) == (409, "caller")
    assert "must start with https" in told["message"]


@pytest.mark.parametrize(
    ("fault", "status", "vendor_status", "retry"),
    [("502-html", 502, 502, True), ("500", 502, 500, True), ("401", 502, 401, False)],
)
def test_a_vendor_that_fails_is_told_with_its_status_and_words(
    check, sandbox, fault, status, vendor_status, retry
):
    sandbox.fault(fault, path="/v3/*", times=None)

    answer = check("operations", "pii")

    told = answer.json()
    assert (answer.status_code, told["origin"]) == (status, "vendor")
    assert (told["truto_is_remote_error"], told["vendor_status"]) == (True, vendor_status)
    assert told["retry"] is retry
    assert told["raw_response"]
    assert not [one for one in secrets() if str(one) in answer.content.decode()]


def test_how_long_a_vendor_wants_to_be_left_alone_is_passed_on(check, sandbox):
    sandbox.fault("429", seconds=90, path="/v3/*", times=None)

    answer = check("operations")

    told = answer.json()
    assert (answer.status_code, told["origin"], told["vendor_status"]) == (429, "vendor", 429)
    assert 80 <= int(answer["Retry-After"]) <= 90
    assert told["raw_response"] is None
