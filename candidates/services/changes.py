"""The only writer of changes: whatever differs between a row as it was and as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from candidates.models import Change, Mirrored
from candidates.services.bulk import insert

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


@cache
def told_fields(model: type[Mirrored]) -> tuple[str, ...]:
    return tuple(
        field.attname for field in model._meta.concrete_fields if field.attname not in UNTOLD
    )


def snapshot(row: Mirrored) -> dict[str, Any]:
    return {name: getattr(row, name) for name in told_fields(type(row))}


def as_json(value: object) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def differences(before: dict[str, Any], row: Mirrored) -> dict[str, list[Any]]:
    """`{field: [old, new]}` of what changed since the snapshot; an empty snapshot tells all that is set."""
    now = snapshot(row)
    return {
        name: [as_json(before.get(name)), as_json(value)]
        for name, value in now.items()
        if before.get(name) != value and not (not before and value == "")
    }


def story_of(row: Mirrored) -> tuple[int | None, int | None]:
    """The candidate and the interview whose timeline a change of this row belongs to."""
    subject = type(row)._meta.model_name
    candidate = row.pk if subject == "candidate" else getattr(row, "candidate_id", None)
    interview = row.pk if subject == "interview" else getattr(row, "interview_id", None)
    return candidate, interview


def change_of(row: Mirrored, kind: str, fields: dict[str, list[Any]], origin: Origin) -> Change:
    candidate_id, interview_id = story_of(row)
    return Change(
        company_id=origin.company_id,
        account_id=row.account_id,
        kind=kind,
        subject=str(type(row)._meta.model_name),
        subject_id=row.pk,
        remote_id=row.remote_id,
        candidate_id=candidate_id,
        interview_id=interview_id,
        fields=fields,
        source=origin.source,
        run_id=origin.run_id,
        actor_id=origin.actor_id,
        at=origin.at,
    )


def note(changes: Iterable[Change]) -> None:
    insert(list(changes))
