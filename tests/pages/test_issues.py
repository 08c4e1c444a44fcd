"""The pages of what went wrong."""

import json
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import Membership
from connectors.models import Issue, RemoteRecord, SyncRun, SyncState, WorkerHeartbeat
from connectors.services.issues import Finding, raise_issues
from tests import make

LIST = "/connections/issues/"


def raised(account, word="Unknown", **fields):
    told = {
        "wrong": "unknown_word", "do": "map", "list": "interviews", "field": "status", "word": word
    }  # fmt: skip
    finding = Finding(
        code="unknown_word",
        subject=word,
        resource="interviews",
        field="status",
        value=word,
        told=told,
    )
    raise_issues(account, [finding], datetime.now(UTC) - timedelta(hours=2))
    issue = Issue.objects.latest("pk")
    Issue.objects.filter(pk=issue.pk).update(**fields)
    return issue


def held(account):
    told = {"wrong": "many_gone", "do": "decide", "list": "interviews", "gone": 30, "known": 100}
    finding = Finding(code="many_gone", subject="interviews", resource="interviews", told=told)
    raise_issues(account, [finding], datetime.now(UTC))
    SyncState.objects.create(
        account=account, resource="interviews", held={"gone": 30, "of": 100, "run": 1}
    )
    return Issue.objects.latest("pk")


def one(issue, rest=""):
    return f"{LIST}{issue.pk}/{rest}"


def test_an_empty_list_says_so(coordinator, greenhouse):
    assert "No open issue Every record that was read was understood" in coordinator.open(LIST).text


def test_each_says_what_where_since_when_and_what_to_do(coordinator, greenhouse):
    issue = raised(greenhouse, count=3)

    text = coordinator.open(LIST).text
    for said in (
        "The vendor's word “Unknown” in status of interviews has no meaning here yet.",
        "It is shown as it is and counted as unknown until somebody says what it means.",
        "Greenhouse Berlin",
        "seen 3 times",
    ):
        assert said in text
    alone = coordinator.open(one(issue)).text
    assert "First seen" in alone
    assert "2 h ago" in alone
    assert "CE" in alone  # the zone is named
    assert "Give it a meaning" in alone


def test_the_list_is_narrowed_by_connection_kind_list_and_state(coordinator, acme, greenhouse):
    raised(greenhouse, "Alpha")
    raised(make.account(acme, "Other"), "Beta")
    raised(
        greenhouse, "Gamma", state="snoozed", snoozed_until=datetime.now(UTC) + timedelta(days=1)
    )
    raised(greenhouse, "Delta", state="resolved", resolved_at=datetime.now(UTC))

    def words(**params):
        text = coordinator.open(LIST, **params).text
        return [word for word in ("Alpha", "Beta", "Gamma", "Delta") if f"“{word}”" in text]

    assert words() == ["Alpha", "Beta"]
    assert words(account=greenhouse.uuid) == ["Alpha"]
    assert words(state="snoozed") == ["Gamma"]
    assert words(state="resolved") == ["Delta"]
    assert words(state="all") == ["Alpha", "Beta", "Gamma", "Delta"]
    assert words(kind="crashed") == []
    assert words(kind="unknown_word", resource="interviews") == ["Alpha", "Beta"]


def test_what_makes_no_sense_in_the_address_is_said(coordinator, greenhouse):
    assert (
        "nonsense is not one of the available choices"
        in coordinator.open(LIST, state="nonsense").text
    )


def test_a_person_snoozes_and_wakes(coordinator, greenhouse):
    issue = raised(greenhouse)

    assert "It comes back by itself" in coordinator.send(one(issue, "snooze/"), days="7").text
    issue.refresh_from_db()
    assert issue.state == "snoozed"
    assert timedelta(days=6) < issue.snoozed_until - datetime.now(UTC) < timedelta(days=8)
    assert "Snoozed until" in coordinator.open(one(issue)).text
    assert "“Unknown”" not in coordinator.open(LIST).text

    coordinator.send(one(issue, "wake/"))
    issue.refresh_from_db()
    assert issue.state == "open"
    assert coordinator.send(one(issue, "snooze/"), days="365").status == 404


def test_a_hiring_manager_snoozes_nothing(coordinator, alice, greenhouse):
    Membership.objects.filter(user=alice).update(role="hiring-manager")
    issue = raised(greenhouse)

    assert "Snooze" not in coordinator.open(one(issue)).text
    assert coordinator.send(one(issue, "snooze/"), days="1").status == 403


def test_the_vendors_record_is_for_those_who_manage(coordinator, admin, greenhouse):
    issue = raised(greenhouse, remote_id="77")
    RemoteRecord.objects.create(
        account=greenhouse,
        resource="interviews",
        remote_id="77",
        raw=zlib.compress(json.dumps({"name": "Mustermann"}).encode()),
        digest="",
        read_at=datetime.now(UTC),
    )

    assert "Mustermann" not in coordinator.open(one(issue)).html
    assert "Mustermann" in admin.open(one(issue)).html


@pytest.mark.parametrize("decision", ["keep", "allowed"])
def test_whoever_manages_decides_about_what_is_held(coordinator, admin, greenhouse, decision):
    issue = held(greenhouse)

    page = coordinator.open(one(issue))
    assert "30 of 100 interviews are no longer in the vendor's list" in page.text
    assert "Delete them here too" not in page.text
    assert coordinator.send(one(issue, "decide/"), decision=decision).status == 403

    assert "Decided" in admin.send(one(issue, "decide/"), decision=decision).text
    assert SyncState.objects.get().held[decision] is True
    run = SyncRun.objects.get()
    assert (run.full, run.resources) == (True, ["interviews"])
    assert admin.send(one(issue, "decide/"), decision="else").status == 404


def test_a_changed_mind_counts(admin, greenhouse):
    issue = held(greenhouse)
    admin.send(one(issue, "decide/"), decision="allowed")
    admin.send(one(issue, "decide/"), decision="keep")

    assert SyncState.objects.get().held == {"gone": 30, "of": 100, "run": 1, "keep": True}


def test_whoever_manages_accepts_a_changed_field(coordinator, admin, greenhouse):
    told = {
        "wrong": "field_gone", "do": "contract", "list": "jobs", "field": "name", "before": "100", "now": "40"
    }  # fmt: skip
    finding = Finding(
        code="field_gone", subject="jobs name", resource="jobs", field="name", told=told
    )
    raise_issues(greenhouse, [finding], datetime.now(UTC))
    shape = {"fields": {"name": [40, {"a text": 40}], "id": [40, {"a number": 40}]}, "sizes": [40]}
    SyncState.objects.create(account=greenhouse, resource="jobs", shape=shape)
    issue = Issue.objects.get()

    assert "100 % of the records had it, now none of 40 has." in coordinator.open(one(issue)).text
    assert coordinator.send(one(issue, "accept/")).status == 403
    assert "Accepted" in admin.send(one(issue, "accept/")).text

    issue.refresh_from_db()
    assert issue.state == "resolved"
    assert SyncState.objects.get().shape == {
        "fields": {"id": [40, {"a number": 40}]},
        "sizes": [40],
    }
    assert admin.send(one(issue, "accept/")).status == 404


def test_another_companys_issue_does_not_exist(stranger, greenhouse):
    issue = held(greenhouse)

    assert "no longer listed" not in stranger.open(LIST).text
    assert stranger.open(one(issue)).status == 404
    for rest in ("snooze/", "wake/", "decide/"):
        assert stranger.send(one(issue, rest), days="1", decision="keep").status == 404


def test_nothing_is_done_by_opening_an_address(admin, greenhouse):
    issue = held(greenhouse)
    for rest in ("snooze/", "wake/", "decide/"):
        assert admin.open(one(issue, rest)).status == 405


def test_that_no_worker_runs_is_said(coordinator, greenhouse):
    warning = "No background worker gave a sign of life"
    assert warning in coordinator.open("/connections/").text
    WorkerHeartbeat.objects.create(name="w", at=datetime.now(UTC))

    assert warning not in coordinator.open("/connections/").text
    assert warning not in coordinator.open(f"/connections/{greenhouse.uuid}/").text


def test_a_throttled_connection_says_until_when(coordinator, acme):
    account = make.account(acme, throttled_until=datetime(2030, 1, 2, 13, 5, tzinfo=UTC))
    for where in ("/connections/", f"/connections/{account.uuid}/"):
        assert "14:05 CET" in coordinator.open(where).text
        assert "Throttled until" in coordinator.open(where).text
