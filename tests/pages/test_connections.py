from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import Membership, User
from connectors.models import IntegratedAccount, Issue, SyncRun
from tests import make
from tests.pages.conftest import reader

NOW = datetime.now(UTC)


def ago(minutes):
    return datetime.now(UTC) - timedelta(minutes=minutes)


def path(account, rest=""):
    return f"/connections/{account.uuid}/{rest}"


def test_without_a_connection_the_page_says_how_to_make_one(coordinator):
    text = coordinator.open("/connections/").text

    assert "Nothing is connected yet" in text
    assert "manage.py connect greenhouse" in text
    assert "make run" in text


@pytest.mark.parametrize(
    ("fields", "run", "said"),
    [
        ({"synced_at": 2}, "completed", "In sync"),
        ({"synced_at": 100}, "completed", "Greenhouse Berlin is late."),
        ({"synced_at": None}, None, "Never read"),
        ({"state": "paused"}, "completed", "Paused"),
        (
            {"state": "refused", "state_reason": "HTTP 401."},
            "failed",
            "the vendor refuses the credentials. HTTP 401.",
        ),
        ({"synced_at": 2}, "failed", "The last sync of Greenhouse Berlin failed."),
        ({"synced_at": 2}, "partial", "Greenhouse Berlin was partly read."),
        ({"synced_at": 2}, "running", "Running"),
        (
            {"synced_at": 2, "throttled_until": -30},
            "completed",
            "Greenhouse Berlin waits until",
        ),
    ],
)
def test_each_state_is_a_sentence(coordinator, acme, fields, run, said):
    """Numbers are minutes ago: of when the test runs, not of when it was collected."""
    moments = {name: ago(value) for name, value in fields.items() if isinstance(value, int)}
    account = make.account(acme, **fields | moments)
    if run:
        make.run(account, run)

    assert said in coordinator.open("/connections/").text
    assert said in coordinator.open(path(account)).text


def test_a_refused_account_says_what_to_do(coordinator, acme):
    account = make.account(acme, state="refused")

    text = coordinator.open(path(account)).text

    assert "What to do Make a new key at the vendor" in text
    assert 'manage.py connect greenhouse --name "Greenhouse Berlin" --credentials -' in text


def test_a_run_shows_what_it_read_of_each_list(coordinator, greenhouse):
    counts = {"interviews": {"read": 120, "new": 3, "changed": 2, "rejected": 1, "unchanged": 114}}
    run = make.run(greenhouse, counts=counts, checkpoint={"interviews": {"done": True}})

    told = "read 120, new 3, changed 2, set aside 1"
    assert told in coordinator.open("/connections/").text
    assert f"interviews {told} to the end" in coordinator.open(path(greenhouse)).text
    assert f"interviews {told}" in coordinator.open(path(greenhouse, f"runs/{run.pk}/")).text


def test_a_running_sync_shows_how_far_it_is_and_refreshes_itself(coordinator, greenhouse):
    counts = {"interviews": {"read": 300}}
    run = make.run(greenhouse, "running", counts=counts, checkpoint={"interviews": {"request": {}}})

    listed = coordinator.open("/connections/")
    assert "interviews: 300 read so far" in listed.text
    for page in (listed, coordinator.open(path(greenhouse, f"runs/{run.pk}/"))):
        assert "hx-trigger" in page.html
        assert ">Refresh</a>" in page.html
    SyncRun.objects.update(state="completed")
    assert "hx-trigger" not in coordinator.open("/connections/").html


def test_open_issues_come_with_what_to_do(coordinator, greenhouse):
    Issue.objects.create(
        company=greenhouse.company,
        account=greenhouse,
        code="unreadable",
        message="Interview 7 has an end before its start.",
        advice="Correct it in Greenhouse.",
        first_seen_at=NOW,
        last_seen_at=NOW,
    )

    for where in ("/connections/", path(greenhouse)):
        text = coordinator.open(where).text
        assert "Interview 7 has an end before its start. Correct it in Greenhouse." in text


def test_what_the_vendor_does_not_report_is_said(coordinator, greenhouse):
    assert "Greenhouse does not report" in coordinator.open(path(greenhouse)).text


def test_sync_now_queues_one_run(coordinator, greenhouse):
    page = coordinator.send(path(greenhouse, "sync/"))

    run = SyncRun.objects.get(account=greenhouse)
    assert (run.state, run.trigger) == ("queued", "page")
    assert f"Greenhouse Berlin is queued to be read (run {run.pk})." in page.text


def test_a_sync_of_a_running_account_is_told_so(coordinator, greenhouse):
    soon = datetime.now(UTC) + timedelta(minutes=2)
    make.run(greenhouse, "running", lease_token="x", lease_until=soon)

    page = coordinator.send(path(greenhouse, "sync/"))

    assert "is being synced already" in page.text
    assert SyncRun.objects.count() == 1


def test_only_owners_and_administrators_pause(coordinator, admin, greenhouse):
    refused = coordinator.send(path(greenhouse, "pause/"))
    assert refused.status == 403
    assert "Only the owner and administrators" in refused.text
    assert ">Pause</button>" not in coordinator.open(path(greenhouse)).html

    assert "is paused" in admin.send(path(greenhouse, "pause/")).text
    greenhouse.refresh_from_db()
    assert greenhouse.state == IntegratedAccount.State.PAUSED

    admin.send(path(greenhouse, "resume/"))
    greenhouse.refresh_from_db()
    assert greenhouse.state == IntegratedAccount.State.ACTIVE


def test_a_hiring_manager_looks_but_starts_nothing(coordinator, alice, greenhouse):
    Membership.objects.filter(user=alice).update(role="hiring-manager")

    assert "Sync now" not in coordinator.open("/connections/").text
    assert coordinator.send(path(greenhouse, "sync/")).status == 403
    assert not SyncRun.objects.exists()


def test_nothing_is_done_by_opening_an_address(coordinator, greenhouse):
    for rest in ("sync/", "pause/", "resume/"):
        assert coordinator.open(path(greenhouse, rest)).status == 405


def test_another_companys_connection_does_not_exist(stranger, greenhouse):
    run = make.run(greenhouse)

    assert "Greenhouse Berlin" not in stranger.open("/connections/").text
    for rest in ("", f"runs/{run.pk}/"):
        assert stranger.open(path(greenhouse, rest)).status == 404
    for rest in ("sync/", "pause/", "resume/"):
        assert stranger.send(path(greenhouse, rest)).status == 404


def test_a_run_is_only_found_under_its_own_account(coordinator, acme, greenhouse):
    run = make.run(make.account(acme, "Other"))

    assert coordinator.open(path(greenhouse, f"runs/{run.pk}/")).status == 404


def test_no_secret_is_on_any_page(coordinator, acme):
    account = make.account(acme, credentials={"client_secret": "do-not-show-me"})
    run = make.run(account)

    for where in ("/connections/", path(account), path(account, f"runs/{run.pk}/"), "/"):
        assert "do-not-show-me" not in coordinator.open(where).html


def test_the_list_costs_the_same_however_many_there_are(
    coordinator, acme, django_assert_max_num_queries
):
    make.run(make.account(acme, "One"))
    coordinator.open("/queue/count/")  # what the navigation keeps for a minute
    with django_assert_max_num_queries(16) as few:
        coordinator.open("/connections/")
    for number in range(6):
        make.run(make.account(acme, f"Account {number}"))
    with django_assert_max_num_queries(len(few)):
        coordinator.open("/connections/")


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "Not read to the end: interviews, jobs. 3 records could not be read.",
            "Nicht bis zum Ende gelesen: Interviews, Stellen. 3 Datensätze konnten nicht gelesen werden.",
        ),
        ("3 records could not be read.", "3 Datensätze konnten nicht gelesen werden."),
        ("Not read to the end: jobs.", "Nicht bis zum Ende gelesen: Stellen."),
        ("The vendor says: 503.", "The vendor says: 503."),
    ],
)
def test_what_a_run_says_is_read_in_the_readers_language(alice, greenhouse, message, told):
    run = make.run(greenhouse, "partial", message=message)
    User.objects.filter(pk=alice.pk).update(language="de")
    visitor = reader(User.objects.get(pk=alice.pk))

    assert told in visitor.open(f"/connections/{greenhouse.uuid}/runs/{run.pk}/").text
    assert told in visitor.open(f"/connections/{greenhouse.uuid}/").text
