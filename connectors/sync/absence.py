"""What a complete listing no longer holds: asked for by id, then made tombstones, behind a breaker."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from candidates.services.changes import Origin
from candidates.statuses import DeletedReason
from connectors.base import Lookup, Resource
from connectors.errors import BadRecord, GarbageAnswer, LoopDetected, NotFound
from connectors.http import Client
from connectors.models import IntegratedAccount, RemoteRecord
from connectors.paging import Request, Walked
from connectors.sync.claims import unclaimed
from interviews.services.mirror import bury_remote

MANY = 10
MANY_SHARE = 0.2
LOOK_UPS = 1000
LONGEST_ANSWER = 200
WITNESSES = 2


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """As itertools.batched, which comes with Python 3.12."""
    left = iter(items)
    while some := list(islice(left, size)):
        yield some


def too_many(gone: int, known: int) -> bool:
    """The breaker: more than a fifth and more than ten at once is rather a fault than a deletion."""
    return gone > MANY and gone > MANY_SHARE * known


def suspicious(resource: Resource, gone: int, known: int) -> bool:
    """Too many to be believed, or too many to ask for each."""
    too_many_to_ask = resource.lookup is not None and not worth_asking(resource, gone)
    return too_many(gone, known) or too_many_to_ask


def look_up(
    client: Client,
    resource: Resource,
    remote_ids: Iterable[str],
    *,
    alive: Collection[str] = (),
    parents: Mapping[str, str] | None = None,
) -> Iterator[list[Any]]:
    """Raw records for ids, an answer at a time; what the vendor no longer has is not among them.

    `alive` are ids of records that the vendor should have. They are asked for along with the others, and an
    answer without any of them (an empty one, say) is no answer. `parents` are for lookups that go by another record.
    """
    lookup, parents = resource.lookup, parents or {}
    if lookup is None:
        return
    if lookup.listed:
        yield from in_the_list(client, resource, set(remote_ids))
    elif lookup.by_parent:
        for parent in dict.fromkeys(parents[key] for key in remote_ids if key in parents):
            yield list(answers(client, resource, lookup.request([], parent), parent))
    elif not lookup.many:
        for remote_id in remote_ids:
            yield ask_for_one(client, resource, lookup, remote_id, parents.get(remote_id, ""))
    else:
        beside = list(alive)[: lookup.batch // 2]
        for wanted in batched(remote_ids, lookup.batch - len(beside)):
            yield ask_beside(client, resource, lookup, wanted, beside)


def in_the_list(client: Client, resource: Resource, wanted: set[str]) -> Iterator[list[Any]]:
    """All of the list, and of it what is wanted; nothing is asked where nothing is wanted."""
    for value in resource.per.values if resource.per else ("",):
        if wanted:
            raws = answers(client, resource, resource.first(None, [value]), value)
            yield [raw for raw in raws if key_in(resource, raw) in wanted]


def witnesses(
    account: IntegratedAccount, resource: Resource, besides: Collection[str]
) -> list[str]:
    """Some of the oldest and of the newest records that the vendor should still have."""
    live = RemoteRecord.objects.filter(
        account=account, resource=resource.name, deleted_at=None
    ).exclude(remote_id__in=list(besides))
    return first_and_last(live, "remote_id")


def first_and_last(rows: QuerySet[Any], column: str) -> list[str]:
    ids = rows.values_list(column, flat=True)
    found = [*ids.order_by("pk")[:WITNESSES], *ids.order_by("-pk")[:WITNESSES]]
    return list(dict.fromkeys(found))


def parents_of(
    account: IntegratedAccount, resource: Resource, remote_ids: Iterable[str]
) -> dict[str, str]:
    """By which other record each is asked for, as far as its last reading knew."""
    lookup, found = resource.lookup, {}
    if lookup is not None and lookup.parent:
        records = RemoteRecord.objects.filter(
            account=account, resource=resource.name, remote_id__in=list(remote_ids)
        )
        for remote_id, reading in records.values_list("remote_id", "reading"):
            for one in reading.get(resource.kind, {}).values():
                if parent := one.get(lookup.parent):
                    found[remote_id] = parent
    return found


def ask_for_one(
    client: Client, resource: Resource, lookup: Lookup, remote_id: str, parent: str
) -> list[Any]:
    try:
        response = client.send(lookup.request([remote_id], parent))
        lookup.check(response)
    except NotFound:
        return []
    record = response.says(lookup.record) if lookup.record else response.body
    raws = resource.raws([record], [parent])
    if any(key_in(resource, raw) is None for raw in raws):
        raise GarbageAnswer(
            f"Asked for {resource.name} {remote_id}, the vendor answered with no record.",
            url=response.request.path,
        )
    return raws


def ask_beside(
    client: Client, resource: Resource, lookup: Lookup, wanted: list[str], alive: list[str]
) -> list[Any]:
    raws = list(answers(client, resource, lookup.request([*wanted, *alive])))
    others = [raw for raw in raws if key_in(resource, raw) not in alive]
    if alive and len(others) == len(raws):
        raise GarbageAnswer(
            f"Asked for {resource.name} by id, the vendor left out those that it should have.",
            url=lookup.path,
        )
    return others


def answers(client: Client, resource: Resource, asked: Request, parent: str = "") -> Iterator[Any]:
    """The raw records of all pages of an answer."""
    walked = Walked()
    following: Request | None = asked
    if not asked.body:
        following = resource.paging.first(asked.path, asked.params, resource.page_size)
    while following is not None:
        request = walked.step(following)
        response = client.send(request)
        raws = resource.records(response, [parent])
        walked.hold({key for raw in raws if (key := key_in(resource, raw))})
        if len(walked.seen) > LONGEST_ANSWER:
            raise LoopDetected(
                f"The vendor's answer about some {resource.name} does not end.", url=request.path
            )
        yield from raws
        following = resource.paging.next(request, response)


def key_in(resource: Resource, raw: Any) -> str | None:
    try:
        return resource.key_of(raw)
    except BadRecord:
        return None


def worth_asking(resource: Resource, gone: int) -> bool:
    return resource.lookup is not None and gone <= LOOK_UPS * resource.lookup.batch


def bury_records(
    account: IntegratedAccount,
    resource: Resource,
    remote_ids: list[str],
    origin: Origin,
    *,
    reason: str = DeletedReason.ABSENT,
) -> int:
    """Tombstones for the records and everything they made. Returns how many main records it were."""
    buried = 0
    for some in batched(remote_ids, 500):
        records = RemoteRecord.objects.filter(
            account=account, resource=resource.name, remote_id__in=some, deleted_at=None
        )
        made: dict[str, list[str]] = {}
        for reading in records.values_list("reading", flat=True):
            for kind, of_kind in reading.items():
                made.setdefault(kind, []).extend(of_kind)
        buried += records.update(deleted_at=origin.at)
        for kind, ids in made.items():
            gone = unclaimed(account, resource, kind, ids)
            bury_remote(kind=kind, remote_ids=gone, reason=reason, origin=origin)
    return buried
