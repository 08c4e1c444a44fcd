"""Ask a vendor again for records that somebody named, and store the answers like any page.

    ids -> answers (HTTP) -> records, tombstones

Whatever the order in which news comes, and however often, the vendor is asked how it is now.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from candidates.services.changes import Origin
from connectors.base import Profile, Resource, Touched
from connectors.errors import KeyRefused, NotFound
from connectors.http import Client
from connectors.models import IntegratedAccount
from connectors.sync import absence, companions
from connectors.sync.job import Clock
from connectors.sync.mapped_by import mapping_of
from connectors.sync.pages import Page, store
from connectors.sync.stale_answers import not_overtaken
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

OVER_FOR = timedelta(days=1)

Wanted = dict[str, dict[str, str]]
"""`{kind: {remote id: the reason to bury it with, or nothing}}`"""


@dataclass(slots=True)
class Errand:
    """`told_as` says who is told to have changed what at a moment; `keep` renews the lease of whatever the
    errand is for, in the transaction of each answer, and raises where it was taken over. `whole`: companions are
    asked for too, though the record may be as it was.
    """

    account: IntegratedAccount
    profile: Profile
    client: Client
    clock: Clock
    told_as: Callable[[datetime], Origin]
    keep: Callable[[datetime], None]
    wanted: Wanted = field(default_factory=lambda: defaultdict(dict))
    parents: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    whole: bool = False

    @property
    def origin(self) -> Origin:
        return self.told_as(self.clock())

    def page_of(self, resource: Resource) -> Page:
        return Page(self.account, resource, self.origin, mapping_of(self.account))


def run(errand: Errand, named: Collection[Touched]) -> None:
    """List by list in the profile's order, in which what is referred to comes before what refers to it."""
    lists = {resource.name: resource for resource in errand.profile.resources}
    for one in named:
        if one.resource in lists:
            kind = lists[one.resource].kind
            want(errand.wanted, kind, [one.remote_id], one.gone)
            if one.parent:
                errand.parents[one.resource][one.remote_id] = one.parent
            want_below(errand, kind, [one.remote_id], one.below)
    want_panels(errand, [one.remote_id for one in named if one.panels])
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
            account=errand.account,
            deleted_at=None,
            **{f"{kind}_remote_id__in": remote_ids},
        )
        found = [key for key in hanging.values_list(named(below, name), flat=True) if key]
        want(errand.wanted, below, found, reason)
        want_below(errand, below, found, reason)


def want_panels(errand: Errand, applications: list[str]) -> None:
    """Their interviews that are not over. An answer need not change the interview, so panels are asked for anyway."""
    if not applications:
        return
    ahead = KINDS["interview"].model.objects.filter(
        account=errand.account,
        deleted_at=None,
        application_remote_id__in=applications,
        begins_at__gte=errand.clock() - OVER_FOR,
    )
    found = [key for key in ahead.values_list(named("interview", "remote_id"), flat=True) if key]
    want(errand.wanted, "interview", found, "")
    errand.whole = errand.whole or bool(found)


def named(kind: str, column: str) -> Any:
    """The id that the vendor is asked by: of the record, where several interviews stand in one."""
    own = kind == "interview" and column == "remote_id"
    return Coalesce("record_remote_id", "remote_id") if own else F(column)


def places_to_ask(
    errand: Errand, resource: Resource, wanted: Iterable[str]
) -> list[tuple[list[str], dict[str, str]]]:
    """Below the record that the webhook says, and what is not there below the one that we know: a wrong place
    in a body that nobody signed must not bury anything.
    """
    known = absence.parents_of(errand.account, resource, wanted)
    told = errand.parents[resource.name]
    elsewhere = [key for key, parent in known.items() if told.get(key, parent) != parent]
    return [(list(wanted), known | told), (elsewhere, known)]


def ask_at(
    errand: Errand, resource: Resource, remote_ids: list[str], parents: dict[str, str]
) -> set[str]:
    """The ids that the vendor answered with."""
    asked_at, present = errand.clock(), set[str]()
    alive = absence.witnesses(errand.account, resource, remote_ids)
    for raws in absence.look_up(errand.client, resource, remote_ids, alive=alive, parents=parents):
        page = errand.page_of(resource)
        fetched = companions.fetch(errand.client, errand.profile, page, raws, of_all=errand.whole)
        with transaction.atomic():
            errand.keep(errand.clock())
            present |= {key for raw in raws if (key := absence.key_in(resource, raw))}
            store(page, not_overtaken(page, raws, asked_at))
            for found in fetched:
                companions.keep(errand.page_of(found.resource), found)
    return present


def ask_again(errand: Errand, resource: Resource, wanted: dict[str, str]) -> None:
    """Store what the vendor has, bury what it no longer has where there is a reason to."""
    if resource.lookup is None:
        return
    present = set[str]()
    for asked, parents in places_to_ask(errand, resource, wanted):
        left = [key for key in asked if key not in present]
        present |= ask_at(errand, resource, left, parents)
    by_reason: dict[str, list[str]] = defaultdict(list)
    for remote_id in wanted.keys() - present:
        by_reason[wanted[remote_id]].append(remote_id)
    by_reason.pop("", None)
    with transaction.atomic():
        errand.keep(errand.clock())
        for reason, gone in by_reason.items():
            absence.bury_records(errand.account, resource, gone, errand.origin, reason=reason)
