"""Operations over the API: accounts, runs, issues."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from connectors.models import Issue, SyncRun
from connectors.services.issues import Finding, raise_issues
from connectors.v1.operations import examples
from tests import make
from tests.connectors.v1.operator import NOW, Operator, valid


@pytest.fixture
def account(acme):
    return make.account(acme)


@pytest.fixture
def operator(acme):
    return Operator(acme, "operations", "pii")


def raised(account, word="Unknown", code="unknown_word"):
    told = {
        "wrong": "unknown_word", "do": "map", "list": "interviews", "field": "status", "word": word
    }  # fmt: skip
    finding = Finding(code=code, subject=word, resource="interviews", value=word, told=told)
    raise_issues(account, [finding], NOW)
    return Issue.objects.latest("pk")


def test_what_is_answered_is_what_the_schema_says(operator, account):
    run = make.run(account, counts={"interviews": {"read": 3}})
    issue = raised(account)

    assert valid(operator.get("accounts"), "AccountPage")
    assert valid(operator.get(f"accounts/{account.uuid}"), "Account")
    assert valid(operator.get("sync-runs"), "SyncRunPage")
    assert valid(operator.get(f"sync-runs/{run.pk}"), "SyncRun")
    assert valid(operator.get("issues"), "IssuePage")
    assert valid(operator.get(f"issues/{issue.pk}"), "Issue")
    for example, name in (
        (examples.ACCOUNT, "Account"), (examples.RUN, "SyncRun"), (examples.DONE, "SyncRun"),
        (examples.ISSUE, "Issue"), (examples.SNOOZED, "Issue"), (examples.SNOOZE, "IssueChange"),
        (examples.START, "SyncRunStart"),
    ):  # fmt: skip
        assert valid(example, name)


def test_pages_hold_every_issue_once_though_new_ones_come(operator, account):
    first = {raised(account, f"word {number}").pk for number in range(5)}

    seen, cursor = [], {}
    while True:
        page = operator.get("issues", limit=2, **cursor)
        seen += [row["id"] for row in page["result"]]
        raised(account, f"later {len(seen)}")
        if page["next_cursor"] is None:
            break
        cursor = {"next_cursor": page["next_cursor"]}

    assert seen == sorted(first, reverse=True)


def test_issues_are_found_by_account_kind_state_and_list(operator, acme, account):
    one, other = raised(account, "One"), raised(make.account(acme, "Other"), "Two", "crashed")
    Issue.objects.filter(pk=other.pk).update(state="resolved")

    def ids(**query):
        return [row["id"] for row in operator.get("issues", **query)["result"]]

    assert ids() == [other.pk, one.pk]
    assert ids(sort="id") == [one.pk, other.pk]
    assert ids(integrated_account_id=str(account.uuid)) == [one.pk]
    assert ids(kind="crashed") == [other.pk]
    assert ids(state="open,snoozed") == [one.pk]
    assert ids(resource="jobs") == []


def test_an_issue_is_snoozed_and_woken(operator, account):
    path = f"issues/{raised(account).pk}"
    until = (NOW + timedelta(days=2)).isoformat()

    snoozed = operator.ask("patch", path, {"state": "snoozed", "snoozed_until": until})
    assert (snoozed.status_code, snoozed.json()["state"]) == (200, "snoozed")
    assert operator.ask("patch", path, {"state": "open"}).json()["snoozed_until"] is None


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "state: is required."),
        ({"state": "resolved"}, "Valid: open, snoozed."),
        ({"state": "snoozed"}, "snoozed_until: goes with the state snoozed"),
        ({"state": "open", "note": "x"}, "note: there is no such field."),
        ({"state": "snoozed", "snoozed_until": "2020-01-01T00:00:00Z"}, "still to come"),
        ({"state": "snoozed", "snoozed_until": "2030-01-01T00:00:00"}, "no time zone"),
        ([], "must be a JSON object"),
    ],
)
def test_a_body_that_makes_no_sense_is_refused_by_name(operator, account, body, named):
    response = operator.ask("patch", f"issues/{raised(account).pk}", body)

    assert response.status_code == 400
    assert named in response.json()["message"]
    assert valid(response.json(), "Error")


def test_what_is_resolved_cannot_be_snoozed(operator, account):
    issue = raised(account)
    Issue.objects.update(state="resolved")

    response = operator.ask("patch", f"issues/{issue.pk}", {"state": "open"})

    assert (response.status_code, response.json()["error"]) == (409, "Conflict")


def test_a_sync_is_started_once(operator, account):
    started = operator.ask("post", "sync-runs", {"integrated_account_id": str(account.uuid)})

    run = SyncRun.objects.get()
    assert (started.status_code, started.json()["id"]) == (202, run.pk)
    assert (run.state, run.trigger) == ("queued", "api")
    soon = datetime.now(UTC) + timedelta(minutes=2)
    SyncRun.objects.update(state="running", lease_token="x", lease_until=soon)
    again = operator.ask("post", "sync-runs", {"integrated_account_id": str(account.uuid)})
    assert again.status_code == 409
    assert again.json()["retry"] is True
    assert "is being synced already" in again.json()["message"]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "integrated_account_id: is required."),
        ({"integrated_account_id": "x"}, "is no UUID"),
        ({"full": "yes"}, "full: must be true or false."),
        ({"resources": "jobs"}, "resources: must be a list of texts."),
        ({"resources": ["nonsense"]}, "Valid lists: "),
    ],
)
def test_a_start_that_makes_no_sense_is_refused_by_name(operator, account, body, named):
    given = (
        body
        if not body or "integrated" in str(body)
        else body | {"integrated_account_id": str(account.uuid)}
    )
    response = operator.ask("post", "sync-runs", given)

    assert response.status_code == 400
    assert named in response.json()["message"]
    assert not SyncRun.objects.exists()


@pytest.mark.parametrize("path", ["accounts", "sync-runs", "issues"])
def test_an_unknown_parameter_is_refused_with_the_valid_ones(operator, account, path):
    response = operator.ask("get", path, page="2", limit="0")

    said = response.json()["message"]
    assert response.status_code == 400
    assert "page: there is no such parameter." in said
    assert "next_cursor" in said
    assert "limit: “0” is not a whole number" in said


def test_a_cursor_of_another_list_is_refused(operator, account):
    for number in range(3):
        raised(account, str(number))
    cursor = operator.get("issues", limit=1)["next_cursor"]

    for path, query in (("sync-runs", {}), ("issues", {"state": "open"})):
        assert operator.ask("get", path, next_cursor=cursor, **query).status_code == 400


def test_only_keys_with_the_scope_of_their_own_company_and_accounts(acme, globex, account):
    other = make.account(acme, "Other")
    issue, run = raised(account), make.run(account)
    paths = [f"accounts/{account.uuid}", f"sync-runs/{run.pk}", f"issues/{issue.pk}"]
    reader = Operator(acme, "read")
    stranger = Operator(globex, "operations")
    limited = Operator(acme, "operations", accounts=[other])
    for path in paths:
        assert reader.ask("get", path).status_code == 403
        assert stranger.ask("get", path).status_code == 404
        assert limited.ask("get", path).status_code == 404
        assert Client().get(f"/api/v1/{path}").status_code == 401
    assert stranger.get("issues")["result"] == limited.get("issues")["result"] == []
    assert [row["name"] for row in limited.get("accounts")["result"]] == ["Other"]
    begun = {"integrated_account_id": str(account.uuid)}
    assert limited.ask("post", "sync-runs", begun).status_code == 404


def test_values_of_records_need_the_scope_for_personal_data(acme, account):
    told = {
        "wrong": "unreadable", "do": "correct", "list": "interviews", "id": "7", "problem": "“Ada” is no time."
    }  # fmt: skip
    finding = Finding(
        code="unreadable", subject="7", resource="interviews", remote_id="7", value="Ada", told=told
    )
    raise_issues(account, [finding], NOW)
    path = f"issues/{Issue.objects.get().pk}"

    blind, seeing = Operator(acme, "operations"), Operator(acme, "operations", "pii")
    assert seeing.get(path)["message"] == "interviews 7 could not be read: “Ada” is no time."
    assert blind.get(path)["message"] == "interviews 7 could not be read."
    assert (blind.get(path)["value"], seeing.get(path)["value"]) == (None, "Ada")


def test_an_unchanged_answer_is_an_empty_304(operator, account):
    first = operator.ask("get", "accounts")
    client = Client()
    head = {"Authorization": f"Bearer {operator.secret}", "If-None-Match": first["ETag"]}

    assert client.get("/api/v1/accounts", headers=head).status_code == 304


def test_a_list_costs_the_same_however_long_it_is(operator, account, django_assert_max_num_queries):
    operator.get("issues")
    for number in range(20):
        raised(account, str(number))
    with django_assert_max_num_queries(3):
        assert len(operator.get("issues")["result"]) == 20


def test_the_docs_show_the_doors_with_their_bodies():
    page = Client().get("/api/docs/").content.decode()

    for said in (
        "POST /api/v1/sync-runs",
        "PATCH /api/v1/issues/{id}",
        "SyncRunStart",
        "snoozed_until",
    ):
        assert said in page
