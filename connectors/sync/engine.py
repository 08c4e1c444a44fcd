"""Work on one run: list after list, page after page, each page one transaction.

    page (HTTP) -> raw -> record -> news -> row -> change

A kill at any point loses nothing: the checkpoint moves in the transaction of the page it stands for.
"""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from structlog.contextvars import bind_contextvars

from connectors.base import Profile, Resource
from connectors.errors import (
    BadCursor,
    GarbageAnswer,
    KeyRefused,
    LoopDetected,
    NotFound,
    SlowDown,
    VendorDown,
    VendorError,
)
from connectors.issue_texts import english
from connectors.models import SyncRun, SyncState
from connectors.run_texts import INTERRUPTED, outcome
from connectors.selectors.vendors import profile_of
from connectors.services import accounts, deliveries, issues, runs
from connectors.sync import findings, listing
from connectors.sync.job import Clock, Job, Progress, silent
from connectors.sync.reconcile import ask_for_known, reconcile
from interviews.services.mirror import elapse

logger = logging.getLogger(__name__)

OVERLAP = timedelta(hours=1)
LONG = timedelta(minutes=15)
MAIN_LIST = "interviews"
QUICK = timedelta(minutes=2)
MOST_PAUSES = 50
UNTOLD_PAUSES = 5
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)


def work_on(
    run: SyncRun,
    *,
    clock: Clock,
    progress: Progress = silent,
    sleep: Callable[[float], None] = time.sleep,
) -> SyncRun:
    """Claim the run and read until it ends or must wait. Raises AlreadyRunning; a lost lease just stops."""
    stale = read_long_ago(run, clock())
    run = runs.claim(run, now=clock())
    account = run.account
    bind_contextvars(run=run.pk, account=str(account.uuid))
    try:
        with accounts.open_client(account, clock=clock, sleep=sleep) as client:
            profile = profile_of(account)
            job = Job(run, account, profile, client, clock, began_at=clock(), progress=progress)
            read_lists(job, stale)
            finish(job)
    except runs.LostLease:
        logger.warning("run %s was taken over by another worker", run.pk)
    except SlowDown as problem:
        slow_down(run, problem, clock())
    except KeyRefused as problem:
        accounts.refuse(account, reason=problem.message)
        fail(run, findings.run_failed(problem), clock())
    except VendorDown as problem:
        retry_later(run, problem, clock())
    except VendorError as problem:
        fail(run, findings.run_failed(problem), clock())
    except Exception as problem:
        fail(run, findings.crashed(problem), clock())
        raise
    except (KeyboardInterrupt, SystemExit):
        runs.put_off(run, until=clock(), message=INTERRUPTED)
        raise
    run.refresh_from_db()
    return run


def read_lists(job: Job, stale: list[str]) -> None:
    """`stale` are lists that an attempt long ago has read."""
    states = {state.resource: state for state in job.account.states.all()}
    if not job.run.checkpoint:
        job.run.full = job.run.full or full_listing_due(job, states)
    for resource in job.profile.resources:
        if job.run.resources and resource.name not in job.run.resources:
            continue
        state = states.get(resource.name) or SyncState(account=job.account, resource=resource.name)
        try:
            read_list(job, resource, state)
            if resource.name in stale and job.run.started_at:
                listing.catch_up(job, resource, job.run.started_at - OVERLAP)
        except (SlowDown, runs.LostLease):
            raise
        except VendorError as problem:
            set_aside(job, resource, state, problem)


def read_long_ago(run: SyncRun, now: datetime) -> list[str]:
    """The lists that were read, in whole or in part, before the run was left alone. Ask before it is claimed."""
    lay = run.heartbeat_at is not None and now - run.heartbeat_at >= LONG
    return list(run.checkpoint) if lay else []


def full_listing_due(job: Job, states: dict[str, SyncState]) -> bool:
    """Whole lists the first time, once a day, and always while reading them at every run costs little."""
    due = job.clock() - timedelta(hours=job.account.full_sync_every)
    optional = {resource.name for resource in job.profile.resources if resource.optional}
    needed = [state for name, state in states.items() if name not in optional]
    if MAIN_LIST not in states or any((state.listed_at or due) <= due for state in needed):
        return True
    known = dict(
        job.account.remote_records.values_list("resource").annotate(number=Count("pk")).order_by()
    )
    return known.get(MAIN_LIST, 0) <= settings.WHOLE_LISTS and is_quick(job.profile, known)


def is_quick(profile: Profile, known: Mapping[str, int]) -> bool:
    """Whether the vendor's rate lets all lists be read in two minutes."""
    calls = 0
    for resource in profile.resources:
        calls += -(-known.get(resource.name, 0) // resource.page_size)
        if resource.per:
            parents = len(resource.per.values) or known.get(resource.per.resource, 0)
            calls += -(-parents // resource.per.batch)
    return calls * profile.rate.window / profile.rate.allowance <= QUICK.total_seconds()


def read_list(job: Job, resource: Resource, state: SyncState) -> None:
    kept = job.run.checkpoint.get(resource.name, {})
    if kept.get("done"):
        return
    since = None if job.run.full or kept.get("whole") else since_when(resource, state)
    try:
        listing.read(job, resource, since)
    except BadCursor:
        if since is None and nothing_read(job, resource):
            raise
        since = None if isinstance(since, str) else since
        job.forget(resource)
        listing.read(job, resource, since)
    if since is None and not job.run.checkpoint.get(resource.name, {}).get("partial"):
        reconcile(job, resource, state)
    else:
        with transaction.atomic():
            listing.close(job, resource)


def nothing_read(job: Job, resource: Resource) -> bool:
    place = job.place_in(resource)
    return place is None or (resource.per is None and place == resource.first(None))


def since_when(resource: Resource, state: SyncState) -> datetime | str | None:
    """The moment or the token to ask from; None for the whole list."""
    if resource.since is None:
        return None
    if resource.since.token:
        return state.token or None
    return state.watermark - OVERLAP if state.watermark else None


def set_aside(job: Job, resource: Resource, state: SyncState, problem: VendorError) -> None:
    """A list that fails costs itself, not the others; but nothing goes on without a key or a vendor.

    A list that is not there (404) is told, but a vendor without it can be complete all the same; it is read
    whole when it is there again.
    """
    down = isinstance(problem, VendorDown) and not isinstance(problem, GarbageAnswer | LoopDetected)
    if down or (isinstance(problem, KeyRefused) and problem.whole):
        raise problem
    if resource.optional and isinstance(problem, KeyRefused | NotFound):
        return
    if resource.assumed and isinstance(problem, NotFound):
        ask_for_known(job, resource, state)
        issues.raise_issues(job.account, [findings.not_listed(resource)], job.clock())
        return
    if resource.name == MAIN_LIST or not isinstance(problem, NotFound):
        job.failed.append(resource.name)
    else:
        job.account.states.filter(resource=resource.name).delete()
    issues.raise_issues(job.account, [findings.list_failed(resource, problem)], job.clock())


def finish(job: Job) -> None:
    """Move the watermarks of the lists that were read to their end, and say how it went."""
    now, run = job.clock(), job.run
    held = [name for name, kept in run.checkpoint.items() if kept.get("held")]
    job.failed += [name for name in held if name not in job.failed]
    done = [
        name for name, kept in run.checkpoint.items() if kept.get("done") and name not in job.failed
    ]
    for name in done:
        token = run.checkpoint[name].get("token")
        SyncState.objects.update_or_create(
            account=job.account,
            resource=name,
            defaults={"watermark": run.started_at} | ({"token": token} if token else {}),
        )
    if any(resource.elapsing for resource in job.profile.resources):
        elapse(job.origin)
    rejected = sum(counts["rejected"] for counts in run.counts.values())
    state = SyncRun.State.PARTIAL if job.failed or rejected else SyncRun.State.COMPLETED
    runs.end(run, state=state, now=now, message=outcome(job.failed, rejected))
    accounts.note_sync(job.account, now=now, complete=not job.failed and not run.resources)
    issues.resolve_older(
        job.account, issues.OF_A_RUN, than=job.began_at, now=now, resources=run.resources
    )
    everything = run.full and not job.failed and not run.resources
    if everything and run.started_at:
        deliveries.settle_older(job.account, than=run.started_at, run_id=run.pk, now=now)
    issues.resolve_settled(job.account, now, nameless_before=run.started_at if everything else None)


def slow_down(run: SyncRun, problem: SlowDown, now: datetime) -> None:
    """Come back when the vendor says; one that lets no page through is told, and given up in the end."""
    until = problem.until or now + timedelta(seconds=problem.retry_after)
    accounts.throttle(run.account, until=until)
    if run.attempts > MOST_PAUSES:
        fail(run, findings.run_failed(problem), now)
    else:
        if run.attempts > UNTOLD_PAUSES:
            issues.raise_issues(run.account, [findings.run_failed(problem)], now)
        runs.put_off(run, until=until, message=problem.message)


def retry_later(run: SyncRun, problem: VendorError, now: datetime) -> None:
    """Wait longer each time; give up, with an issue, when that did not help."""
    issues.raise_issues(run.account, [findings.run_failed(problem)], now)
    if run.attempts > len(RETRY_AFTER):
        runs.end(run, state=SyncRun.State.FAILED, now=now, message=problem.message)
        accounts.schedule_next(run.account, now=now)
    else:
        runs.put_off(
            run, until=now + RETRY_AFTER[max(run.attempts, 1) - 1], message=problem.message
        )


def fail(run: SyncRun, finding: issues.Finding, now: datetime) -> None:
    issues.raise_issues(run.account, [finding], now)
    runs.end(run, state=SyncRun.State.FAILED, now=now, message=english(finding.told)[0])
    accounts.schedule_next(run.account, now=now)
