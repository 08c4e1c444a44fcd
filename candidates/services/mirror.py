"""Bring rows of ours to what a vendor reported, a page at a time, with one change for each row that moved.

Drafts are rows in memory beside a snapshot of what they were. News is applied, references are linked,
derived fields follow, and what then differs is written. A page costs a constant number of statements.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import QuerySet

from candidates.models import Candidate, Change, Document, Mirrored
from candidates.services.bulk import blank_rows, find, insert, update
from candidates.services.changes import Origin, differences, note, snapshot
from candidates.statuses import DeletedReason

REMOTE = "_remote_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """News of one record: the fields that differ from what was read last time (all of them, if new)."""

    remote_id: str
    news: Mapping[str, Any]


@dataclass(slots=True)
class Draft:
    """A row and what it was; `before` is empty for a row that does not exist yet."""

    row: Any
    before: dict[str, Any]


@dataclass(slots=True)
class Saved:
    """Rows by what happened to them; `fields` are the names of what changed, by primary key."""

    created: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    fields: dict[int, frozenset[str]] = field(default_factory=dict)

    @property
    def rows(self) -> list[Any]:
        return self.created + self.changed


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key `name` beside the column `name_remote_id` that says what it refers to."""

    name: str
    target: type[Mirrored]


@cache
def links_of(model: type[Mirrored]) -> tuple[Link, ...]:
    columns = {column.attname for column in model._meta.concrete_fields}
    return tuple(
        Link(column.name, column.related_model)  # type: ignore[arg-type]
        for column in model._meta.concrete_fields
        if column.is_relation and column.name + REMOTE in columns
    )


def draft_arrivals(
    model: type[Mirrored], arrivals: Iterable[Arrival], origin: Origin
) -> list[Draft]:
    """News of who was erased here is not taken in, and their rows stay as they are."""
    arriving: dict[str, dict[str, Any]] = {}
    for arrival in arrivals:
        arriving.setdefault(arrival.remote_id, {}).update(arrival.news)
    here = remote_rows(model, origin.account_id, arriving)
    rows = model.objects.filter(pk__in=[pk for (pk,) in here.values()])
    drafts = {draft.row.remote_id: draft for draft in draft_rows(rows)}
    blank = blank_rows(model, company_id=origin.company_id, account_id=origin.account_id)
    for remote_id, news in arriving.items():
        if remote_id not in drafts:
            drafts[remote_id] = Draft(blank(), {})
        elif drafts[remote_id].row.deleted_reason == DeletedReason.ERASED:
            del drafts[remote_id]
            continue
        row = drafts[remote_id].row
        row.remote_id, row.deleted_at, row.deleted_reason = remote_id, None, ""
        vars(row).update(news)
    return [drafts[remote_id] for remote_id in arriving if remote_id in drafts]


def draft_rows(rows: QuerySet[Any]) -> list[Draft]:
    """Locked until the transaction ends, in one order for everybody, so that no edit in between is lost."""
    locked = rows.select_for_update(no_key=True).order_by("pk")
    return [Draft(row, snapshot(row)) for row in locked]


def remote_rows(
    model: type[Mirrored], account_id: int | None, remote_ids: Iterable[str | None], *fields: str
) -> dict[str, tuple[Any, ...]]:
    """`{remote id: (pk, *fields)}` of the account's rows; one statement."""
    wanted = {remote_id for remote_id in remote_ids if remote_id is not None}
    if not wanted:
        return {}
    columns = ("remote_id", "id", *fields)
    found = find(model, wanted, columns, by="remote_id", account_id=account_id)
    return {row[0]: row[1:] for row in found}


def link(drafts: list[Draft], origin: Origin) -> None:
    """Fill each foreign key from the vendor's reference beside it; unknown stays null until it comes.

    A key without a reference was set in the hub and stays, unless there was a reference before.
    """
    if not drafts:
        return
    model: type[Mirrored] = type(drafts[0].row)
    for reference in links_of(model):
        remote = [getattr(draft.row, reference.name + REMOTE) for draft in drafts]
        known = remote_rows(reference.target, origin.account_id, remote)
        for draft, remote_id in zip(drafts, remote, strict=True):
            if remote_id is not None or draft.before.get(reference.name + REMOTE) is not None:
                setattr(draft.row, reference.name + "_id", known.get(remote_id, (None,))[0])


def save(drafts: list[Draft], origin: Origin) -> Saved:
    """Write what differs, bump versions, note the changes."""
    saved, changes = Saved(), []
    touched: set[str] = set()
    for draft in drafts:
        fields = differences(draft.before, draft.row)
        if draft.before and not fields:
            continue
        draft.row.updated_at = origin.at
        if draft.before:
            draft.row.version += 1
            touched |= fields.keys()
            saved.changed.append(draft.row)
            saved.fields[draft.row.pk] = frozenset(fields)
            kind = (
                Change.Kind.DELETED
                if fields.get("deleted_at", [0, None])[1]
                else Change.Kind.UPDATED
            )
        else:
            draft.row.created_at = origin.at
            saved.created.append(draft.row)
            kind = Change.Kind.ADDED
        changes.append((draft.row, kind, fields))
    write(saved, touched)
    drop_documents([row for row, kind, _ in changes if kind == Change.Kind.DELETED])
    note(changes, origin)
    return saved


def write(saved: Saved, touched: set[str]) -> None:
    insert(saved.created)
    update(saved.changed, [*sorted(touched), "updated_at", "version"])


def drop_documents(gone: list[Any]) -> None:
    """A tombstone says who was there; it keeps no photo and no CV."""
    candidates = [row.pk for row in gone if isinstance(row, Candidate)]
    if candidates:
        Document.objects.filter(candidate__in=candidates).delete()


Derive = Callable[[list[Draft], Origin], None]


def settle(drafts: list[Draft], origin: Origin, derive: Derive | None) -> Saved:
    """Derived fields, then links, then write: what every path to a row ends with."""
    if derive:
        derive(drafts, origin)
    link(drafts, origin)
    return save(drafts, origin)


def bury(rows: QuerySet[Any], reason: str, origin: Origin) -> Saved:
    """Make tombstones: the row stays, with the moment and the reason."""
    drafts = draft_rows(rows)
    for draft in drafts:
        draft.row.deleted_at, draft.row.deleted_reason = origin.at, reason
    return save(drafts, origin)
