"""The hub's own interviews over the API: read over all accounts in the shape of seed 002, and written back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from candidates.models import Company
from connectors.models import IntegratedAccount, WriteBack
from connectors.sandbox.sandbox import Sandbox
from connectors.services.accounts import connect
from connectors.sync.writebacks import work_on
from connectors.v1.interviews import examples
from interviews.models import Interview
from tests import make
from tests.connectors.sync.stage import Clock, Stage
from tests.connectors.v1.operator import Operator, valid

NOW = datetime.now(UTC)
SEED = set(examples.INTERVIEW) - {
    "unified_status", "all_day", "integrated_account_id", "vendor", "remote_id", "writes"
}  # fmt: skip


@pytest.fixture
def drvn(acme: Company, transactional_db: None, settings: Any):
    """An account at DRVN, read once, and its stage."""
    settings.ALLOW_PRIVATE_ADDRESSES = True
    clock = Clock()
    with Sandbox(seed=7, size=12, vendors=("drvn",), clock=clock, rate_limits=False) as sandbox:
        offer = sandbox.connection("drvn")
        offer["options"] = {**offer["options"], "read": "interviews"}
        account = connect(company=acme, name="drivers", now=clock(), check=False, **offer)
        stage = Stage(sandbox, clock)
        stage.sync(account)
        yield account, stage


@pytest.fixture
def writer(acme: Company) -> Operator:
    return Operator(acme, "read", "write", "pii")


def work(stage: Stage) -> WriteBack:
    return work_on(WriteBack.objects.latest("pk").pk, clock=stage.clock, sleep=stage.clock.sleep)


def one(account: IntegratedAccount, word: str) -> Interview:
    return Interview.objects.filter(account=account, vendor_status=word).order_by("-start_at")[0]


def refusal(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    told: dict[str, Any] = response.json()
    return told


def test_the_examples_are_what_the_schema_says() -> None:
    for example, name in (
        (examples.ENVELOPE, "InterviewEnvelope"), (examples.PAGE, "InterviewPage"),
        (examples.ASKED, "InterviewAsked"), (examples.CHANGE, "InterviewChange"),
        (examples.PROPOSAL, "InterviewProposal"),
    ):  # fmt: skip
        assert valid(example, name)


def test_every_field_of_the_seed_is_there(drvn: Any, writer: Operator) -> None:
    account, stage = drvn
    interview = one(account, "scheduled")

    told = writer.get(f"interviews/{interview.pk}")

    assert valid(told, "InterviewEnvelope")
    shown = told["interview"]
    there = stage.sandbox.apps["drvn"].world.interviews[int(interview.remote_id or 0)]
    assert shown.keys() >= SEED
    assert shown["interviewee"]["driver"]["title"] == there.application.driver.title
    assert shown["interviewee_id"] == interview.application_id
    assert shown["interviewer"]["title"] == there.interviewer.title
    assert (shown["status"], shown["unified_status"]) == ("scheduled", "scheduled")
    assert shown["start_at"].endswith(".000Z")


def test_without_personal_data_the_interviewer_is_not_named(drvn: Any, acme: Any) -> None:
    account, _stage = drvn
    interview = one(account, "scheduled")

    shown = Operator(acme, "read").get(f"interviews/{interview.pk}")["interview"]

    assert shown["interviewer_id"] == shown["interviewer"]["id"] is not None
    assert shown["interviewer"]["title"] is None


def test_a_change_is_written_back_and_told(drvn: Any, writer: Operator) -> None:
    account, stage = drvn
    interview = one(account, "pending")
    path = f"interviews/{interview.pk}"
    start = (stage.clock() + timedelta(days=3)).replace(microsecond=0)
    body = {
        "interview": {
            "location": "https://google.meet",
            "start_at": start.isoformat(),
            "end_at": (start + timedelta(minutes=30)).isoformat(),
            "kind": "video_call",
            "interviewee_id": interview.application_id,
        }
    }

    asked = writer.ask("patch", path, body)

    assert asked.status_code == 202
    assert valid(asked.json(), "InterviewAsked")
    assert asked.json()["write"]["state"] == "queued"
    assert writer.get(path)["interview"]["writes"] == [asked.json()["write"]]
    assert work(stage).state == "done"
    shown = writer.get(path)["interview"]
    assert (shown["location"], shown["kind"]) == ("https://google.meet", "video_call")
    assert shown["start_at"] == f"{start:%Y-%m-%dT%H:%M:%S}.000Z"
    assert [one["state"] for one in shown["writes"]] == ["done"]


def test_an_interview_is_amended_accepted_and_cancelled(drvn: Any, writer: Operator) -> None:
    account, stage = drvn
    world = stage.sandbox.apps["drvn"].world
    interview = one(account, "scheduled")
    start = (stage.clock() + timedelta(days=3)).replace(microsecond=0)
    times = {
        "amend_start_at": start.isoformat(),
        "amend_end_at": (start + timedelta(hours=1)).isoformat(),
    }
    path = f"interviews/{interview.pk}"
    assert writer.ask("post", f"{path}/amend", {"interview": times}).status_code == 202
    assert work(stage).state == "done"
    shown = writer.get(path)["interview"]
    assert (shown["status"], shown["amended_by"]) == ("amended", "interviewer")
    assert shown["amend_start_at"] == f"{start:%Y-%m-%dT%H:%M:%S}.000Z"
    told = refusal(writer.ask("post", f"{path}/accept"), 409)
    assert told["message"] == "The other side has to accept this proposal."

    theirs = next(row for row in world.interviews if row.amended_by == "interviewee")
    proposed = Interview.objects.get(account=account, remote_id=str(theirs.id))
    assert writer.ask("post", f"interviews/{proposed.pk}/accept", {}).status_code == 202
    assert work(stage).state == "done"
    assert writer.ask("post", f"interviews/{proposed.pk}/cancel").status_code == 202
    assert work(stage).state == "done"
    assert theirs.status == "cancelled"
    told = refusal(writer.ask("post", f"interviews/{proposed.pk}/reject"), 409)
    assert "only the driver rejects" in told["message"]


def test_the_same_idempotency_key_is_one_wish(drvn: Any, writer: Operator) -> None:
    account, _ = drvn
    path = f"/api/v1/interviews/{one(account, 'pending').pk}/cancel"
    head = {"Authorization": f"Bearer {writer.secret}", "Idempotency-Key": "once"}
    json = "application/json"
    answers = [Client().post(path, headers=head, content_type=json) for _ in range(2)]

    assert [each.status_code for each in answers] == [202, 202]
    assert WriteBack.objects.count() == 1
    other = f"/api/v1/interviews/{one(account, 'scheduled').pk}/cancel"
    assert refusal(Client().post(other, headers=head, content_type=json), 409)[
        "message"
    ].startswith("This key")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"interview": {"color": "red", "start_at": "soon"}}, ["color", "start_at"]),
        ({"interview": {}}, ["interview"]),
        ({"interview": {"end_at": "2001-01-01T00:00:00Z"}}, ["end_at"]),
        ({"interview": {"interviewer_id": 99999999}}, ["interviewer_id"]),
        ({"interview": {"interviewee_id": True}}, ["interviewee_id"]),
        ({"interview": "x", "more": 1}, ["interview", "more"]),
        ([], ["body"]),
        ({"interview": {"start_at": "2026-03-09T09:00:00"}}, ["start_at"]),
    ],
)
def test_what_is_not_understood_is_refused_by_name(
    drvn: Any, writer: Operator, body: Any, named: list[str]
) -> None:
    account, _ = drvn
    told = refusal(writer.ask("patch", f"interviews/{one(account, 'pending').pk}", body), 400)

    assert [each["parameter"] for each in told["details"]["failures"]] == named
    assert not WriteBack.objects.exists()


def test_a_field_that_the_vendor_does_not_take_is_refused(acme: Company, writer: Operator) -> None:
    account = make.account(acme, vendor="greenhouse")
    interview = make.interview(account, NOW, external_event_id="hub-1")

    told = refusal(
        writer.ask("patch", f"interviews/{interview.pk}", {"interview": {"kind": "phone"}}), 400
    )
    assert told["message"].startswith("kind: Greenhouse takes no such change.")


def test_whoever_may_not_cannot(acme: Company, globex: Company) -> None:
    account = make.account(acme)
    interview = make.interview(account, NOW)
    path = f"interviews/{interview.pk}"
    reader, stranger = Operator(acme, "read"), Operator(globex, "read", "write")
    limited = Operator(acme, "read", "write", accounts=[make.account(acme, "Other")])

    assert reader.ask("patch", path, {"interview": {"location": "x"}}).status_code == 403
    assert reader.ask("post", f"{path}/cancel").status_code == 403
    assert Operator(acme, "operations").ask("get", path).status_code == 403
    for caller in (stranger, limited):
        assert caller.ask("get", path).status_code == 404
        assert caller.ask("post", f"{path}/cancel").status_code == 404
        assert caller.get("interviews")["interviews"] == []
    assert reader.get(path)["interview"]["interviewee"]["driver"]["phone_number"] is None
    make.lose([interview])
    assert reader.ask("get", path).status_code == 404
    assert reader.get(path, include_deleted="true")["interview"]["deleted_at"]


def test_pages_hold_every_interview_once_and_filters_narrow_them(
    acme: Company, django_assert_num_queries: Any
) -> None:
    account, other = make.account(acme), make.account(acme, "Other", vendor="drvn")
    for number in range(5):
        made = make.interview(account, NOW + timedelta(days=number))
        Interview.objects.filter(pk=made.pk).update(kind="video_call")
    london = make.interview(other, NOW, location="London", vendor_status="pending", status="draft")
    reader = Operator(acme, "read")

    seen, cursor = [], {}
    while True:
        page = reader.get("interviews", limit=4, **cursor)
        assert valid(page, "InterviewPage")
        seen += [row["id"] for row in page["interviews"]]
        if page["next_cursor"] is None:
            break
        cursor = {"next_cursor": page["next_cursor"]}
    assert sorted(seen) == sorted(Interview.objects.values_list("pk", flat=True))
    assert len(set(seen)) == 6

    def ids(**query: str) -> list[int]:
        return [row["id"] for row in reader.get("interviews", **query)["interviews"]]

    assert ids(location="London") == ids(status="pending") == ids(unified_status="draft")
    assert ids(integrated_account_id=str(other.uuid)) == [london.pk]
    assert len(ids(kind="video_call")) == 5
    seat = london.interviewers.get().user_id
    assert ids(interviewer_id=str(seat)) == [london.pk]
    assert refusal(reader.ask("get", "interviews", interviewee_id="x"), 400)
    with_few = reader.ask("get", "interviews", limit=1)
    assert with_few.status_code == 200
    with django_assert_num_queries(8):
        ids(limit="5")
