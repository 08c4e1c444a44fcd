"""Records of another list that belong to those on a page: an interview's panel, where it is listed apart.

When only what changed is listed, a seat that was taken away is nowhere to be seen. So the whole panel of
each interview that changed is asked for again, and what is no longer in it is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from candidates.statuses import DeletedReason
from connectors.base import Companion, Profile, Resource
from connectors.http import Client
from connectors.models import RemoteRecord
from connectors.paging import Request
from connectors.sync.absence import batched
from connectors.sync.pages import Page, digest_of, keyed_records, known_records, pack, stands, store
from interviews.services.mirror import KINDS, bury_remote


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The companions of `owners` (remote ids), as the vendor has them now."""

    resource: Resource
    parent: str
    owners: list[str]
    raws: list[Any]


def fetch(client: Client, profile: Profile, page: Page, raws: Iterable[Any]) -> list[Fetched]:
    """Ask for the companions of those records on the page that are new or changed."""
    if not page.resource.companions:
        return []
    looked = Page(page.account, page.resource, page.origin, page.mapping)
    keyed = keyed_records(looked, raws)
    known = known_records(looked, keyed)
    owners = [
        key
        for key, raw in keyed.items()
        if not stands(known.get(key), digest_of(page.mapping, pack(raw)))
    ]
    return [
        Fetched(
            resource=profile.resource(companion.resource),
            parent=companion.parent,
            owners=owners,
            raws=list(ask(client, profile.resource(companion.resource), companion, owners)),
        )
        for companion in page.resource.companions
    ]


def ask(
    client: Client, resource: Resource, companion: Companion, owners: list[str]
) -> Iterable[Any]:
    for some in batched(owners, companion.lookup.batch):
        asked = companion.lookup.request(some)
        following: Request | None
        following = resource.paging.first(asked.path, asked.params, resource.page_size)
        while following is not None:
            request, response = following, client.send(following)
            yield from resource.paging.items(response)
            following = resource.paging.next(request, response)


def keep(page: Page, found: Fetched) -> None:
    """Store the companions and bury those that an owner no longer has. Call inside a transaction."""
    present = store(page, found.raws)
    kind = found.resource.kind
    gone = (
        KINDS[kind]
        .model.objects.filter(
            account=page.account, deleted_at=None, **{f"{found.parent}__in": found.owners}
        )
        .exclude(remote_id__in=present)
    )
    ids = list(gone.values_list("remote_id", flat=True))
    if ids:
        bury_remote(kind=kind, remote_ids=ids, reason=DeletedReason.VENDOR, origin=page.origin)
        page.tally.deleted += RemoteRecord.objects.filter(
            account=page.account, resource=found.resource.name, remote_id__in=ids
        ).update(deleted_at=page.origin.at)
