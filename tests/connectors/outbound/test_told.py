"""Other systems are told what changes, each event once."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.models import Change
from connectors.models import Issue, OutboundDelivery, SyncRun
from connectors.outbound import log, rounds
from connectors.services import issues
from interviews.models import Interview
from tests import make


def test_each_event_is_told_once_signed_and_in_order(hub):
    hub.listen()
    start = hub.now + timedelta(days=1)
    hub.tell("interview", "i1", title="Coding", status="scheduled", start_at=start)
    hub.tell("interview", "i1", start_at=start + timedelta(hours=1))
    hub.tell("interview", "i1", location="Room Elbe")
    hub.tell("interview", "i1", status="completed")
    hub.tell("interview", "i2", status="scheduled")
    hub.tell("interview", "i2", status="cancelled")
    hub.tell("interviewer", "s1", interview_remote_id="i1", response_status="needs_action")
    hub.tell("interviewer", "s1", response_status="declined")
    hub.work()
    hub.work()

    assert hub.types == [
        "interview.scheduled", "interview.rescheduled", "interview.updated", "interview.completed",
        "interview.scheduled", "interview.cancelled", "interviewer.created", "interviewer.declined",
    ]  # fmt: skip
    assert len(set(hub.receiver.ids)) == 8
    moved = hub.receiver.verified(hub.secret)[1]["data"]
    interview = Interview.objects.get(remote_id="i1")
    assert (moved["id"], moved["remote_id"]) == (interview.pk, "i1")
    assert moved["integrated_account_id"] == str(hub.account.uuid)
    assert moved["vendor"] == "greenhouse"
    assert moved["fields"]["start_at"] == {
        "from": start.isoformat(), "to": (start + timedelta(hours=1)).isoformat()
    }  # fmt: skip


def test_what_was_before_is_not_told(hub):
    hub.candidate(1)
    hub.listen()
    hub.candidate(2)
    hub.work()

    assert [one["data"]["remote_id"] for one in hub.receiver.verified(hub.secret)] == ["c2"]


def test_only_the_wanted_events_of_the_wanted_accounts(hub):
    other = make.account(hub.company, "Other")
    hub.listen(events=["candidate.created"], accounts=[hub.account])
    hub.candidate(1)
    hub.tell("job", "j1", name="Engineer")
    make.tell(other, "candidate", "c9", at=hub.now, first_name="Eve")
    hub.work()

    assert [one["data"]["remote_id"] for one in hub.receiver.verified(hub.secret)] == ["c1"]


def test_other_companies_are_not_told(hub, globex):
    hub.listen()
    make.tell(make.account(globex), "candidate", "c9", at=hub.now, first_name="Eve")
    hub.work()

    assert hub.receiver.got == []


def test_personal_values_only_where_the_endpoint_is_meant_to_have_them(hub):
    hub.listen()
    hub.candidate(1)
    hub.work()
    first = hub.receiver.verified(hub.secret)[0]["data"]["fields"]
    hub.receiver.got.clear()
    hub.listen(personal=True, events=["candidate.created"])
    hub.candidate(2)
    hub.work()
    bodies = [body.decode() for _, body in hub.receiver.got]

    assert first["email"] == {"from": None, "to": None}
    assert sorted("ada2@mail.example" in body for body in bodies) == [False, True]


def test_a_body_never_grows_beyond_its_bounds(hub):
    hub.listen()
    hub.tell("interview", "i1", status="scheduled", location="x" * 500_000)
    hub.work()

    assert len(hub.receiver.got[0][1]) < 40_000
    assert "location" in hub.receiver.verified(hub.secret)[0]["data"]["fields"]


def test_issues_and_failed_syncs_are_told_once(hub):
    hub.listen()
    told = {"wrong": "crashed", "do": "report", "problem": "x"}
    finding = issues.Finding(code="crashed", subject="x", told=told)
    issues.raise_issues(hub.account, [finding], hub.now)
    run = make.run(hub.account, state=SyncRun.State.FAILED, finished_at=hub.now, message="No.")
    hub.work()
    issues.resolve(Issue.objects.values_list("pk", flat=True), hub.now)
    hub.work()
    hub.work()

    assert sorted(hub.types) == ["issue.opened", "issue.resolved", "sync.failed"]
    failed = next(one for one in hub.receiver.verified(hub.secret) if one["type"] == "sync.failed")
    assert (failed["data"]["id"], failed["data"]["message"]) == (run.pk, "No.")


def test_feedback_is_overdue_once_for_each_threshold(hub):
    hub.listen(events=["interview.feedback_overdue"])
    hub.tell(
        "interview", "i1", status="awaiting_feedback",
        start_at=hub.now - timedelta(hours=2), end_at=hub.now - timedelta(hours=1),
    )  # fmt: skip
    hours = []
    for _ in range(5):
        hub.work()
        hours.append([one["data"]["hours"] for one in hub.receiver.verified(hub.secret)])
        hub.forward(hours=24)

    assert hours == [[], [24], [24], [24, 72], [24, 72]]


def test_without_endpoints_a_sweep_costs_next_to_nothing(hub):
    hub.candidate(1)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rounds.sweep(now=hub.now)

    said = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(said) <= 4, said
    assert not OutboundDelivery.objects.exists()


def test_a_fan_out_costs_the_same_for_many_changes(hub):
    def cost(first: int, many: int) -> int:
        for number in range(first, first + many):
            hub.candidate(number)
        with CaptureQueriesContext(connection) as asked:
            rounds.tell_news(hub.company.pk, clock=lambda: hub.now, sleep=lambda _: None)
        return len(asked)

    hub.listen()
    assert cost(1, 2) == cost(100, 20)
    assert OutboundDelivery.objects.count() == 22


def test_many_that_wait_are_looked_for_once_for_several_of_them(hub):
    hub.listen(events=["candidate.created"])
    for number in range(15):
        hub.candidate(number)
    rounds.tell_news(hub.company.pk, clock=lambda: hub.now, sleep=lambda _: None)
    with CaptureQueriesContext(connection) as asked:
        hub.work()

    due = 'SELECT "connectors_outbounddelivery"."id" AS "pk"'
    assert len([one for one in asked if one["sql"].startswith(due)]) == 2
    assert hub.receiver.ids == sorted(hub.receiver.ids, key=lambda one: int(one.split("_")[1]))
    assert len(set(hub.receiver.ids)) == 15


def test_the_log_is_forgotten_after_thirty_days(hub):
    hub.listen()
    hub.candidate(1)
    hub.work()
    hub.forward(days=29)
    log.forget_old(now=hub.now)
    assert OutboundDelivery.objects.count() == 1
    hub.forward(days=2)
    log.forget_old(now=hub.now)

    assert not OutboundDelivery.objects.exists()


def test_of_a_person_who_was_erased_nothing_is_told_any_more(hub):
    hub.receiver.plan = [500]
    hub.listen(personal=True)
    hub.candidate(1)
    hub.work()
    log.forget_people([hub.delivery.candidate_id])
    hub.forward(minutes=10)
    hub.work()

    assert "ada1@mail.example" in hub.receiver.got[0][1].decode()
    assert "Ada" not in hub.receiver.got[1][1].decode()
    assert hub.receiver.verified(hub.secret)[1]["data"]["erased"] is True
    assert Change.objects.exists()
