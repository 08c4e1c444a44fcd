"""Lists and records as of a moment: what the hub knew then, whatever came later."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.models import Candidate, Change
from candidates.services.changes import Origin
from candidates.services.erasure import erase_candidate
from candidates.services.mirror import Arrival
from connectors.models import SyncRun
from interviews.services.erasure import erase_interviews
from interviews.services.mirror import bury_remote, mirror
from tests.connectors.unified.test_docs import valid

START = datetime(2024, 3, 4, 9, tzinfo=UTC)
ATS = "/unified/ats"
HOUR = timedelta(hours=1)
PATHS = ("interviews", "candidates", "applications", "jobs", "job-interview-stages", "users")
QUERIES = [
    *((path, {}) for path in PATHS),
    *((path, {"include_deleted": "true", "sort": "-id"}) for path in PATHS),
    ("interviews", {"include_undated": "true", "status": "scheduled,null"}),
    ("interviews", {"interviewer_id": "1"}),
    ("interviews", {"candidate_id": "1", "start_at[gte]": (START + HOUR).isoformat()}),
    ("candidates", {"email": "a@acme.example"}),
    ("applications", {"status": "active,null", "updated_at[lt]": (START + 2 * HOUR).isoformat()}),
    ("jobs", {"status": "open"}),
]
keys = st.sampled_from(["1", "2", "3"])
refers = st.sampled_from([None, "1", "2"])
moments = st.none() | st.integers(0, 3).map(lambda hours: START + hours * HOUR)
texts = st.sampled_from([None, "", "Room 4", "면접"])
vendor_times = {"vendor_updated_at": moments}
NEWS = {
    "interview": {
        "title": texts,
        "location": texts,
        "start_at": moments,
        "status": st.sampled_from([None, "scheduled", "completed"]),
        "candidate_remote_id": refers,
        "application_remote_id": refers,
        "organizer_remote_id": refers,
        **vendor_times,
    },
    "candidate": {
        "name": texts,
        "email": st.sampled_from([None, "a@acme.example", "b@acme.example"]),
        **vendor_times,
    },
    "application": {
        "candidate_remote_id": refers,
        "job_remote_id": refers,
        "stage_remote_id": refers,
        "prospect": st.sampled_from([None, True, False]),
        "status": st.sampled_from([None, "active", "rejected"]),
        **vendor_times,
    },
    "job": {"name": texts, "status": st.sampled_from([None, "open", "closed"])},
    "stage": {"name": texts, "job_remote_id": refers, "position": st.sampled_from([None, 1, 2])},
    "user": {
        "name": texts,
        "email": st.sampled_from([None, "k@acme.example"]),
        "active": st.sampled_from([None, True, False]),
    },
    "interviewer": {
        "user_remote_id": refers,
        "response_status": st.sampled_from([None, "accepted", "declined"]),
    },
}


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, str, dict[str, Any] | None]:
    """A kind, a record's id, and what its vendor tells of it; None: it is gone."""
    kind = draw(st.sampled_from([*NEWS, "interview", "interviewer"]))
    remote_id = draw(keys)
    if draw(st.integers(0, 4)) == 0:
        return kind, remote_id, None
    fields = NEWS[kind]
    chosen = draw(st.sets(st.sampled_from(sorted(fields)), min_size=1))
    news = {name: draw(fields[name]) for name in sorted(chosen)}
    if kind == "interviewer":
        news["interview_remote_id"] = remote_id
    return kind, remote_id, news


def origin(account: Any, at: datetime) -> Origin:
    return Origin(company_id=account.company_id, account_id=account.pk, source="sync", at=at)


def happen(
    account: Any, at: datetime, kind: str, remote_id: str, news: dict[str, Any] | None
) -> None:
    if news is None:
        bury_remote(kind=kind, remote_ids=[remote_id], reason="absent", origin=origin(account, at))
    else:
        arrivals = [Arrival(remote_id=remote_id, news=news)]
        mirror(kind=kind, arrivals=arrivals, origin=origin(account, at))


def walk(api: Any, path: str, query: dict[str, str]) -> list[dict[str, Any]]:
    """All pages; with as_of some may be short."""
    found: list[dict[str, Any]] = []
    more = {"truto_response_format": "normalized"} | query
    while True:
        answer = api.get(f"{ATS}/{path}", more)
        assert answer.status_code == 200, answer.content
        page = answer.json()
        found += page["result"]
        if page["next_cursor"] is None:
            return found
        more = more | {"next_cursor": page["next_cursor"]}


@settings(
    max_examples=8,
    deadline=None,
)
@given(history=st.lists(st.lists(steps(), min_size=1, max_size=5), min_size=2, max_size=4))
def test_any_moment_is_told_as_it_was(api, greenhouse, history):
    """The oracle is the list itself, asked at that moment."""
    with transaction.atomic():
        seen = []
        for number, together in enumerate(history):
            at = START + number * HOUR
            for kind, remote_id, news in together:
                happen(greenhouse.account, at, kind, remote_id, news)
            seen.append((at, [walk(api, path, query) for path, query in QUERIES]))
        for at, then in seen:
            as_of = {"as_of": (at + HOUR / 2).isoformat(), "limit": "2"}
            assert [walk(api, path, query | as_of) for path, query in QUERIES] == then
        before = {"as_of": (START - HOUR).isoformat()}
        assert [walk(api, path, query | before) for path, query in QUERIES] == [[]] * len(QUERIES)
        transaction.set_rollback(True)


def tell(greenhouse: Any, hours: int, kind: str, remote_id: str, **news: Any) -> None:
    happen(greenhouse.account, START + hours * HOUR, kind, remote_id, news)


def at(hours: float) -> dict[str, str]:
    return {"as_of": (START + hours * HOUR).isoformat()}


def one(api: Any, path: str, query: dict[str, str]) -> Any:
    return api.get(f"{ATS}/{path}", query)


def test_a_record_is_told_as_it_was(api, greenhouse):
    tell(greenhouse, 0, "interview", "1", location="Room 4", start_at=START)
    tell(greenhouse, 0, "interviewer", "7", interview_remote_id="1", name="Kate")
    greenhouse.keeps_raw("1", {"id": 1})
    tell(greenhouse, 2, "interview", "1", location="Room 5")
    happen(greenhouse.account, START + 3 * HOUR, "interviewer", "7", None)
    happen(greenhouse.account, START + 4 * HOUR, "interview", "1", None)
    tell(greenhouse, 5, "interview", "1", location="Room 6")

    def shown(hours: float) -> Any:
        return one(api, "interviews/1", at(hours)).json()

    assert (shown(1)["location"], len(shown(1)["interviewers"])) == ("Room 4", 1)
    assert shown(1)["remote_data"] is None
    assert (shown(2)["location"], len(shown(2)["interviewers"])) == ("Room 5", 1)
    assert shown(3)["interviewers"] == []
    gone = one(api, "interviews/1", at(4))
    assert (gone.status_code, "is gone since 2024-03-04" in gone.json()["message"]) == (404, True)
    assert one(api, "interviews/1", at(4) | {"include_deleted": "true"}).json()["deleted_at"]
    assert shown(5)["location"] == "Room 6"
    assert "ETag" in one(api, "interviews/1", at(5))


def test_the_name_of_a_stage_is_that_of_then(api, greenhouse):
    tell(greenhouse, 0, "stage", "3", name="Phone")
    tell(greenhouse, 0, "application", "1", stage_remote_id="3")
    tell(greenhouse, 2, "stage", "3", name="Telephone")

    assert one(api, "applications/1", at(1)).json()["current_stage"]["name"] == "Phone"
    assert one(api, "applications/1", at(2)).json()["current_stage"]["name"] == "Telephone"


def test_what_was_erased_stays_erased(api, greenhouse):
    tell(greenhouse, 0, "candidate", "5", name="Kate Austen", email="kate@acme.example")
    tell(greenhouse, 0, "interview", "1", candidate_remote_id="5", title="Kate", start_at=START)
    tell(greenhouse, 1, "candidate", "5", name="Kate A.")
    kate = Candidate.objects.get(remote_id="5")
    with transaction.atomic():
        erase_interviews(kate.pk, origin=origin(greenhouse.account, START + 2 * HOUR))
        erase_candidate(kate.pk, origin=origin(greenhouse.account, START + 2 * HOUR))

    told = one(api, "candidates/5", at(0.5)).json()
    assert (told["id"], told["name"], told["emails"]) == ("5", None, [])
    told = one(api, "interviews/1", at(0.5)).json()
    assert (told["title"], told["candidate"]) == (None, {"id": "5"})
    asked = {"email": "kate@acme.example"} | at(0.5)
    assert one(api, "candidates", asked).json()["result"] == []
    assert "Kate" not in str(list(Change.objects.values_list("fields", flat=True)))


def test_before_the_first_sync_nothing_is_known_and_that_is_said(api, greenhouse):
    answer = one(api, "jobs", at(0)).json()
    assert answer["as_of"]["note"] == "The hub has never read this account."
    SyncRun.objects.create(
        account=greenhouse.account, trigger="command", queued_at=START, started_at=START
    )
    tell(greenhouse, 0, "job", "1", name="Engineer")

    early, later = one(api, "jobs", at(-1)).json(), one(api, "jobs", at(1)).json()
    assert valid(early, "UnifiedJobPage")
    assert valid(later, "UnifiedJobPage")

    assert (early["result"], len(later["result"])) == ([], 1)
    assert early["as_of"]["note"].startswith("The hub first read this account at 2024-03-04T09:00")
    assert later["as_of"] == {
        "at": "2024-03-04T10:00:00.000Z",
        "known_since": "2024-03-04T09:00:00.000Z",
        "note": None,
    }
    missing = one(api, "jobs/1", at(-1)).json()
    assert missing["message"].endswith("of the time before it knows nothing.")


@pytest.mark.parametrize(
    ("path", "query", "named"),
    [
        ("jobs", {"as_of": "2024-03-04"}, "as_of"),
        ("jobs", {"as_of": "2024-03-04T09:00:00"}, "as_of"),
        ("jobs", {"as_of": "9999-03-04T09:00:00Z"}, "as_of"),
        ("jobs", {"as_of[gte]": "2024-03-04T09:00:00Z"}, "as_of[gte]"),
        ("jobs/1", {"as_of": "yesterday"}, "as_of"),
        ("interviews", at(0) | {"sort": "-start_at"}, "sort"),
        ("users", at(0) | {"sort": "updated_at"}, "sort"),
        ("users", at(0) | {"truto_response_format": "raw"}, "as_of"),
        ("users", at(0) | {"next_cursor": "x"}, "next_cursor"),
    ],
)
def test_what_cannot_be_told_truly_is_refused(api, path, query, named):
    answer = one(api, path, query)

    assert answer.status_code == 400
    assert [each["parameter"] for each in answer.json()["details"]["failures"]] == [named]


def test_a_cursor_belongs_to_its_moment(api, greenhouse):
    for remote_id in "123":
        tell(greenhouse, 0, "job", remote_id, name="Engineer")
    page = one(api, "jobs", at(1) | {"limit": "1"}).json()

    other = one(api, "jobs", at(2) | {"limit": "1", "next_cursor": page["next_cursor"]})

    assert other.status_code == 400


@pytest.mark.parametrize("path", ["interviews", "applications"])
def test_a_page_of_the_past_costs_the_same_however_many_rows(
    api, greenhouse, path, django_assert_max_num_queries
):
    for number in range(30):
        key = str(number)
        tell(greenhouse, 0, "stage", key, name="Phone")
        tell(greenhouse, 0, "interview", key, start_at=START, location="a")
        tell(greenhouse, 0, "interviewer", key, interview_remote_id=key, name="K")
        tell(greenhouse, 0, "application", key, stage_remote_id=key)
        tell(greenhouse, 2, "interview", key, location="b")
        tell(greenhouse, 2, "stage", key, name="Onsite")

    one(api, path, at(1))

    def cost(limit: int) -> int:
        with django_assert_max_num_queries(12) as captured:
            page = one(api, path, at(1) | {"limit": str(limit)}).json()
        assert len(page["result"]) == limit
        return len(captured)

    assert cost(30) == cost(2)
