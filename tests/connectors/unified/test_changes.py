"""The change stream: complete, in order, and whoever applies it has the hub's tables."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.models import Change
from candidates.services.horizon import settled_through
from connectors.v1.operations.catalogue import SUBJECTS
from interviews.models import Interview, Job
from interviews.services.mirror import KINDS
from tests.connectors.sync.stage import Clock, Stage, applied, small_sandbox, stored
from tests.connectors.unified.test_docs import valid

PATH = "/api/v1/changes"
MIRRORED = {str(kind.model._meta.model_name) for kind in KINDS.values()}
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def read(api, query=""):
    api.account = None
    answer = api.get(PATH, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def whole(api, limit=2):
    """All of the stream, page by page."""
    found, page = [], read(api, {"limit": limit})
    while page["more"]:
        assert len(page["result"]) == limit
        found += page["result"]
        page = read(api, {"limit": limit, "after": page["next_cursor"]})
    return found + page["result"], page["next_cursor"]


def test_what_happened_is_told_in_order_and_from_where_one_stopped(api, greenhouse):
    greenhouse.tells("job", j1={"name": "Engineer"}, j2={"name": "Designer"})
    greenhouse.tells("job", j1={"name": "Engineer II"})
    first, cursor = whole(api)

    assert [(one["kind"], one["remote_id"], one["fields"].get("name")) for one in first] == [
        ("ADDED", "1", [None, "Engineer"]),
        ("ADDED", "2", [None, "Designer"]),
        ("UPDATED", "1", ["Engineer", "Engineer II"]),
    ]
    assert first[0]["integrated_account_id"] == greenhouse.uuid

    greenhouse.loses("2", kind="job")
    page = read(api, {"after": cursor})

    assert [(one["kind"], one["remote_id"]) for one in page["result"]] == [("DELETED", "2")]
    assert valid(page, "ChangePage")
    again = read(api, {"after": page["next_cursor"]})
    assert (again["result"], again["more"]) == ([], False)


def test_it_can_be_narrowed_and_a_cursor_belongs_to_what_was_asked(api, greenhouse, connect, acme):
    other = connect(acme, "Second")
    greenhouse.tells("job", j1={})
    greenhouse.tells("interview", i1={"start_at": NOON})
    other.tells("job", j9={})

    page = read(api, {"record": "job", "integrated_account_id": other.uuid})

    assert [one["remote_id"] for one in page["result"]] == ["9"]
    answer = api.get(PATH, {"after": page["next_cursor"]})
    assert answer.status_code == 400
    assert "belongs to another search" in answer.json()["message"]
    assert "“jobs” is not among its values" in api.get(PATH, {"record": "jobs"}).json()["message"]


def test_nobody_reads_another_company_or_an_account_beyond_the_key(
    api, greenhouse, globex, acme, connect, caller
):
    greenhouse.tells("job", j1={"name": "Secret"})
    second = connect(acme, "Second")

    assert read(caller(globex, connect(globex)))["result"] == []
    assert read(caller(acme, second))["result"] == []
    refused = caller(acme, second).get(PATH, {"integrated_account_id": greenhouse.uuid})
    assert refused.status_code == 400
    assert "there is no account" in refused.json()["message"]


def test_addresses_need_the_scope_for_personal_data(acme, greenhouse, caller):
    greenhouse.tells("candidate", c1={"name": "Kim", "email": "kim@x.example", "phone": "1"})

    [plain] = read(caller(acme, greenhouse, scopes=("read",)))["result"]
    [full] = read(caller(acme, greenhouse, scopes=("read", "pii")))["result"]

    assert plain["fields"] == {"name": [None, "Kim"], "email": [None, None], "phone": [None, None]}
    assert full["fields"]["email"] == [None, "kim@x.example"]


def test_who_interviews_needs_it_too(acme, greenhouse, caller):
    greenhouse.tells("interview", i1={"start_at": NOON})
    seat = {"1:kate@x.example": {"interview_remote_id": "1", "name": "Kate"}}
    greenhouse.tells("interviewer", **{f"p{key}": news for key, news in seat.items()})
    greenhouse.tells("user", u1={"name": "Kate"})

    def told(*scopes):
        everything = read(caller(acme, greenhouse, scopes=scopes))["result"]
        return [one for one in everything if one["record"] in ("interviewer", "atsuser")]

    assert "kate" not in str(told("read")).lower()
    assert [one["fields"]["name"] for one in told("read", "pii")] == [[None, "Kate"]] * 2


steps = st.lists(
    st.tuples(
        st.sampled_from(["job", "interview", "lose"]),
        st.sampled_from(["1", "2", "3"]),
        st.sampled_from([None, "A", "B"]),
    ),
    max_size=12,
)


@settings(max_examples=15)
@given(steps=steps)
def test_applied_from_the_start_it_is_the_tables(api, greenhouse, steps):
    for what, remote_id, word in steps:
        if what == "lose":
            greenhouse.loses(remote_id, kind="job")
        elif what == "job":
            greenhouse.tells("job", **{f"j{remote_id}": {"name": word}})
        else:
            greenhouse.tells("interview", **{f"i{remote_id}": {"title": word, "start_at": NOON}})

    copy = {}
    for one in whole(api, limit=5)[0]:
        row = copy.setdefault((one["record"], one["record_id"]), {})
        assert (one["kind"] == "ADDED") == (row == {})
        row |= {"": True} | {name: new for name, (old, new) in one["fields"].items()}

    jobs = {("job", row.pk): (row.name, row.deleted_at is not None) for row in Job.objects.all()}
    interviews = {("interview", row.pk): row.title for row in Interview.objects.all()}
    assert {
        key: (row.get("name"), row.get("deleted_at") is not None)
        for key, row in copy.items()
        if key[0] == "job"
    } == jobs
    assert {
        key: row.get("title") for key, row in copy.items() if key[0] == "interview"
    } == interviews


@pytest.mark.django_db(transaction=True)
def test_every_table_of_a_vendor_is_rebuilt_from_the_stream_alone(caller, settings):
    settings.ALLOW_PRIVATE_ADDRESSES = True
    with small_sandbox(Clock()) as sandbox:
        stage = Stage(sandbox, sandbox.clock)
        account = stage.connect("whole")
        stage.sync(account)
        stage.clock.forward(days=1)
        stage.sync(account, full=True)

    told, _ = whole(caller(account.company), limit=500)

    rows = [(one["kind"], one["record"], one["record_id"], one["fields"]) for one in told]
    tables = {key: row for key, row in applied(rows).items() if key[0] in MIRRORED}
    assert tables == stored(account)
    assert {name for name, _ in tables} >= {
        "interview",
        "candidate",
        "application",
        "job",
        "stage",
        "atsuser",
    }


def test_every_table_that_a_vendor_fills_can_be_asked_for():
    assert set(SUBJECTS) >= MIRRORED


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_nothing_turns_up_behind_a_reader(api, greenhouse):
    """A slow transaction took its numbers first and ends last."""
    taken, go_on = threading.Event(), threading.Event()

    def slowly():
        try:
            with transaction.atomic():
                greenhouse.tells("job", j1={"name": "slow"})
                taken.set()
                assert go_on.wait(600)
        finally:
            connection.close()

    slow = threading.Thread(target=slowly)
    slow.start()
    assert taken.wait(600)
    with transaction.atomic():
        greenhouse.tells("job", j2={"name": "quick"})
    before = read(api)
    go_on.set()
    slow.join()
    after = read(api, {"after": before["next_cursor"]})

    told = [one["remote_id"] for one in before["result"] + after["result"]]
    assert before["result"] == []
    assert told == ["1", "2"]
    assert settled_through() == Change.objects.latest("pk").pk
