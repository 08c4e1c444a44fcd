"""The only writer of changes: whatever differs between a row as it was and as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Model

from candidates.models import Change, Mirrored
from candidates.ports import ports
from candidates.services.bulk import insert_values

UNTOLD = frozenset(
    {
        "id",
        "company_id",
        "account_id",
        "remote_id",
        "created_at",
        "updated_at",
        "version",
        "activation_key",
        "password",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a change comes from: `source` is a `Change.Source`, `at` the moment it was made."""

    company_id: int
    source: str
    at: datetime
    account_id: int | None = None
    run_id: int | None = None
    actor_id: int | None = None


COLUMNS = (
    "company",
    "account",
    "kind",
    "subject",
    "subject_id",
    "remote_id",
    "candidate_id",
    "interview_id",
    "fields",
    "source",
    "run_id",
    "actor",
    "at",
)
Fields = dict[str, list[Any]]


@cache
def told_fields(model: type[Mirrored]) -> tuple[str, ...]:
    return tuple(
        field.attname for field in model._meta.concrete_fields if field.attname not in UNTOLD
    )


def snapshot(row: Mirrored) -> dict[str, Any]:
    values = vars(row)
    return {name: values[name] for name in told_fields(type(row))}


def as_json(value: object) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def differences(before: dict[str, Any], row: Mirrored) -> Fields:
    """`{field: [old, new]}` of what changed since the snapshot; an empty snapshot tells all that is set."""
    now, names = vars(row), told_fields(type(row))
    if not before:
        return {
            name: [None, as_json(value)]
            for name in names
            if (value := now[name]) is not None and value != ""
        }
    return {
        name: [as_json(before[name]), as_json(now[name])]
        for name in names
        if before[name] != now[name]
    }


def story_of(row: Mirrored) -> tuple[int | None, int | None]:
    """The candidate and the interview whose timeline a change of this row belongs to."""
    subject = type(row)._meta.model_name
    candidate = row.pk if subject == "candidate" else getattr(row, "candidate_id", None)
    interview = row.pk if subject == "interview" else getattr(row, "interview_id", None)
    return candidate, interview


def note(changes: Iterable[tuple[Mirrored, str, Fields]], origin: Origin) -> None:
    """One change for each row: its `Change.Kind` and what differs."""
    insert_values(
        Change,
        COLUMNS,
        [
            (
                origin.company_id,
                row.account_id,
                kind,
                type(row)._meta.model_name,
                row.pk,
                row.remote_id,
                *story_of(row),
                fields,
                origin.source,
                origin.run_id,
                origin.actor_id,
                origin.at,
            )
            for row, kind, fields in changes
        ],
    )
    ports.witness.changed(origin.company_id)


def note_beside(row: Model, kind: str, fields: Fields, origin: Origin) -> None:
    """The same of a row that no vendor mirrors; it belongs to the story of its candidate or interview."""
    interview = getattr(row, "interview_id", None)
    candidate = getattr(row, "candidate", None)
    account = candidate.account_id if candidate else None
    story = (candidate.pk if candidate else None, interview)
    about = (kind, row._meta.model_name, row.pk, None, *story)
    made = (origin.source, origin.run_id, origin.actor_id, origin.at)
    if fields:
        insert_values(Change, COLUMNS, [(origin.company_id, account, *about, fields, *made)])
        ports.witness.changed(origin.company_id)
