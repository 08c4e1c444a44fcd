"""One page of raw records into the tables: raw, reading, news, rows, changes. Call inside a transaction."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from candidates.services.bulk import blank_rows, find, insert, update
from candidates.services.changes import Origin
from candidates.services.mirror import Arrival
from candidates.statuses import DeletedReason
from connectors.base import Resource
from connectors.errors import BadRecord
from connectors.kinds import KINDS as RECORDS
from connectors.mapping import Findings
from connectors.models import IntegratedAccount, RemoteRecord
from connectors.models.sync import ERASED
from connectors.services.issues import Finding, raise_issues
from connectors.sync.claims import unclaimed
from connectors.sync.findings import unknown_word, unreadable
from connectors.sync.joined_lists import together
from connectors.sync.packing import cut, digest_of, may_be_deep, pack
from connectors.sync.tally import Tally
from interviews.services.mirror import KINDS, bury_remote, mirror

Reading = dict[str, dict[str, dict[str, Any]]]
TOGETHER = frozenset({"start_at", "end_at", "start_date", "end_date"})
REREAD = ("raw", "digest", "reading", "problem", "unknown_words", "read_at", "run", "deleted_at")


class Known(NamedTuple):
    """What tells whether a record has to be read again; `deleted_at` is of no use but to be there or not."""

    pk: int
    digest: str
    problem: str
    deleted_at: Any


@dataclass(slots=True)
class Page:
    """What one page brings, as it is being worked out."""

    account: IntegratedAccount
    resource: Resource
    origin: Origin
    mapping: str
    tally: Tally = field(default_factory=Tally)
    arrivals: dict[str, list[Arrival]] = field(default_factory=lambda: defaultdict(list))
    gone: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    findings: list[Finding] = field(default_factory=list)
    new: list[RemoteRecord] = field(default_factory=list)
    changed: list[RemoteRecord] = field(default_factory=list)
    nameless: bool = False
    picks: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.picks = {
            recipe.kind: recipe.picks.keys() - {"remote_id"} for recipe in self.resource.makes
        }


def store(page: Page, raws: Iterable[Any]) -> set[str]:
    """Read a page of raw records and write what is news in it; the ids on it."""
    keyed = keyed_records(page, together(page.account, page.resource, raws))
    known = known_records(page, keyed)
    packed, digests = {}, {}
    for remote_id, raw in keyed.items():
        text = pack(raw)
        digest = digest_of(page.mapping, text)
        if stands(known.get(remote_id), digest):
            page.tally.count("rejected" if known[remote_id].problem else "unchanged")
        else:
            packed[remote_id], digests[remote_id] = text, digest
    for record in records_of(page, packed, known):
        text, raw = packed[record.remote_id], keyed[record.remote_id]
        record.digest = digests[record.remote_id]
        record.raw = zlib.compress(text, 1)
        take_in(page, record, cut(raw) if may_be_deep(text) else raw)
    write(page)
    return set(keyed)


def records_of(
    page: Page, remote_ids: Iterable[str], known: dict[str, Known]
) -> Iterator[RemoteRecord]:
    """The rows to be written, those that are known with their last reading."""
    keys = [known[remote_id].pk for remote_id in remote_ids if remote_id in known]
    kept = RemoteRecord.objects.filter(pk__in=keys).defer("raw") if keys else ()
    here = {record.remote_id: record for record in kept}
    blank = blank_rows(RemoteRecord, account_id=page.account.pk, resource=page.resource.name)
    for remote_id in remote_ids:
        record = here.get(remote_id) or blank()
        record.remote_id = remote_id
        yield record


def keyed_records(page: Page, raws: Iterable[Any]) -> dict[str, Any]:
    """Raw records by their id; what has none is told as an issue."""
    keyed: dict[str, Any] = {}
    for raw in raws:
        if page.resource.skip(raw):
            continue
        page.tally.read += 1
        try:
            remote_id = page.resource.key_of(raw)
            if remote_id is None:
                raise BadRecord(f"it has no id: {str(raw)[:200]}", field="id", value=str(raw)[:200])
        except BadRecord as problem:
            page.tally.rejected += 1
            page.nameless = True
            page.findings.append(unreadable(page.resource, "", problem))
            continue
        if remote_id in keyed:
            page.tally.read -= 1
        keyed[remote_id] = raw
    return keyed


def known_records(page: Page, remote_ids: Iterable[str]) -> dict[str, Known]:
    rows = find(
        RemoteRecord,
        remote_ids,
        ("remote_id", "id", "digest", "problem", "deleted_at"),
        by="remote_id",
        account_id=page.account.pk,
        resource=page.resource.name,
    )
    return {remote_id: Known(*kept) for remote_id, *kept in rows}


def stands(record: Known | None, digest: str) -> bool:
    """What was erased here is not kept again, whatever comes."""
    if record is None:
        return False
    return record.digest == ERASED or (record.digest == digest and record.deleted_at is None)


def take_in(page: Page, record: RemoteRecord, raw: Any) -> None:
    """Read one record that is new or differs, and sort out what is news in it."""
    fresh = record.pk is None
    record.read_at, record.run_id = page.origin.at, page.origin.run_id
    (page.new if fresh else page.changed).append(record)
    own_words = page.account.words.get(page.resource.name, {})
    findings = Findings(own_words=own_words, at=page.origin.at)
    try:
        read = [
            (recipe.kind, one)
            for recipe in page.resource.makes
            for one in recipe.read(raw, findings)
        ]
        for kind, one in read:
            check_columns(kind, one)
    except BadRecord as problem:
        if record.deleted_at:
            record.reading, record.deleted_at = {}, None
        record.problem = problem.message
        page.tally.rejected += 1
        page.findings.append(unreadable(page.resource, record.remote_id, problem))
        return
    record.problem = ""
    record.unknown_words = "".join(
        f"{found.field} {found.word}".replace("\n", " ") + "\n" for found in findings.unknown_words
    )
    page.findings += [unknown_word(page.resource, found) for found in findings.unknown_words]
    before: Reading = {} if record.deleted_at else record.reading
    never_read = fresh or not record.reading
    record.reading, record.deleted_at = reading_of(read), None
    moved = compare(
        page, before, record.reading, {(kind, one.remote_id): one for kind, one in read}
    )
    page.tally.count("new" if never_read else "changed" if moved else "unchanged")


@cache
def longest(kind: str) -> tuple[tuple[str, int], ...]:
    """How many characters the columns of a kind hold, where they are limited."""
    shape: Any = RECORDS[kind]
    names = {*reported_fields(shape), "remote_id"}
    model = KINDS[kind].model._meta
    columns = [column for column in model.concrete_fields if column.attname in names]
    return tuple((column.attname, column.max_length) for column in columns if column.max_length)


def check_columns(kind: str, record: Any) -> None:
    for name, limit in longest(kind):
        value = getattr(record, name)
        if value is not None and len(value) > limit:
            raise BadRecord(
                f"{name} has {len(value)} characters, at most {limit} can be kept.",
                field=name,
                value=value[:200],
            )


def reading_of(read: list[tuple[str, Any]]) -> Reading:
    reading: Reading = defaultdict(dict)
    for kind, record in read:
        shape: Any = type(record)
        values_of = reported_values(shape)
        reading[kind][record.remote_id] = {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in zip(reported_fields(shape), values_of(record), strict=True)
            if value is not None
        }
    return dict(reading)


@cache
def reported_fields(record: type[Any]) -> tuple[str, ...]:
    return tuple(column.name for column in fields(record) if column.name != "remote_id")


@cache
def reported_values(record: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    shape: Any = record
    return attrgetter(*reported_fields(shape))


def compare(page: Page, before: Reading, now: Reading, records: dict[tuple[str, str], Any]) -> bool:
    """Collect what differs from the last reading; True if anything does."""
    moved = False
    for kind, ours in now.items():
        theirs = before.get(kind, {})
        for remote_id, values in ours.items():
            old = theirs.get(remote_id)
            news = page.picks[kind] if old is None else differing(old, values)
            if news or old is None:
                moved = True
                record = records[kind, remote_id]
                if news & TOGETHER:
                    together = TOGETHER | {"status"} if page.resource.elapsing else TOGETHER
                    news = news | together & page.picks[kind]
                arrival = Arrival(
                    remote_id=remote_id, news={name: getattr(record, name) for name in news}
                )
                page.arrivals[kind].append(arrival)
    for kind, theirs in before.items():
        gone = theirs.keys() - now.get(kind, {}).keys()
        page.gone[kind] += gone
        moved = moved or bool(gone)
    return moved


def differing(old: dict[str, Any], now: dict[str, Any]) -> set[str]:
    return {name for name in old.keys() | now.keys() if old.get(name) != now.get(name)}


def write(page: Page) -> None:
    insert(page.new)
    update(page.changed, REREAD)
    for kind in (recipe.kind for recipe in page.resource.makes):
        if page.arrivals[kind]:
            mirror(kind=kind, arrivals=page.arrivals[kind], origin=page.origin)
        if page.gone[kind]:
            bury_remote(
                kind=kind,
                remote_ids=unclaimed(page.account, page.resource, kind, page.gone[kind]),
                reason=DeletedReason.VENDOR,
                origin=page.origin,
            )
    raise_issues(page.account, page.findings, page.origin.at)
