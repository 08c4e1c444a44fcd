"""Work on one run: list after list, page after page, each page one transaction.

    page (HTTP) -> raw -> record -> news -> row -> change

A kill at any point loses nothing: the checkpoint moves in the transaction of the page it stands for.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from candidates.models import Change
from candidates.services.changes import Origin
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
from connectors.http import Client
from connectors.models import IntegratedAccount, Issue, SyncRun, SyncState
from connectors.paging import Request, Walked
from connectors.services import accounts, issues, runs
from connectors.sync import absence, companions, findings
from connectors.sync.mapped_by import mapping_of
from connectors.sync.pages import Page, store
from connectors.sync.tally import Tally

logger = logging.getLogger(__name__)

OVERLAP = timedelta(hours=1)
MAIN_LIST = "interviews"
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)

Clock = Callable[[], datetime]
Progress = Callable[[str, Tally], None]


def silent(resource: str, tally: Tally) -> None:
    """No progress shown."""


@dataclass(slots=True)
class Job:
    """All that one attempt at a run needs at hand; it began at `began_at`."""

    run: SyncRun
    account: IntegratedAccount
    profile: Profile
    client: Client
    clock: Clock
    began_at: datetime
    progress: Progress = silent
    failed: list[str] = field(default_factory=list)

    @property
    def origin(self) -> Origin:
        return Origin(
            company_id=self.account.company_id,
            account_id=self.account.pk,
            source=Change.Source.SYNC,
            run_id=self.run.pk,
            at=self.clock(),
        )

    def page_of(self, resource: Resource) -> Page:
        return Page(self.account, resource, self.origin, mapping_of(self.account.vendor))

    def mark(self, resource: Resource, tally: Tally, **checkpoint: object) -> None:
        """Count and set the checkpoint of a list, in the caller's transaction."""
        counts = Tally(**self.run.counts.get(resource.name, {}))
        counts.add(tally)
        self.run.counts[resource.name] = counts.as_json()
        if checkpoint:
            self.run.checkpoint[resource.name] = checkpoint
        runs.keep(self.run, now=self.clock())

    def tally_of(self, resource: Resource) -> Tally:
        return Tally(**self.run.counts.get(resource.name, {}))


def work_on(
    run: SyncRun,
    *,
    clock: Clock,
    progress: Progress = silent,
    sleep: Callable[[float], None] = time.sleep,
) -> SyncRun:
    """Claim the run and read until it ends or must wait. Raises AlreadyRunning; a lost lease just stops."""
    run = runs.claim(run, now=clock())
    account = run.account
    try:
        with accounts.open_client(account, clock=clock, sleep=sleep) as client:
            profile = accounts.profile_of(account)
            job = Job(run, account, profile, client, clock, began_at=clock(), progress=progress)
            read_lists(job)
            finish(job)
    except runs.LostLease:
        logger.warning("run %s was taken over by another worker", run.pk)
    except SlowDown as problem:
        until = problem.until or clock() + timedelta(seconds=problem.retry_after)
        accounts.throttle(account, until=until)
        runs.put_off(run, until=until, message=problem.message)
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


def read_lists(job: Job) -> None:
    states = {state.resource: state for state in job.account.states.all()}
    if not job.run.checkpoint:
        job.run.full = job.run.full or full_listing_due(job, states)
    for resource in job.profile.resources:
        if job.run.resources and resource.name not in job.run.resources:
            continue
        state = states.get(resource.name) or SyncState(account=job.account, resource=resource.name)
        try:
            read_list(job, resource, state)
        except (SlowDown, runs.LostLease):
            raise
        except VendorError as problem:
            set_aside(job, resource, problem)


def full_listing_due(job: Job, states: dict[str, SyncState]) -> bool:
    """Whole lists the first time, once a day, and always while they are short enough to read at every run."""
    due = job.clock() - timedelta(hours=job.account.full_sync_every)
    if any(
        resource.name not in states or (states[resource.name].listed_at or due) <= due
        for resource in job.profile.resources
        if not resource.optional
    ):
        return True
    return job.account.remote_records.filter(resource=MAIN_LIST).count() <= settings.WHOLE_LISTS


def read_list(job: Job, resource: Resource, state: SyncState) -> None:
    kept = job.run.checkpoint.get(resource.name, {})
    if kept.get("done"):
        return
    since = state.watermark - OVERLAP if state.watermark and not job.run.full else None
    whole = since is None or resource.since is None
    first = resource.first(since)
    request = Request.from_json(kept["request"]) if kept else first
    try:
        seen = walk(job, resource, request)
    except BadCursor:
        if request == first:
            raise
        request, seen = first, walk(job, resource, first)
    if whole and request == first:
        reconcile(job, resource, state, seen)
    with transaction.atomic():
        job.mark(resource, Tally(), done=True)


def walk(job: Job, resource: Resource, request: Request) -> set[str]:
    """Read a list page by page from `request` on; the ids that were on it."""
    seen: set[str] = set()
    walked = Walked()
    following: Request | None = request
    while following is not None:
        asked = walked.step(following)
        response = job.client.send(asked)
        raws = resource.paging.items(response)
        following = resource.paging.next(asked, response)
        seen |= commit(job, resource, raws, following or asked)
    return seen


def commit(job: Job, resource: Resource, raws: list[object], following: Request) -> set[str]:
    """One page, with the records of other lists that belong to it, in one transaction."""
    page = job.page_of(resource)
    fetched = companions.fetch(job.client, job.profile, page, raws) if not job.run.full else []
    with transaction.atomic():
        ids = store(page, raws)
        for found in fetched:
            companion = job.page_of(found.resource)
            companions.keep(companion, found)
            job.mark(found.resource, companion.tally)
        job.mark(resource, page.tally, request=following.as_json())
    job.progress(resource.name, job.tally_of(resource))
    return ids


def reconcile(job: Job, resource: Resource, state: SyncState, seen: set[str]) -> None:
    """Make tombstones of what a complete listing did not hold, unless that is suspiciously much."""
    gone = absence.missing(job.account, resource, seen)
    known = len(seen) + len(gone)
    allowed = bool(state.held and state.held.get("allowed"))
    if absence.too_many(len(gone), known) and not allowed:
        state.held = {"gone": len(gone), "of": known, "run": job.run.pk}
        issues.raise_issues(
            job.account, [findings.many_gone(resource, len(gone), known)], job.clock()
        )
        job.failed.append(resource.name)
    else:
        bury_missing(job, resource, gone)
        state.held, state.listed_at = None, job.run.started_at
        issues.resolve_about(job.account, Issue.Code.MANY_GONE, resource.name, job.clock())
    state.save()


def bury_missing(job: Job, resource: Resource, gone: list[str]) -> None:
    """Ask for each once more by id: a page that shifted while it was read is no deletion."""
    if absence.worth_asking(resource, len(gone)):
        for raws in absence.look_up(job.client, resource, gone):
            page = job.page_of(resource)
            with transaction.atomic():
                found = store(page, raws)
                job.mark(resource, page.tally)
            gone = [remote_id for remote_id in gone if remote_id not in found]
    if gone:
        with transaction.atomic():
            buried = absence.bury_records(job.account, resource, gone, job.origin)
            job.mark(resource, Tally(deleted=buried))


def set_aside(job: Job, resource: Resource, problem: VendorError) -> None:
    """A list that fails costs itself, not the others; but nothing goes on without a key or a vendor.

    A list that is not there (404) is told, but a vendor without it can be complete all the same.
    """
    down = isinstance(problem, VendorDown) and not isinstance(problem, GarbageAnswer | LoopDetected)
    if down or (isinstance(problem, KeyRefused) and problem.vendor_status != 403):
        raise problem
    if resource.optional and isinstance(problem, KeyRefused | NotFound):
        return
    if resource.name == MAIN_LIST or not isinstance(problem, NotFound):
        job.failed.append(resource.name)
    issues.raise_issues(job.account, [findings.list_failed(resource, problem)], job.clock())


def finish(job: Job) -> None:
    """Move the watermarks of the lists that were read to their end, and say how it went."""
    now, run = job.clock(), job.run
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
    accounts.note_sync(job.account, now=now, complete=not job.failed)
    if not job.failed:
        issues.resolve_older(job.account, issues.OF_A_RUN, than=job.began_at, now=now)
    issues.resolve_settled(job.account, now)


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
