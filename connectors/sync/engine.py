"""Work on one run: list after list, page after page, each page one transaction.

    page (HTTP) -> raw -> record -> news -> row -> change

A kill at any point loses nothing: the checkpoint moves in the transaction of the page it stands for.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from connectors.base import Resource
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
from connectors.models import SyncRun, SyncState
from connectors.paging import Request, Walked
from connectors.services import accounts, issues, runs
from connectors.sync import companions, findings
from connectors.sync.catching_up import catch_up, read_long_ago
from connectors.sync.job import Clock, Job, Progress, silent
from connectors.sync.pages import store
from connectors.sync.reconcile import reconcile
from connectors.sync.tally import Tally

logger = logging.getLogger(__name__)

OVERLAP = timedelta(hours=1)
MAIN_LIST = "interviews"
BARREN_PAGES = 50
MOST_PAUSES = 50
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
    try:
        with accounts.open_client(account, clock=clock, sleep=sleep) as client:
            profile = accounts.profile_of(account)
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
        runs.put_off(run, until=clock(), message="It was interrupted and goes on where it was.")
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
                catch_up(job, resource, job.run.started_at - OVERLAP)
        except (SlowDown, runs.LostLease):
            raise
        except VendorError as problem:
            set_aside(job, resource, problem)


def full_listing_due(job: Job, states: dict[str, SyncState]) -> bool:
    """Whole lists the first time, once a day, and always while they are short enough to read at every run."""
    due = job.clock() - timedelta(hours=job.account.full_sync_every)
    optional = {resource.name for resource in job.profile.resources if resource.optional}
    needed = [state for name, state in states.items() if name not in optional]
    if MAIN_LIST not in states or any((state.listed_at or due) <= due for state in needed):
        return True
    return job.account.remote_records.filter(resource=MAIN_LIST).count() <= settings.WHOLE_LISTS


def read_list(job: Job, resource: Resource, state: SyncState) -> None:
    kept = job.run.checkpoint.get(resource.name, {})
    if kept.get("done"):
        return
    since = state.watermark - OVERLAP if state.watermark and not job.run.full else None
    whole = since is None or resource.since is None
    first = resource.first(since)
    try:
        walk(job, resource, Request.from_json(kept["request"]) if kept else first, first, whole)
    except BadCursor:
        if job.place_in(resource) in (None, first):
            raise
        walk(job, resource, first, first, whole)
    if whole:
        reconcile(job, resource, state)
    else:
        with transaction.atomic():
            job.mark(resource, Tally(), done=True)


def walk(job: Job, resource: Resource, request: Request, first: Request, whole: bool) -> None:  # noqa: FBT001
    """Read a list page by page from `request` on. A cursor that is always new may be a loop all the same."""
    if whole and request == first:
        job.run.listed.filter(resource=resource.name).delete()
    seen: set[str] = set()
    walked, barren = Walked(), 0
    following: Request | None = request
    while following is not None:
        asked = walked.step(following)
        response = job.client.send(asked)
        raws = resource.paging.items(response)
        following = resource.paging.next(asked, response)
        ids = commit(job, resource, raws, following or asked, whole)
        barren = 0 if ids - seen else barren + 1
        if barren > BARREN_PAGES:
            raise LoopDetected(
                f"The vendor's list goes on, but its last {barren} pages held nothing new."
            )
        seen |= ids


def commit(
    job: Job,
    resource: Resource,
    raws: list[object],
    following: Request,
    whole: bool,  # noqa: FBT001
) -> set[str]:
    """One page, with the records of other lists that belong to it, in one transaction."""
    page = job.page_of(resource)
    fetched = companions.fetch(job.client, job.profile, page, raws) if not job.run.full else []
    with transaction.atomic():
        ids = store(page, raws)
        for found in fetched:
            companion = job.page_of(found.resource)
            companions.keep(companion, found)
            job.mark(found.resource, companion.tally)
        if whole:
            job.run.listed.create(resource=resource.name, remote_ids=sorted(ids))
        job.mark(resource, page.tally, request=following.as_json())
    job.progress(resource.name, job.tally_of(resource))
    return ids


def set_aside(job: Job, resource: Resource, problem: VendorError) -> None:
    """A list that fails costs itself, not the others; but nothing goes on without a key or a vendor.

    A list that is not there (404) is told, but a vendor without it can be complete all the same; it is read
    whole when it is there again.
    """
    down = isinstance(problem, VendorDown) and not isinstance(problem, GarbageAnswer | LoopDetected)
    if down or (isinstance(problem, KeyRefused) and problem.vendor_status != 403):
        raise problem
    if resource.optional and isinstance(problem, KeyRefused | NotFound):
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
        SyncState.objects.update_or_create(
            account=job.account, resource=name, defaults={"watermark": run.started_at}
        )
    rejected = sum(counts["rejected"] for counts in run.counts.values())
    state = SyncRun.State.PARTIAL if job.failed or rejected else SyncRun.State.COMPLETED
    told = [f"not read to the end: {', '.join(job.failed)}"] if job.failed else []
    told += [f"{rejected} records could not be read"] if rejected else []
    runs.end(run, state=state, now=now, message="; ".join(told))
    accounts.note_sync(job.account, now=now, complete=not job.failed and not run.resources)
    issues.resolve_older(
        job.account, issues.OF_A_RUN, than=job.began_at, now=now, resources=run.resources
    )
    everything = run.full and not job.failed and not run.resources
    issues.resolve_settled(job.account, now, nameless_before=run.started_at if everything else None)


def slow_down(run: SyncRun, problem: SlowDown, now: datetime) -> None:
    """Come back when the vendor says; a vendor that never lets a page through is given up, with an issue."""
    until = problem.until or now + timedelta(seconds=problem.retry_after)
    accounts.throttle(run.account, until=until)
    if run.attempts > MOST_PAUSES:
        fail(run, findings.run_failed(problem), now)
    else:
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
    runs.end(run, state=SyncRun.State.FAILED, now=now, message=finding.message)
    accounts.schedule_next(run.account, now=now)
