"""The only writer of changes: whatever differs between a row as it was and as it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any

from candidates.models import Change, Mirrored
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


@cache
def told_values(model: type[Mirrored]) -> Callable[[Mirrored], tuple[Any, ...]]:
    return attrgetter(*told_fields(model))


def snapshot(row: Mirrored) -> dict[str, Any]:
    model = type(row)
    return dict(zip(told_fields(model), told_values(model)(row), strict=True))


def as_json(value: object) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def differences(before: dict[str, Any], row: Mirrored) -> Fields:
    """`{field: [old, new]}` of what changed since the snapshot; an empty snapshot tells all that is set."""
    model = type(row)
    now = zip(told_fields(model), told_values(model)(row), strict=True)
    if not before:
        return {
            name: [None, value.isoformat() if isinstance(value, date) else value]
            for name, value in now
            if value is not None and value != ""
        }
    return {
        name: [as_json(before[name]), as_json(value)]
        for name, value in now
        if before[name] != value
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
