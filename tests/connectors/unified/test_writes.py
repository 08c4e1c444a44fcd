"""Interviews written in the unified shape: queued, done once at the vendor, guarded by the version that was seen."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from candidates.models import ApiKey, Company
from candidates.services.access import create_api_key
from connectors.models import IdempotencyKey, IntegratedAccount, WriteBack
from connectors.sandbox.sandbox import Sandbox
from connectors.services import schedule
from connectors.sync import writebacks
from connectors.unified import write_schema
from interviews.models import Application, AtsUser, Interview, Slot
from tests import make
from tests.connectors.sync.stage import Clock, Stage, small_sandbox
from tests.connectors.v1.operator import valid

LIST = "/unified/ats/interviews"
AT_ONCE = 50


@dataclass
class Writer:
    """Somebody with an API key who asks one account's interviews to be written."""

    account: IntegratedAccount
    secret: str

    def send(self, method: str, path: str = "", body: Any = "", **headers: str) -> Any:
        client = Client(raise_request_exception=False)
        address = f"{LIST}{path}?integrated_account_id={self.account.uuid}"
        head = {"Authorization": f"Bearer {self.secret}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if method == "get":
            return client.get(address, headers=head)
        return getattr(client, method)(address, body, content_type="application/json", headers=head)

    def took(self, response: Any) -> WriteBack:
        assert response.status_code == 202, response.content
        assert valid(response.json(), "Write")
        row = WriteBack.objects.get(pk=response.json()["id"])
        assert response["Location"] == f"/api/v1/writes/{row.pk}"
        return row

    def told(self, row: WriteBack) -> dict[str, Any]:
        head = {"Authorization": f"Bearer {self.secret}"}
        response = Client().get(f"/api/v1/writes/{row.pk}", headers=head)
        assert response.status_code == 200
        assert valid(response.json(), "Write")
        found: dict[str, Any] = response.json()
        return found


def key_for(company: Company, *scopes: str) -> str:
    _, secret = create_api_key(
        company=company,
        name=f"writer {ApiKey.objects.count()}",
        scopes=scopes,
        now=datetime.fromisoformat("2026-01-01T00:00Z"),
    )
    return secret


@pytest.fixture
def sandbox(settings: Any) -> Iterator[Sandbox]:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    with small_sandbox(Clock()) as started:
        yield started


@pytest.fixture
def stage(sandbox: Sandbox, transactional_db: None) -> Stage:
    return Stage(sandbox, sandbox.clock)


@pytest.fixture
def writer(stage: Stage) -> Writer:
    account = stage.connect("writes")
    stage.sync(account)
    return Writer(account, key_for(account.company, "read", "write", "pii"))


def work(row: WriteBack, stage: Stage) -> WriteBack:
    return writebacks.work_on(row.pk, clock=stage.clock, sleep=stage.clock.sleep)


def new_body(account: IntegratedAccount) -> dict[str, Any]:
    slots = Slot.objects.filter(account=account)
    jobs = slots.values("job_remote_id")
    application = Application.objects.filter(
        account=account, status="active", job_remote_id__in=jobs
    )[0]
    slot = slots.filter(job_remote_id=application.job_remote_id)[0]
    user = AtsUser.objects.filter(account=account, active=True)[0]
    return {
        "application": {"id": application.remote_id},
        "slot": {"id": slot.remote_id},
        "start_at": "2026-03-09T09:00:00+01:00",
        "end_at": "2026-03-09T10:00:00+01:00",
        "location": "Room 4",
        "interviewers": [{"id": user.remote_id}, {"email": "guest@partner.example.org"}],
    }


def at_vendor(stage: Stage) -> list[Any]:
    world = stage.sandbox.greenhouse.world
    return [one for one in world.interviews if (one.event_id or "").startswith("hub-")]


@pytest.fixture
def made(writer: Writer, stage: Stage) -> Interview:
    row = work(writer.took(writer.send("post", body=new_body(writer.account))), stage)
    assert row.state == "done", row.problem
    assert row.interview is not None
    return row.interview


def later(interview: Interview, hours: int = 1) -> dict[str, str]:
    assert interview.start_at
    assert interview.end_at
    span = timedelta(hours=hours)
    return {
        "start_at": (interview.start_at + span).isoformat(),
        "end_at": (interview.end_at + span).isoformat(),
    }


def refusal(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    told: dict[str, Any] = response.json()
    assert valid(told, "Error")
    return told


def test_the_examples_are_what_the_schema_says() -> None:
    assert valid(write_schema.NEW_EXAMPLE, "UnifiedInterviewNew")
    assert valid(write_schema.CHANGE_EXAMPLE, "UnifiedInterviewChange")
    assert valid(write_schema.POSSIBLE_EXAMPLE, "UnifiedInterviewActions")
    assert valid(write_schema.WRITE, "Write")


def test_an_interview_is_made_changed_and_cancelled(writer: Writer, stage: Stage) -> None:
    row = writer.took(writer.send("post", body=new_body(writer.account)))
    assert (writer.told(row)["state"], writer.told(row)["remote_id"]) == ("queued", None)
    assert work(row, stage).state == "done"
    told = writer.told(row)
    [there] = at_vendor(stage)
    assert told["remote_id"] == str(there.id)
    shown = writer.send("get", f"/{told['remote_id']}").json()
    assert (shown["hub_id"], shown["location"]) == (told["hub_id"], "Room 4")
    assert shown["start_at"] == "2026-03-09T08:00:00.000Z"
    assert len(shown["interviewers"]) == 2

    path = f"/{told['remote_id']}"
    change = {"start_at": "2026-03-09T13:00:00Z", "end_at": "2026-03-09T14:00:00Z"}
    row = writer.took(writer.send("patch", path, change | {"interviewers": shown_panel(shown)}))
    assert writer.told(row)["action"] == "update"
    assert work(row, stage).state == "done"
    shown = writer.send("get", path).json()
    assert (shown["start_at"], len(shown["interviewers"])) == ("2026-03-09T13:00:00.000Z", 1)

    assert work(writer.took(writer.send("delete", path)), stage).state == "done"
    assert writer.send("get", path).status_code == 404
    assert at_vendor(stage) == []


def shown_panel(shown: dict[str, Any]) -> list[dict[str, str]]:
    return [{"id": one["id"]} for one in shown["interviewers"] if one["id"]]


@pytest.mark.parametrize("fault", ["500", "reset"])
def test_it_waits_while_the_vendor_is_down_and_is_done_once_when_it_is_back(
    writer: Writer, stage: Stage, fault: str
) -> None:
    stage.sandbox.fault(fault, method="POST", path="/v3/interviews", times=2)
    row = writer.took(writer.send("post", body=new_body(writer.account), Idempotency_Key="k"))
    assert work(row, stage).state == "queued"
    told = writer.told(row)
    assert (told["state"], bool(told["problem"])) == ("queued", True)
    again = writer.send("post", body=new_body(writer.account), Idempotency_Key="k")
    assert (writer.took(again).pk, again["Idempotency-Replayed"]) == (row.pk, "true")

    for _ in range(5):
        stage.clock.forward(hours=5)
        if row.state == "queued":
            row = work(row, stage)

    assert writer.told(row)["state"] == "done"
    assert len(at_vendor(stage)) == 1


def test_a_worker_that_is_killed_in_the_middle_makes_nothing_twice(
    writer: Writer, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = writer.took(writer.send("post", body=new_body(writer.account), Idempotency_Key="k"))

    def die(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(writebacks, "look_after", die)
        with pytest.raises(KeyboardInterrupt):
            work(row, stage)
    again = writer.took(writer.send("post", body=new_body(writer.account), Idempotency_Key="k"))
    stage.clock.forward(minutes=10)

    assert work(again, stage).state == "done"
    assert len(at_vendor(stage)) == 1


def test_fifty_at_once_under_one_key_are_one_write(writer: Writer, stage: Stage) -> None:
    body = new_body(writer.account)
    start = Barrier(AT_ONCE)

    def ask(_: int) -> Any:
        try:
            start.wait(600)
            return writer.send("post", body=body, Idempotency_Key="fifty")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(ask, range(AT_ONCE)))

    assert {each.status_code for each in answers} == {202}
    [row] = WriteBack.objects.all()
    assert {each.json()["id"] for each in answers} == {row.pk}
    assert sum("Idempotency-Replayed" not in each for each in answers) == 1
    assert work(row, stage).state == "done"
    assert len(at_vendor(stage)) == 1


def test_a_key_names_one_request_for_a_day(
    writer: Writer, made: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, asked = f"/{made.remote_id}", later(made)
    first = writer.took(writer.send("patch", path, asked, Idempotency_Key="a"))
    turned = dict(reversed(asked.items()))
    assert writer.took(writer.send("patch", path, turned, Idempotency_Key="a")).pk == first.pk
    for other in (
        writer.send("patch", path, later(made, 2), Idempotency_Key="a"),
        writer.send("delete", path, Idempotency_Key="a"),
    ):
        assert refusal(other, 409)["message"].startswith("This key was used")
    stranger = Writer(writer.account, key_for(writer.account.company, "write"))
    assert stranger.send("delete", path, Idempotency_Key="a").status_code == 202
    told = refusal(writer.send("delete", path, Idempotency_Key="x" * 300), 400)
    assert told["details"]["failures"][0]["parameter"] == "Idempotency-Key"

    IdempotencyKey.objects.update(used_at=first.asked_at - timedelta(hours=24))
    assert writer.took(writer.send("delete", path, Idempotency_Key="a")).pk != first.pk
    assert IdempotencyKey.objects.count() == 2
    schedule.tidy(now=first.asked_at + timedelta(hours=1))
    assert IdempotencyKey.objects.count() == 1


def test_what_is_refused_leaves_the_key_free(writer: Writer, made: Interview) -> None:
    path = f"/{made.remote_id}"
    bad = later(made) | {"end_at": "2001-01-01T00:00:00Z"}
    assert writer.send("patch", path, bad, Idempotency_Key="k").status_code == 400
    assert not IdempotencyKey.objects.exists()
    assert writer.send("patch", path, later(made), Idempotency_Key="k").status_code == 202


def test_a_stale_version_is_told_the_difference_three_ways(
    writer: Writer, made: Interview, stage: Stage
) -> None:
    path = f"/{made.remote_id}"
    tag = writer.send("get", path)["ETag"]
    [there] = at_vendor(stage)
    stage.clock.forward(hours=1)
    stage.sandbox.greenhouse.world.set_location(there.id, "Room 9")
    stage.sync(writer.account, full=True)

    told = refusal(writer.send("patch", path, later(made), If_Match=tag), 412)

    assert told["details"]["fields"] == {
        "location": {"base": "Room 4", "yours": "Room 4", "theirs": "Room 9"},
        "start_at": {
            "base": "2026-03-09T08:00:00.000Z",
            "yours": later(made)["start_at"],
            "theirs": "2026-03-09T08:00:00.000Z",
        },
        "end_at": {
            "base": "2026-03-09T09:00:00.000Z",
            "yours": later(made)["end_at"],
            "theirs": "2026-03-09T09:00:00.000Z",
        },
    }
    assert refusal(writer.send("delete", path, If_Match=tag), 412)
    fresh = writer.send("get", path)["ETag"]
    assert fresh.startswith(f'"{told["details"]["version"]}-')
    assert writer.send("patch", path, later(made), If_Match=fresh).status_code == 202
    told = refusal(writer.send("patch", path, later(made), If_Match="newest"), 400)
    assert told["details"]["failures"][0]["parameter"] == "If-Match"


def test_a_change_of_the_panel_is_a_new_version(
    writer: Writer, made: Interview, stage: Stage
) -> None:
    path = f"/{made.remote_id}"
    tag = writer.send("get", path)["ETag"]
    seat = made.interviewers.exclude(user=None).get()
    stage.clock.forward(minutes=5)
    wanted = {"interviewers": [{"id": seat.user_remote_id}], "location": "Room 5"}
    row = writer.took(writer.send("patch", path, wanted))
    assert work(row, stage).state == "done"

    told = refusal(writer.send("patch", path, later(made), If_Match=tag), 412)

    panel = told["details"]["fields"]["interviewers"]
    assert (len(panel["base"]), len(panel["theirs"])) == (2, 1)


def test_what_the_vendor_takes_of_each_record_is_told(writer: Writer, made: Interview) -> None:
    theirs = Interview.objects.filter(account=writer.account, external_event_id=None)[0]

    def actions(one: Interview) -> dict[str, Any]:
        response = writer.send("get", f"/{one.remote_id}/actions")
        assert response.status_code == 200
        assert valid(response.json(), "UnifiedInterviewActions")
        return {each["action"]: each for each in response.json()["actions"]}

    assert {name: each["possible"] for name, each in actions(made).items()} == {
        "update": True,
        "cancel": True,
    }
    assert "interviewers" in actions(made)["update"]["fields"]
    assert not actions(theirs)["update"]["possible"]
    told = refusal(writer.send("patch", f"/{theirs.remote_id}", {"location": "x"}), 409)
    assert told["message"] == actions(theirs)["update"]["why_not"]
    assert told["details"] == {"allowed": []}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"start_at": "soon", "color": "red"}, ["start_at", "color"]),
        ({"slot": None}, ["slot"]),
        ({"slot": {"id": "1"}}, ["slot"]),
        ({"application": {"id": "nobody"}}, ["application"]),
        ({"application": "5"}, ["application"]),
        ({"interviewers": []}, ["interviewers"]),
        ({"interviewers": [{"id": "nobody"}]}, ["interviewers"]),
        ({"interviewers": [{"name": "Jack"}]}, ["interviewers"]),
        ({"kind": "phone"}, ["kind"]),
        ({"end_at": "2026-03-09T08:00:00+01:00"}, ["end_at"]),
        ({"location": None}, ["location"]),
    ],
)
def test_what_is_not_understood_is_refused_by_name(
    writer: Writer, change: dict[str, Any], named: list[str]
) -> None:
    told = refusal(writer.send("post", body=new_body(writer.account) | change), 400)

    assert [each["parameter"] for each in told["details"]["failures"]] == named
    assert not WriteBack.objects.exists()


def test_what_is_missing_is_named(writer: Writer) -> None:
    told = refusal(writer.send("post", body={}), 400)
    named = {each["parameter"] for each in told["details"]["failures"]}
    assert named == {"application", "interviewers", "start_at", "end_at", "slot"}


def test_a_vendor_that_takes_no_interview_says_so(acme: Company, db: None) -> None:
    account = make.account(acme, vendor="lever")
    writer = Writer(account, key_for(acme, "write"))
    application = make.interview(account, datetime.fromisoformat("2026-03-09T09:00Z")).application
    body = {
        "application": {"id": application.remote_id if application else "1"},
        "interviewers": [{"email": "a@b.example"}],
        "start_at": "2026-03-09T09:00:00Z",
        "end_at": "2026-03-09T10:00:00Z",
    }
    answer = writer.send("post", body=body)
    assert answer.status_code in (400, 409)
    assert not WriteBack.objects.exists()


def test_whoever_may_not_cannot(acme: Company, globex: Company, db: None) -> None:
    account = make.account(acme)
    interview = make.interview(account, datetime.fromisoformat("2026-03-09T09:00Z"))
    path = f"/{interview.remote_id}"
    reader, stranger = (
        Writer(account, key_for(acme, "read")),
        Writer(account, key_for(globex, "read", "write")),
    )
    calls: list[Callable[[Writer], Any]] = [
        lambda who: who.send("post", body={}),
        lambda who: who.send("patch", path, {}),
        lambda who: who.send("delete", path),
    ]
    for call in calls:
        assert call(reader).status_code == 403
        assert call(stranger).status_code in (400, 404)
    assert Writer(account, key_for(acme, "write")).send("get", path).status_code == 403
    assert not WriteBack.objects.exists()
