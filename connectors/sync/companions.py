"""Records of another list that belong to those on a page: an interview's panel, where it is listed apart.

When only what changed is listed, a seat that was taken away is nowhere to be seen. So the whole panel of
each interview that changed is asked for again, and what is no longer in it is gone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from candidates.statuses import DeletedReason
from connectors.base import Companion, Profile, Resource
from connectors.errors import GarbageAnswer
from connectors.http import Client
from connectors.models import RemoteRecord
from connectors.services.issues import raise_issues
from connectors.sync.absence import (
    answers,
    batched,
    first_and_last,
    key_in,
    look_up,
    too_many,
    witnesses,
    worth_asking,
)
from connectors.sync.findings import many_gone
from connectors.sync.packing import digest_of, pack
from connectors.sync.pages import Page, keyed_records, known_records, stands, store
from interviews.services.mirror import KINDS, bury_remote


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The companions of `owners` (remote ids), as the vendor has them now."""

    resource: Resource
    parent: str
    owners: list[str]
    raws: list[Any]


def fetch(
    client: Client, profile: Profile, page: Page, raws: Iterable[Any], *, of_all: bool = False
) -> list[Fetched]:
    """Ask for the companions of those records on the page that are new or changed, or `of_all`: a vendor need not
    change a record whose companions change.
    """
    if not page.resource.companions:
        return []
    looked = Page(page.account, page.resource, page.origin, page.mapping)
    keyed = keyed_records(looked, raws)
    known = known_records(looked, keyed)
    owners = [
        key
        for key, raw in keyed.items()
        if of_all or not stands(known.get(key), digest_of(page.mapping, pack(raw)))
    ]
    return [fetch_one(client, profile, page, one, owners) for one in page.resource.companions]


def fetch_one(
    client: Client, profile: Profile, page: Page, companion: Companion, owners: list[str]
) -> Fetched:
    """What is missing from the answer is asked for by its own id, before it counts as gone."""
    resource = profile.resource(companion.resource)
    found = Fetched(
        resource=resource,
        parent=companion.parent,
        owners=owners,
        raws=list(ask(client, page, resource, companion, owners)),
    )
    present = {key for raw in found.raws if (key := key_in(resource, raw))}
    known = kept_now(page, found).values_list("remote_id", flat=True)
    gone = [key for key in known if key not in present]
    if worth_asking(resource, len(gone)):
        alive = list(present)[:3] or witnesses(page.account, resource, gone)
        for raws in look_up(client, resource, gone, alive=alive):
            found.raws.extend(raws)
    return found


def kept_now(page: Page, found: Fetched) -> QuerySet[Any]:
    """Our live rows that belong to the owners."""
    return KINDS[found.resource.kind].model.objects.filter(
        account=page.account, deleted_at=None, **{f"{found.parent}__in": found.owners}
    )


def ask(
    client: Client, page: Page, resource: Resource, companion: Companion, owners: list[str]
) -> Iterator[Any]:
    """That some have none at all is believed if the vendor tells of others, and says so again."""
    for some in batched(owners, companion.lookup.batch):
        raws = list(answers(client, resource, companion.lookup.request(some)))
        if not raws and (others := owners_of_some(page, resource, companion, owners)):
            if not list(answers(client, resource, companion.lookup.request(others))):
                raise GarbageAnswer(
                    f"The vendor tells of no {resource.name}, not even of those that it should have.",
                    url=companion.lookup.path,
                )
            raws = list(answers(client, resource, companion.lookup.request(some)))
        yield from raws


def owners_of_some(
    page: Page, resource: Resource, companion: Companion, besides: list[str]
) -> list[str]:
    live = KINDS[resource.kind].model.objects.filter(account=page.account, deleted_at=None)
    owned = live.exclude(**{f"{companion.parent}__in": besides}).exclude(**{companion.parent: None})
    return first_and_last(owned, companion.parent)


def list_anew(page: Page) -> None:
    """What could not be read, and may never be on a list of changes again, is settled by the next whole listing."""
    page.account.states.filter(resource=page.resource.name).update(listed_at=None)


def keep(page: Page, found: Fetched) -> None:
    """Store the companions and bury those that an owner no longer has. Call inside a transaction.

    Suspiciously many are left to the next whole listing.
    """
    present = store(page, found.raws)
    if page.tally.rejected:
        list_anew(page)
    kind = found.resource.kind
    known = list(kept_now(page, found).values_list("remote_id", flat=True))
    ids = [key for key in known if key not in present]
    if too_many(len(ids), len(known)):
        told = many_gone(found.resource, len(ids), len(known))
        raise_issues(page.account, [told], page.origin.at)
    elif ids:
        bury_remote(kind=kind, remote_ids=ids, reason=DeletedReason.VENDOR, origin=page.origin)
        page.tally.deleted += RemoteRecord.objects.filter(
            account=page.account, resource=found.resource.name, remote_id__in=ids
        ).update(deleted_at=page.origin.at)
