"""Candidates, applications, jobs, stages and users: the same manners as the interviews."""

import json
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.models import RemoteRecord
from connectors.unified.record_components import whole_example
from connectors.unified.resources import RESOURCES
from tests.connectors.unified.test_docs import valid

MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
FRIDAY = datetime(2026, 3, 6, 8, tzinfo=UTC)
PATHS = {resource.kind: f"/unified/ats/{resource.path}" for resource in RESOURCES}
pytestmark = pytest.mark.django_db


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["result"]]


def test_each_record_in_full(api, greenhouse):
    both = {"vendor_created_at": MONDAY, "vendor_updated_at": FRIDAY}
    greenhouse.tells(
        "user", u7={"name": "Jack", "email": "jack@acme.example", "active": False, **both}
    )
    greenhouse.tells("job", j3={"name": "Engineer", "status": "open", **both})
    greenhouse.tells(
        "stage", s4={"name": "Onsite", "job_remote_id": "3", "active": True, "position": 2, **both}
    )
    greenhouse.tells(
        "candidate", c5={"name": "Kim Min-jun", "email": "kim@x.example", "phone": "+82 2", **both}
    )
    greenhouse.tells(
        "application",
        a6={
            "candidate_remote_id": "5",
            "job_remote_id": "3",
            "stage_remote_id": "4",
            "prospect": False,
            "status": "active",
            "vendor_status": "in_progress",
            **both,
        },
    )
    times = {"created_at": "2026-03-02T08:00:00.000Z", "updated_at": "2026-03-06T08:00:00.000Z"}
    own = {
        "integrated_account_id": greenhouse.uuid,
        "vendor": "greenhouse",
        "remote_data": None,
        **times,
    }

    def one(kind, remote_id):
        row = api.get(f"{PATHS[kind]}/{remote_id}").json()
        assert isinstance(row.pop("hub_id"), int)
        assert {name: row.pop(name) for name in own} == own
        assert row.pop("id") == remote_id
        return row

    assert one("user", "7") == {
        "name": "Jack",
        "emails": [{"email": "jack@acme.example", "type": None}],
        "disabled": True,
    }
    assert one("job", "3") == {"name": "Engineer", "status": "open"}
    assert one("stage", "4") == {
        "name": "Onsite",
        "job": {"id": "3"},
        "status": "active",
        "position": 2,
    }
    assert one("candidate", "5") == {
        "first_name": None,
        "last_name": None,
        "name": "Kim Min-jun",
        "emails": [{"email": "kim@x.example", "type": None}],
        "phones": [{"number": "+82 2", "type": None}],
        "time_zone": None,
        "status": None,
        "vendor_status": None,
        "deadline": None,
    }
    assert one("application", "6") == {
        "candidate": {"id": "5"},
        "job": {"id": "3"},
        "current_stage": {"id": "4", "name": "Onsite"},
        "prospect": False,
        "status": "active",
        "vendor_status": "in_progress",
        "applied_at": "2026-03-02T08:00:00.000Z",
    }


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.path)
def test_answers_and_examples_are_what_the_schema_says(api, greenhouse, resource):
    greenhouse.tells(resource.kind, r1={}, r2={"vendor_created_at": MONDAY})
    greenhouse.loses("2", kind=resource.kind)
    path = PATHS[resource.kind]

    page = api.get(path, {"include_deleted": "true"}).json()

    assert [len(page["result"]), page["result"][1]["deleted_reason"]] == [2, "absent"]
    assert valid(page, f"{resource.component}Page")
    keyed = api.get(path, {"truto_key_by": "id"}).json()
    assert keyed["result"].keys() == {"1"}
    assert valid(keyed, f"{resource.component}Page")
    assert valid(whole_example(resource), resource.component)
    assert valid(api.get(path, {"limit": "0"}).json(), "Error")


def test_a_tombstone_is_not_found_unless_asked_for(api, greenhouse):
    greenhouse.tells("job", j1={"name": "Gone"})
    greenhouse.loses("1", kind="job")

    assert ids(api.get(PATHS["job"])) == []
    gone = api.get(f"{PATHS['job']}/1")
    assert gone.status_code == 404
    assert "is gone since 2026-03-02 (absent)" in gone.json()["message"]
    assert api.get(f"{PATHS['job']}/1", {"include_deleted": "true"}).json()["name"] == "Gone"


def test_filters_find_what_they_say(api, greenhouse):
    greenhouse.tells("job", j1={"status": "open"}, j2={"status": "closed"}, j3={})
    greenhouse.tells(
        "application",
        a1={"candidate_remote_id": "9", "status": "active", "vendor_updated_at": MONDAY},
        a2={"candidate_remote_id": "9", "status": None, "vendor_updated_at": FRIDAY},
        a3={"candidate_remote_id": "8", "status": "hired"},
    )
    greenhouse.tells("candidate", c1={"email": "a@x.example"}, c2={"email": "b@x.example"})

    assert ids(api.get(PATHS["job"], {"status": "open,closed"})) == ["1", "2"]
    applications = PATHS["application"]
    assert ids(api.get(applications, {"candidate_id": "9"})) == ["1", "2"]
    assert ids(api.get(applications, {"status": "hired,null"})) == ["2", "3"]
    assert ids(api.get(applications, {"updated_at[gt]": "2026-03-03"})) == ["2"]
    assert ids(api.get(applications, {"updated[lt]": "2026-03-03"})) == ["1"]
    assert ids(api.get(PATHS["candidate"], {"email": "b@x.example"})) == ["2"]


@pytest.mark.parametrize(
    ("kind", "query", "told"),
    [
        ("job", "foo=1", "foo: there is no such parameter."),
        ("job", "candidate_id=1", "candidate_id: there is no such parameter."),
        ("application", "status=open", "“open” is not among its values."),
        ("user", "sort=name", "“name” is not among its values."),
        ("stage", "next_cursor=abc", "This is no cursor of ours"),
        ("candidate", "truto_key_by=emails", "“emails” is not among its values."),
    ],
)
def test_what_is_not_understood_is_refused_by_name(api, kind, query, told):
    answer = api.get(PATHS[kind], query)

    assert answer.status_code == 400
    assert told in answer.json()["message"]


def test_a_cursor_belongs_to_one_list(api, greenhouse):
    greenhouse.tells("job", j1={}, j2={})
    greenhouse.tells("user", u1={}, u2={})

    cursor = api.get(PATHS["job"], {"limit": "1"}).json()["next_cursor"]

    assert ids(api.get(PATHS["job"], {"limit": "1", "next_cursor": cursor})) == ["2"]
    answer = api.get(PATHS["user"], {"limit": "1", "next_cursor": cursor})
    assert "belongs to another search" in answer.json()["message"]


def test_without_personal_data_there_is_no_address_and_no_raw_record(acme, greenhouse, caller):
    greenhouse.tells("candidate", c1={"name": "Kim", "email": "kim@x.example", "phone": "1"})
    keep_raw(greenhouse, "candidates", "1", {"id": 1, "email": "kim@x.example"})
    plain = caller(acme, greenhouse, scopes=("read",))
    everything = caller(acme, greenhouse, scopes=("read", "pii"))

    row = plain.get(f"{PATHS['candidate']}/1").json()

    assert [row["name"], row["emails"], row["phones"]] == ["Kim", None, None]
    assert "kim@x.example" not in json.dumps(row)
    assert plain.get(PATHS["candidate"], {"truto_response_format": "raw"}).status_code == 403
    raw = everything.get(PATHS["candidate"], {"truto_response_format": "raw"}).json()
    assert raw["result"] == [{"id": 1, "email": "kim@x.example"}]


def test_without_personal_data_nobody_is_found_by_an_address_and_no_user_is_named(
    acme, greenhouse, caller
):
    greenhouse.tells("candidate", c1={"name": "Kim", "email": "kim@x.example"})
    greenhouse.tells("user", u1={"name": "Kate", "email": "kate@x.example"})
    plain = caller(acme, greenhouse, scopes=("read",))
    everything = caller(acme, greenhouse, scopes=("read", "pii"))

    for kind, address in (("candidate", "kim@x.example"), ("user", "kate@x.example")):
        refused = plain.get(PATHS[kind], {"email": address})
        assert refused.status_code == 403
        assert "“pii”" in refused.json()["message"]
        assert ids(everything.get(PATHS[kind], {"email": address})) == ["1"]
    assert plain.get(f"{PATHS['user']}/1").json()["name"] is None
    named = everything.get(PATHS["user"], {"truto_key_by": "name"}).json()["result"]
    assert list(named) == ["Kate"]


def keep_raw(vendor, resource, remote_id, raw):
    RemoteRecord.objects.create(
        account=vendor.account,
        resource=resource,
        remote_id=remote_id,
        raw=zlib.compress(json.dumps(raw).encode()),
        digest="",
        read_at=MONDAY,
    )


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.path)
def test_another_company_and_account_see_nothing(
    resource, acme, globex, greenhouse, connect, caller
):
    greenhouse.tells(resource.kind, r1={})
    strangers = connect(globex)
    stranger, second = caller(globex, strangers), connect(acme, "Second")
    sibling = caller(acme, second)

    for asking in (stranger, sibling):
        assert ids(asking.get(PATHS[resource.kind])) == []
        assert asking.get(f"{PATHS[resource.kind]}/1").status_code == 404
        named = {"integrated_account_id": greenhouse.uuid}
        assert asking.get(PATHS[resource.kind], named).status_code == 404


@pytest.mark.parametrize("count", [3, 120])
def test_a_page_costs_the_same_however_long_it_is(
    api, greenhouse, count, django_assert_num_queries
):
    greenhouse.tells("stage", s4={"name": "Onsite"})
    greenhouse.tells(
        "application", **{f"a{n}": {"stage_remote_id": "4"} for n in range(100, 100 + count)}
    )
    api.get(PATHS["application"])

    # key, accounts, applications; the account's lists, raw records
    with django_assert_num_queries(5):
        found = api.get(PATHS["application"], {"limit": "500"}).json()["result"]

    assert len(found) == count
    assert found[-1]["current_stage"] == {"id": "4", "name": "Onsite"}


def test_the_path_with_underscores_is_the_same_list(api, greenhouse):
    greenhouse.tells("stage", s1={"name": "Onsite"})

    assert ids(api.get("/unified/ats/job_interview_stages")) == ["1"]
    assert api.get("/unified/ats/job_interview_stages/1").json()["name"] == "Onsite"


moments = st.sampled_from([None, MONDAY, FRIDAY])


@settings(max_examples=20)
@given(
    times=st.lists(moments, max_size=12),
    limit=st.integers(1, 5),
    sort=st.sampled_from(["id", "-id", "updated_at", "-updated_at"]),
)
def test_pages_hold_every_record_once_in_order(api, greenhouse, times, limit, sort):
    names = [f"{1000 + place}" for place in range(len(times))]
    greenhouse.loses(*ids(api.get(PATHS["user"], {"limit": "500"})), kind="user")
    greenhouse.tells(
        "user",
        **{f"u{name}": {"vendor_updated_at": at} for name, at in zip(names, times, strict=True)},
    )

    seen, cursor = [], ""
    while cursor is not None:
        query = {"limit": str(limit), "sort": sort} | ({"next_cursor": cursor} if cursor else {})
        page = api.get(PATHS["user"], query).json()
        assert len(page["result"]) <= limit
        seen += page["result"]
        cursor = page["next_cursor"]

    assert sorted(row["id"] for row in seen) == names
    if sort.endswith("updated_at"):
        told = [row["updated_at"] for row in seen if row["updated_at"]]
        assert told == sorted(told, reverse=sort.startswith("-"))
        assert [row["updated_at"] for row in seen][len(told) :] == [None] * (len(seen) - len(told))
