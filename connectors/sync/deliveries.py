"""Work on what a vendor sent: ask for the records it names, and store the answers like any page.

    body -> ids -> answers (HTTP) -> records, tombstones

The body itself is never a record. Whatever the order in which deliveries come, and however often, the vendor
is asked how it is now.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from candidates.models import Change
from candidates.services.changes import Origin
from connectors.base import Profile, Resource, Touched
from connectors.errors import KeyRefused, NotFound, SlowDown, VendorDown, VendorError
from connectors.http import Client
from connectors.models import Delivery, IntegratedAccount
from connectors.selectors.vendors import profile_of
from connectors.services import accounts
from connectors.services import deliveries as rows
from connectors.sync import absence, companions
from connectors.sync.job import Clock
from connectors.sync.mapped_by import mapping_of
from connectors.sync.overtaken import not_overtaken
from connectors.sync.pages import Page, store
from interviews.services.mirror import KINDS

HANGS_ON = {
    "candidate": (("application", "application", "remote_id"),),
    "application": (
        ("interview", "interview", "remote_id"),
        ("scorecard", "scorecard", "remote_id"),
    ),
    "interview": (
        ("interviewer", "interviewer", "remote_id"),
        ("scorecard", "interviewer", "scorecard_remote_id"),
    ),
    "stage": (("slot", "slot", "remote_id"),),
}
"""What may be gone with a record without anybody saying so: its kind, and which column of which rows that refer
to the record names it.
"""

MOST_COMPARED = 200

Wanted = dict[str, dict[str, str]]
"""`{kind: {remote id: the reason to bury it with, or nothing}}`"""


@dataclass(slots=True)
class Errand:
    delivery: Delivery
    profile: Profile
    client: Client
    clock: Clock
    wanted: Wanted = field(default_factory=lambda: defaultdict(dict))
    parents: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def origin(self) -> Origin:
        return Origin(
            company_id=self.delivery.account.company_id,
            account_id=self.delivery.account_id,
            source=Change.Source.WEBHOOK,
            at=self.clock(),
        )

    def page_of(self, resource: Resource) -> Page:
        account = self.delivery.account
        return Page(account, resource, self.origin, mapping_of(account))


def work_on(delivery_id: int, *, clock: Clock) -> Delivery:
    """Claim it and ask the vendor. Raises NotFree; what fails waits in its row, or is told there."""
    delivery = rows.claim(delivery_id, now=clock())
    account = delivery.account
    try:
        if account.state == IntegratedAccount.State.PAUSED:
            rows.put_off(delivery, until=clock(), problem="The connection is paused.")
            return delivery
        named = touched_by(delivery)
        if named:
            with accounts.open_client(account, clock=clock) as client:
                run(Errand(delivery, profile_of(account), client, clock), named)
        rows.end(delivery, now=clock())
        settle_failed(delivery, named, now=clock())
    except rows.NotFree:
        raise
    except SlowDown as problem:
        until = problem.until or clock() + timedelta(seconds=problem.retry_after)
        accounts.throttle(account, until=until)
        rows.put_off(delivery, until=until, problem=problem.message)
    except (KeyRefused, VendorDown) as problem:
        rows.retry_later(delivery, now=clock(), problem=problem.message)
    except VendorError as problem:
        rows.fail(delivery, now=clock(), problem=problem.message)
    except Exception as problem:
        told = f"The hub failed while working on it: {type(problem).__name__}."
        rows.retry_later(delivery, now=clock(), problem=told)
        raise
    delivery.refresh_from_db()
    return delivery


def settle_failed(delivery: Delivery, named: list[Touched], *, now: datetime) -> None:
    """Earlier ones that were given up and named nothing but what was asked for now are worked on thereby."""
    if not rows.has_failed(delivery.account):
        return
    asked = {(one.resource, one.remote_id) for one in named}
    earlier = Delivery.objects.select_related("account").filter(
        account=delivery.account, state=Delivery.State.FAILED, received_at__lte=delivery.received_at
    )
    over = [one.pk for one in earlier.order_by("-pk")[:MOST_COMPARED] if asked >= names_in(one)]
    settle = Delivery.objects.filter(pk__in=over)
    rows.settle(settle, by=f"webhook #{delivery.pk}", now=now)


def names_in(delivery: Delivery) -> set[tuple[str, str]]:
    """The records it names; one that names none is only settled by a whole listing."""
    try:
        named = {(one.resource, one.remote_id) for one in touched_by(delivery)}
    except VendorError:
        named = set()
    return named or {("", "")}


def touched_by(delivery: Delivery) -> list[Touched]:
    webhook = accounts.webhook_of(delivery.account)
    try:
        body = json.loads(zlib.decompress(delivery.body))
    except (ValueError, RecursionError):
        raise VendorError("The vendor signed it, but its body is no JSON.") from None
    return list(webhook.touched(body)) if webhook else []


def run(errand: Errand, named: Iterable[Touched]) -> None:
    """List by list in the profile's order, in which what is referred to comes before what refers to it."""
    lists = {resource.name: resource for resource in errand.profile.resources}
    for one in named:
        if one.resource in lists:
            kind = lists[one.resource].kind
            want(errand.wanted, kind, [one.remote_id], one.gone)
            if one.parent:
                errand.parents[one.resource][one.remote_id] = one.parent
            want_below(errand, kind, [one.remote_id], one.below)
    for resource in errand.profile.resources:
        if wanted := errand.wanted.get(resource.kind):
            try:
                ask_again(errand, resource, wanted)
            except (KeyRefused, NotFound):
                if not resource.optional:
                    raise


def want(wanted: Wanted, kind: str, remote_ids: Iterable[str], reason: str) -> None:
    for remote_id in remote_ids:
        wanted[kind][remote_id] = wanted[kind].get(remote_id) or reason


def want_below(errand: Errand, kind: str, remote_ids: list[str], reason: str) -> None:
    """What hangs on these records in our tables, floor by floor."""
    if not reason or not remote_ids:
        return
    for below, owner, name in HANGS_ON.get(kind, ()):
        hanging = KINDS[owner].model.objects.filter(
            account=errand.delivery.account,
            deleted_at=None,
            **{f"{kind}_remote_id__in": remote_ids},
        )
        found = [key for key in hanging.values_list(named(below, name), flat=True) if key]
        want(errand.wanted, below, found, reason)
        want_below(errand, below, found, reason)


def named(kind: str, column: str) -> Any:
    """The id that the vendor is asked by: of the record, where several interviews stand in one."""
    own = kind == "interview" and column == "remote_id"
    return Coalesce("record_remote_id", "remote_id") if own else F(column)


def ask_again(errand: Errand, resource: Resource, wanted: dict[str, str]) -> None:
    """Store what the vendor has, bury what it no longer has where there is a reason to."""
    if resource.lookup is None:
        return
    asked_at, present = errand.clock(), set[str]()
    parents = absence.parents_of(errand.delivery.account, resource, wanted)
    parents |= errand.parents[resource.name]
    alive = absence.witnesses(errand.delivery.account, resource, wanted)
    for raws in absence.look_up(errand.client, resource, wanted, alive=alive, parents=parents):
        page = errand.page_of(resource)
        fetched = companions.fetch(errand.client, errand.profile, page, raws)
        with transaction.atomic():
            rows.keep(errand.delivery, now=errand.clock())
            present |= {key for raw in raws if (key := absence.key_in(resource, raw))}
            store(page, not_overtaken(page, raws, asked_at))
            for found in fetched:
                companions.keep(errand.page_of(found.resource), found)
    by_reason: dict[str, list[str]] = defaultdict(list)
    for remote_id in wanted.keys() - present:
        by_reason[wanted[remote_id]].append(remote_id)
    by_reason.pop("", None)
    with transaction.atomic():
        rows.keep(errand.delivery, now=errand.clock())
        for reason, gone in by_reason.items():
            absence.bury_records(
                errand.delivery.account, resource, gone, errand.origin, reason=reason
            )
