"""Read the stored raw records once more through today's mapping, with no call to a vendor."""

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from structlog.contextvars import bind_contextvars

from candidates.models import Change
from candidates.services.changes import Origin
from connectors.base import Resource
from connectors.models import IntegratedAccount, RemoteRecord, SyncRun
from connectors.selectors.vendors import profile_of
from connectors.services import issues, runs
from connectors.sync.mapped_by import mapping_of
from connectors.sync.pages import Page, store
from connectors.sync.tally import Tally

CHUNK = 500

Clock = Callable[[], datetime]
Progress = Callable[[str, Tally], None]


@dataclass(slots=True)
class Replayed:
    """Counts by list, and how often each field of a kind of record went from what to what."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    moves: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)


def replay(account: IntegratedAccount, *, clock: Clock, progress: Progress) -> Replayed:
    """Bring the rows to what today's mapping reads. Raises AlreadyRunning where a sync has begun."""
    run = runs.open_run(account=account, trigger=SyncRun.Trigger.REPLAY, now=clock())
    if run.trigger != SyncRun.Trigger.REPLAY:
        raise runs.AlreadyRunning(
            f"{account.name} has an unfinished sync (run {run.pk}). Let it end first."
        )
    return work_on(run, clock=clock, progress=progress)


def work_on(run: SyncRun, *, clock: Clock, progress: Progress) -> Replayed:
    """Claim a run that was queued as a replay. One that was cut off begins anew: what is done is done."""
    account = run.account
    bind_contextvars(run=run.pk, account=str(account.uuid))
    run = runs.claim(run, now=clock())
    replayed = read_again(account, run, clock=clock, progress=progress, keep=True)
    issues.resolve_settled(account, clock())
    runs.end(run, state=SyncRun.State.COMPLETED, now=clock())
    return replayed


def rehearse(account: IntegratedAccount, *, clock: Clock, progress: Progress) -> Replayed:
    """What replay would do; nothing is kept of it."""
    return read_again(account, None, clock=clock, progress=progress, keep=False)


def read_again(
    account: IntegratedAccount, run: SyncRun | None, *, clock: Clock, progress: Progress, keep: bool
) -> Replayed:
    replayed = Replayed()
    for resource in profile_of(account).resources:
        tally = replayed.tallies[resource.name] = Tally()
        for raws in stored(account, resource):
            origin = Origin(
                company_id=account.company_id,
                account_id=account.pk,
                source=Change.Source.COMMAND,
                run_id=run.pk if run else None,
                at=clock(),
            )
            page = Page(account, resource, origin, mapping_of(account))
            with transaction.atomic():
                newest = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
                store(page, raws)
                replayed.moves += moves_since(newest, account)
                if run:
                    run.counts[resource.name] = tally.as_json()
                    runs.keep(run, now=clock())
                transaction.set_rollback(not keep)
            tally.add(page.tally)
            progress(resource.name, tally)
    return replayed


def stored(account: IntegratedAccount, resource: Resource) -> Iterator[list[Any]]:
    """The raw records of a list that are not gone, some at a time, in the order they came."""
    records = RemoteRecord.objects.filter(account=account, resource=resource.name, deleted_at=None)
    records = records.exclude(raw=b"")
    last = 0
    while True:
        some = list(records.filter(pk__gt=last).order_by("pk").values_list("pk", "raw")[:CHUNK])
        if not some:
            return
        last = some[-1][0]
        yield [json.loads(zlib.decompress(raw)) for _, raw in some]


def moves_since(newest: int, account: IntegratedAccount) -> Counter[tuple[str, str, str, str]]:
    """`(kind, field, from, to)` of the changes noted after one."""
    noted = Change.objects.filter(pk__gt=newest, account=account).values_list("subject", "fields")
    return Counter(
        (subject, name, shown(old), shown(new))
        for subject, fields in noted
        for name, (old, new) in fields.items()
    )


def shown(value: object) -> str:
    return "nothing" if value in (None, "") else str(value)
