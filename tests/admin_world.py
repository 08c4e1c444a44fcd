"""One row of every model for each of two companies, and the ways of looking at them in the admin site."""

import json
import zlib
from datetime import UTC, datetime, timedelta

from django.contrib import admin
from django.urls import reverse
from django_q.models import Failure, OrmQ, Schedule, Success

from candidates.models import (
    AccessToken,
    Batch,
    BatchRow,
    BulkAction,
    BulkActionRow,
    Candidate,
    Change,
    Comment,
    Distinct,
    Document,
    Evaluation,
    Mail,
    Membership,
    MessageTemplate,
    Person,
    Project,
    ProjectRole,
    Share,
    User,
    Veto,
)
from candidates.services.access import create_api_key
from connectors.models import (
    Delivery,
    IntegratedAccount,
    Issue,
    OutboundDelivery,
    RateBudget,
    RemoteRecord,
    SyncRun,
    SyncState,
    WebhookEndpoint,
    WorkerHeartbeat,
    WriteBack,
)
from interviews.models import (
    Absence,
    Application,
    AtsUser,
    AttentionSettings,
    Conflict,
    Feed,
    FeedToken,
    Handling,
    Interview,
    Interviewer,
    InterviewerIdentity,
    Job,
    KeptApart,
    SavedView,
    Scorecard,
    Slot,
    Stage,
    ViewPlace,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "not-to-be-shown-4711"
admin.autodiscover()
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
    endpoint = WebhookEndpoint.objects.create(
        company=account.company,
        url=f"https://{mark}.example/hook",
        secrets={"current": SECRET},
        since=NOW,
        created_at=NOW,
    )
    OutboundDelivery.objects.create(
        endpoint=endpoint,
        event="webhook.test",
        event_id=f"{mark}-told",
        account=account,
        body=json.dumps({"note": f"{mark} <b>told</b>"}),
        state="delivered",
        created_at=NOW,
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

    fill_planning(interview=interview, mark=mark)
    fill_workflow(company=account.company, candidate=candidate, project=project, mark=mark)


def fill_workflow(company, candidate, project, mark):
    """What a team does with a candidate."""
    colleague = User.objects.create(username=f"{mark}-colleague", email=f"{mark}@c.example")
    ProjectRole.objects.create(project=project, user=colleague, evaluator=True)
    view = SavedView.objects.create(
        company=company,
        owner=colleague,
        page="interviews",
        name=f"{mark} view",
        created_at=NOW,
        updated_at=NOW,
    )
    membership = Membership.objects.create(company=company, user=colleague, role="recruiter")
    ViewPlace.objects.create(view=view, membership=membership, pinned=True)
    Share.objects.create(candidate=candidate, user=colleague, created_at=NOW)
    Evaluation.objects.create(
        candidate=candidate, evaluator=colleague, rating=4, updated_at=NOW, completed_at=NOW
    )
    Veto.objects.create(
        candidate=candidate, evaluator=colleague, comment=f"{mark} reason", created_at=NOW
    )
    Comment.objects.create(candidate=candidate, author=colleague, text=f"{mark} note", at=NOW)
    Document.objects.create(
        candidate=candidate,
        kind="cv",
        content_type="text/plain",
        size=2,
        digest=SECRET,
        content=SECRET.encode(),
        uploaded_at=NOW,
    )
    Mail.objects.create(
        company=company,
        candidate=candidate,
        kind="invitation",
        key="invitation",
        language="en",
        recipient=f"{mark}@x.example",
        subject=f"{mark} mail",
        text=SECRET,
        created_at=NOW,
        next_attempt_at=NOW,
    )
    MessageTemplate.objects.create(
        company=company, message="reminder", language=mark[-8:], subject=f"{mark} subject", text="x",
        changed_at=NOW,
    )  # fmt: skip
    AccessToken.objects.create(
        company=company,
        candidate=candidate,
        name=f"{mark} token",
        digest=f"{SECRET}-{mark}",
        created_at=NOW,
    )
    batch = Batch.objects.create(
        company=company, project=project, name=f"{mark} file", source="page", created_at=NOW
    )
    BatchRow.objects.create(batch=batch, number=1, candidate=candidate, outcome="new")
    bulk_action = BulkAction.objects.create(
        company=company,
        about="candidates",
        action="advance",
        key=mark[:24],
        total=1,
        created_at=NOW,
    )
    BulkActionRow.objects.create(bulk_action=bulk_action, number=1, subject_id=candidate.pk)
    twin = Candidate.objects.create(
        company=company,
        name=f"{mark} twin",
        person=Person.objects.create(company=company, created_at=NOW),
        created_at=NOW,
        updated_at=NOW,
    )
    Distinct.objects.create(company=company, first=candidate, second=twin, at=NOW)


def fill_planning(interview, mark):
    """What colleagues say of interviewers, of conflicts, of rows of the queue; and what they subscribe to."""
    company = interview.company
    one, other = (
        InterviewerIdentity.objects.create(company=company, name=f"{mark} {name}")
        for name in ("Ada", "Bo")
    )
    Absence.objects.create(identity=one, first_day=NOW.date(), last_day=NOW.date())
    KeptApart.objects.create(company=company, first=one, second=other)
    Conflict.objects.create(
        company=company,
        kind="double_booked",
        facts={"minutes": 30},
        who=one.pk,
        identity=one,
        first=interview,
        starts=NOW,
        ends=NOW,
        opened_at=NOW,
        closed_at=NOW,
    )
    user = User.objects.create(username=f"{mark}-subscriber")
    Handling.objects.create(
        company=company, rule="owner.none", subject=f"{mark} interview", assignee=user, at=NOW
    )
    AttentionSettings.objects.get_or_create(company=company)
    feed = Feed.objects.create(
        company=company,
        user=user,
        name=f"{mark} feed",
        source="mine",
        details="full",
        created_at=NOW,
    )
    FeedToken.objects.create(feed=feed, digest=f"{SECRET}-{mark}"[-64:], created_at=NOW)


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
