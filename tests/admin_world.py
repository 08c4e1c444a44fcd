"""One row of every model for each of two companies, and the ways of looking at them in the admin site."""

import json
import zlib
from datetime import UTC, datetime, timedelta

from django.contrib import admin
from django.urls import reverse
from django_q.models import Failure, OrmQ, Schedule, Success

from candidates.models import Candidate, Change, Project
from candidates.services.access import create_api_key
from connectors.models import (
    Delivery,
    IntegratedAccount,
    Issue,
    RateBudget,
    RemoteRecord,
    SyncRun,
    SyncState,
    WorkerHeartbeat,
    WriteBack,
)
from interviews.models import (
    Application,
    AtsUser,
    Interview,
    Interviewer,
    InterviewerIdentity,
    Job,
    Scorecard,
    Slot,
    Stage,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "not-to-be-shown-4711"
ADMINS = dict(admin.site._registry)


def address(model, kind, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}", args=args)


def fill(company, copies=1):
    """Everything a company may have; names carry the company's slug, so that a leak can be seen."""
    mark = company.slug
    account = IntegratedAccount.objects.create(
        company=company,
        name=f"{mark} greenhouse",
        vendor="greenhouse",
        credentials={"client_id": "a", "client_secret": SECRET},
        tokens={"access_token": SECRET},
        options={"api_version": "v3"},
    )
    create_api_key(company=company, name=f"{mark} board", now=NOW)
    for number in range(copies):
        fill_room(account, f"{mark}-{number}", number)
    return account


def fill_room(account, mark, number):
    def row(model, **fields):
        return model.objects.create(
            company=account.company,
            account=account,
            remote_id=f"{mark}-{model.__name__}",
            created_at=NOW,
            updated_at=NOW,
            **fields,
        )

    project = row(Project, name=f"{mark} project")
    candidate = row(
        Candidate,
        name=f"{mark} candidate",
        email=f"{mark}@x.example",
        project=project,
        status="new",
    )
    identity = InterviewerIdentity.objects.create(
        company=account.company, email=f"{mark}@panel.example", name=f"{mark} interviewer"
    )
    user = row(AtsUser, name=f"{mark} user", identity=identity, active=True)
    job = row(Job, name=f"{mark} job", status="open")
    stage = row(Stage, name=f"{mark} stage", job=job, active=True)
    slot = row(Slot, name=f"{mark} slot", stage=stage, job=job, active=True)
    application = row(Application, candidate=candidate, job=job, stage=stage, status="active")
    scorecard = row(Scorecard, application=application, user=user)
    start = NOW + timedelta(days=number)
    interview = row(
        Interview,
        title=f"{mark} interview",
        candidate=candidate,
        application=application,
        job=job,
        stage=stage,
        slot=slot,
        organizer=user,
        start_at=start,
        end_at=start + timedelta(hours=1),
        begins_at=start,
        finishes_at=start + timedelta(hours=1),
        status="scheduled",
        vendor_status="scheduled",
    )
    row(Interviewer, name=f"{mark} seat", interview=interview, user=user, scorecard=scorecard)
    run = SyncRun.objects.create(
        account=account,
        trigger="command",
        state="completed",
        queued_at=NOW,
        started_at=NOW,
        finished_at=NOW + timedelta(minutes=2),
        counts={"interviews": {"read": 3, "new": 1}},
        checkpoint={"interviews": {"request": {"cursor": SECRET}}},
        lease_token=SECRET[:16],
    )
    SyncState.objects.create(account=account, resource=f"{mark}-list", watermark=NOW)
    Issue.objects.create(
        company=account.company,
        account=account,
        code="unreadable",
        subject=f"{mark}",
        message=f"{mark} issue",
        first_seen_at=NOW,
        last_seen_at=NOW,
    )
    Delivery.objects.create(
        account=account,
        event="interview_deleted",
        event_id=f"{mark}-event",
        digest=mark,
        body=zlib.compress(json.dumps({"note": f"{mark} <b>sent</b>"}).encode()),
        state="failed",
        problem=f"{mark} problem",
        received_at=NOW,
        done_at=NOW,
    )
    WriteBack.objects.create(
        account=account,
        interview=interview,
        action="cancel",
        key=mark,
        values={"note": f"{mark} wish"},
        source="page",
        state="refused",
        problem=f"{mark} refusal",
        asked_at=NOW,
        done_at=NOW,
    )
    RemoteRecord.objects.create(
        account=account,
        resource="interviews",
        remote_id=f"{mark}-raw",
        raw=zlib.compress(json.dumps({"note": f"{mark} <b>raw</b>"}).encode()),
        reading={"interview": {"1": {"title": f"{mark} reading"}}},
        read_at=NOW,
        run=run,
    )
    Change.objects.create(
        company=account.company,
        account=account,
        kind="ADDED",
        subject="interview",
        subject_id=interview.pk,
        interview_id=interview.pk,
        remote_id=f"{mark}-change",
        fields={"location": [None, "Room 4"]},
        source="sync",
        at=NOW,
    )


def fill_the_machine():
    """Rows that belong to no company."""
    RateBudget.objects.create(key="f" * 64, limit=50, window_seconds=10, window_started_at=NOW)
    WorkerHeartbeat.objects.create(name="host 4711", at=NOW)
    Schedule.objects.create(name="sweep", func="connectors.tasks.sweep", next_run=NOW)
    OrmQ.objects.create(key="hub", payload="not a payload", lock=NOW)
    for model, success in ((Success, True), (Failure, False)):
        model.objects.create(
            id=f"{success:032}",
            name="task",
            func="connectors.tasks.sweep",
            started=NOW,
            stopped=NOW,
            success=success,
        )
