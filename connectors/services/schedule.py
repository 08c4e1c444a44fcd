"""What is due: open runs by schedule, wake those that wait, take up those that were left behind.

Safe to run in several clusters at once: an account has one open run, and a second wake-up of a run only meets
the lease of the first.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django_q.models import Failure, Schedule

from candidates.services import batches, bulk_actions, cleanup, outbox, reminders, workflow
from candidates.services.task_queue import URGENT
from connectors.issue_texts import english
from connectors.models import IntegratedAccount, Issue, SyncRun
from connectors.services import (
    accounts,
    deliveries,
    heartbeats,
    idempotency,
    issues,
    removal,
    retention,
    runs,
    writebacks,
)
from connectors.services.queue import enqueue_conflicts, enqueue_runs
from interviews.services import bookings

logger = logging.getLogger(__name__)

TAKEN_WITHIN = timedelta(minutes=2)
ASKED_AGAIN_AFTER = timedelta(minutes=5)
MOST_ATTEMPTS = 5
FAILURES_KEPT = timedelta(days=30)

OURS = "hub: "
SCHEDULES = {
    f"{OURS}sweep": {
        "func": "connectors.tasks.sweep",
        "schedule_type": Schedule.MINUTES,
        "minutes": 1,
        "cluster": URGENT,
    },
    f"{OURS}tidy": {"func": "connectors.tasks.tidy", "schedule_type": Schedule.DAILY},
}


@transaction.atomic
def ensure_schedules() -> None:
    """Our schedules are there once each, as this version means them."""
    for name, wanted in SCHEDULES.items():
        rows = Schedule.objects.filter(name=name).order_by("pk")
        if rows.update(**wanted):
            rows.exclude(pk=rows.values_list("pk", flat=True)[0]).delete()
        else:
            Schedule.objects.create(name=name, **wanted)
    Schedule.objects.filter(name__startswith=OURS).exclude(name__in=SCHEDULES).delete()


def sweep(*, now: datetime) -> list[int]:
    """Note what the clock has done and queue everything that is due, in a constant number of statements.

    Returns the ids of the runs queued.
    """
    workflow.expire_due(now)
    reminders.write_due(now)
    outbox.wake(now=now)
    with transaction.atomic():
        batches.wake(now=now)
        bulk_actions.wake(now=now)
        open_due_runs(now)
        deliveries.wake(now=now)
        issues.wake_snoozed(now)
        writebacks.wake(now=now)
        removal.wake(now=now)
        enqueue_conflicts(bookings.behind())
        return wake(left_behind(now), now)


def open_due_runs(now: datetime) -> None:
    unthrottled = Q(throttled_until=None) | Q(throttled_until__lte=now)
    open_run = SyncRun.objects.filter(account=OuterRef("pk"), state__in=SyncRun.OPEN)
    due = IntegratedAccount.objects.filter(
        unthrottled,
        ~Exists(open_run),
        state=IntegratedAccount.State.ACTIVE,
        next_sync_at__lte=now,
    )
    SyncRun.objects.bulk_create(
        [
            SyncRun(
                account_id=account_id,
                trigger=SyncRun.Trigger.SCHEDULE,
                queued_at=now,
                next_attempt_at=now,
            )
            for account_id in due.values_list("pk", flat=True)
        ],
        ignore_conflicts=True,
    )


def left_behind(now: datetime) -> list[int]:
    """Runs whose worker is gone. One that was left at the same page again and again is given up instead."""
    running = SyncRun.objects.filter(state=SyncRun.State.RUNNING).select_related("account")
    abandoned = [run for run in running if not runs.is_held(run, now)]
    for run in abandoned:
        if run.attempts >= MOST_ATTEMPTS:
            give_up(run, now)
    return [run.pk for run in abandoned]


def give_up(run: SyncRun, now: datetime) -> None:
    logger.error("run %s was left behind %s times and is given up", run.pk, run.attempts)
    finding = cut_off(run)
    issues.raise_issues(run.account, [finding], now)
    runs.end(run, state=SyncRun.State.FAILED, now=now, message=english(finding.told)[0])
    accounts.schedule_next(run.account, now=now)


def wake(abandoned: list[int], now: datetime) -> list[int]:
    """A run that was woken and not taken is asked for again, but not at every sweep."""
    asleep = (
        SyncRun.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(is_due(now, abandoned))
        .order_by("next_attempt_at", "pk")
    )
    run_ids = list(asleep.values_list("pk", flat=True))
    if run_ids:
        SyncRun.objects.filter(pk__in=run_ids).update(next_attempt_at=now + ASKED_AGAIN_AFTER)
        enqueue_runs(run_ids)
    return run_ids


def is_due(now: datetime, abandoned: list[int]) -> Q:
    unasked = Q(next_attempt_at=None)
    come = Q(next_attempt_at__lte=now)
    paused = Q(account__state=IntegratedAccount.State.PAUSED)
    return (
        Q(state=SyncRun.State.WAITING) & come & ~paused
        | Q(state=SyncRun.State.QUEUED) & come
        | Q(state=SyncRun.State.QUEUED, queued_at__lte=now - TAKEN_WITHIN) & unasked
        | Q(state=SyncRun.State.RUNNING, pk__in=abandoned) & (unasked | come)
    )


def cut_off(run: SyncRun) -> issues.Finding:
    return issues.Finding(
        code=Issue.Code.CRASHED,
        subject="",
        told={"wrong": "cut_off", "do": "memory", "times": run.attempts},
    )


def tidy(*, now: datetime) -> None:
    """Forget what nobody asks for any more."""
    cleanup.forget_old(now=now)
    Failure.objects.filter(stopped__lt=now - FAILURES_KEPT).delete()
    heartbeats.forget_silent(now=now)
    deliveries.forget_old(now=now)
    retention.forget_old(now=now)
    bulk_actions.forget_old(now=now)
    idempotency.forget_old(now=now)
