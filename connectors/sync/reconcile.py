"""After a complete listing: make tombstones of what it did not hold, unless that is suspiciously much."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from connectors.base import Resource
from connectors.models import Issue, SyncState
from connectors.services import issues
from connectors.services.breaker import DELETE, KEEP
from connectors.sync import absence, drift, findings, listed, listing
from connectors.sync.job import Job
from connectors.sync.pages import store
from connectors.sync.tally import Tally


def reconcile(job: Job, resource: Resource, state: SyncState) -> None:
    """Compare with the pages of all attempts at the listing, and mark the list as done."""
    missing = listed.missing(job.run, resource)
    if state.pk:
        state.refresh_from_db()
    stays = set(state.kept).intersection(missing)
    gone = [remote_id for remote_id in missing if remote_id not in stays]
    seen = listed.number(job.run, resource)
    known = seen + len(gone)
    if absence.suspicious(resource, len(gone), known):
        if decided(state, KEEP, len(gone)):
            stays.update(gone)
            gone = []
        elif not decided(state, DELETE, len(gone)):
            hold(job, resource, state, {"gone": len(gone), "of": known, "run": job.run.pk})
            return
    held = state.held
    bury_missing(job, resource, gone, alive=listed.some(job.run, resource, 3))
    state.held, state.kept, state.listed_at = None, sorted(stays), job.run.started_at
    with transaction.atomic():
        drift.judge(job, resource, state, seen, decided=bool(held))
        state.save()
        issues.resolve_about(job.account, Issue.Code.MANY_GONE, resource.name, job.clock())
        listing.close(job, resource)


def decided(state: SyncState, decision: str, gone: int) -> bool:
    """A person said what shall become of those, not of whatever is missing by now."""
    held: dict[str, Any] = state.held or {}
    return bool(held.get(decision)) and gone <= held.get("gone", 0) + absence.MANY


def hold(job: Job, resource: Resource, state: SyncState, held: dict[str, int]) -> None:
    state.held = held
    found = findings.many_gone(resource, held["gone"], held["of"])
    with transaction.atomic():
        state.save()
        issues.raise_issues(job.account, [found], job.clock())
        listing.close(job, resource, held=True)
    job.failed.append(resource.name)


def ask_for_known(job: Job, resource: Resource, state: SyncState) -> None:
    """The vendor has no such list: the records known are asked for by id."""
    known = listed.missing(job.run, resource)
    if absence.worth_asking(resource, len(known)):
        bury_missing(job, resource, known, alive=())
    state.listed_at = job.run.started_at
    with transaction.atomic():
        state.save()
        listing.close(job, resource)


def bury_missing(job: Job, resource: Resource, gone: list[str], *, alive: Collection[str]) -> None:
    """Ask for each once more by id: a page that shifted while it was read is no deletion."""
    left = dict.fromkeys(gone)
    if absence.worth_asking(resource, len(gone)):
        parents = absence.parents_of(job.account, resource, gone)
        for raws in absence.look_up(job.client, resource, gone, alive=alive, parents=parents):
            page = job.page_of(resource)
            with transaction.atomic():
                found = store(page, raws)
                job.run.listed.create(resource=resource.name, remote_ids=sorted(found))
                job.mark(resource, page.tally)
            for remote_id in found:
                left.pop(remote_id, None)
    if left:
        with transaction.atomic():
            buried = absence.bury_records(job.account, resource, list(left), job.origin)
            job.mark(resource, Tally(deleted=buried))
