"""Where each field of an interview comes from: the vendor's path and raw value, the rule, the run.

Four statements, whatever the interview.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_noop

from candidates.models import Change
from connectors.base import Profile, Resource
from connectors.errors import BadRecord
from connectors.mapping import Findings, Pick, Raw, Recipe
from connectors.models import RemoteRecord
from connectors.paths import dig
from connectors.selectors.raw import raw_of
from connectors.selectors.vendors import profile_of
from interviews.models import Interview

FIELDS = (
    "title", "kind", "round", "status", "vendor_status", "start_at", "end_at", "start_date", "end_date",
    "time_zone", "location", "meeting_url", "application_remote_id", "candidate_remote_id", "job_remote_id",
    "stage_remote_id", "organizer_remote_id", "proposed_start_at", "proposed_end_at", "proposed_by",
    "external_event_id", "vendor_created_at", "vendor_updated_at",
)  # fmt: skip
TAKEN_FROM = {
    "title": gettext_noop("the plan step's name"),
    "stage_remote_id": gettext_noop("the plan step's stage"),
    "candidate_remote_id": gettext_noop("the application's candidate"),
    "job_remote_id": gettext_noop("the application's job"),
}
MOST_CHANGES = 500
LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One field. `raw` are the vendor's values by path; `origin` is `vendor`, `linked` (from a record that the
    interview refers to), `hub` (changed here since it was read) or `not_reported`. `change` set it last.
    """

    field: str
    value: Any
    raw: tuple[tuple[str, Any], ...]
    rule: str
    inferred: bool
    origin: str
    change: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """`record` is the vendor's record that was read; None where none is kept."""

    interview: Interview
    record: RemoteRecord | None
    fields: tuple[Explained, ...]


def explain(*, company_id: int, pk: int) -> Explanation | None:
    """None where the company has no such interview."""
    interview = (
        Interview.objects.select_related("account").filter(company_id=company_id, pk=pk).first()
    )
    return explanation_of(interview) if interview else None


def explanation_of(interview: Interview) -> Explanation:
    """Three statements; its account is read already."""
    profile = profile_of(interview.account) if interview.account else None
    record = record_of(interview, profile) if profile else None
    recipe, raw = reading_of(interview, profile, record)
    reading = (record.reading if record else {}).get("interview", {}).get(interview.remote_id, {})
    last = last_changes(interview)
    fields = tuple(
        explained(interview, name, recipe.picks.get(name) if recipe else None, raw, reading, last)
        for name in FIELDS
    )
    return Explanation(interview=interview, record=record, fields=fields)


def record_of(interview: Interview, profile: Profile) -> RemoteRecord | None:
    return (
        RemoteRecord.objects.select_related("run")
        .filter(
            account=interview.account,
            resource__in=[resource.name for resource in with_interviews(profile)],
            remote_id=interview.record_remote_id or interview.remote_id,
        )
        .first()
    )


def with_interviews(profile: Profile) -> list[Resource]:
    return [
        resource
        for resource in profile.resources
        if any(recipe.kind == "interview" for recipe in resource.makes)
    ]


def reading_of(
    interview: Interview, profile: Profile | None, record: RemoteRecord | None
) -> tuple[Recipe | None, Raw]:
    """The recipe that made the interview, and the raw record (or the entry in it) that it was made of."""
    if profile is None or record is None:
        return None, {}
    recipes = [one for one in profile.resource(record.resource).makes if one.kind == "interview"]
    try:
        raw = raw_of(record)
        for recipe in recipes:
            for entry in entries_of(recipe, raw):
                if recipe.picks["remote_id"].read(entry, Findings()) == interview.remote_id:
                    return recipe, entry
    except (ValueError, BadRecord):
        raw = None
    return recipes[0], raw if isinstance(raw, dict) else {}


def entries_of(recipe: Recipe, raw: Any) -> Iterator[Raw]:
    if not isinstance(raw, dict) or (recipe.only and not recipe.only(raw)):
        return iter(())
    return recipe.entries(raw) if recipe.each else iter((raw,))


def last_changes(interview: Interview) -> dict[str, Change]:
    changes = Change.objects.select_related("actor").filter(
        subject="interview", subject_id=interview.pk
    )
    found: dict[str, Change] = {}
    for change in changes.order_by("-pk")[:MOST_CHANGES]:
        for name in change.fields:
            found.setdefault(name, change)
    return found


def explained(
    interview: Interview,
    name: str,
    pick: Pick | None,
    raw: Raw,
    reading: dict[str, Any],
    last: dict[str, Change],
) -> Explained:
    value = getattr(interview, name)
    read = reading.get(name)
    change = last.get(name)
    by_hub = change is not None and change.source not in (Change.Source.SYNC, Change.Source.WEBHOOK)
    if by_hub:
        origin = "hub"
    elif pick is not None and (read is not None or value is None):
        origin = "vendor"
    elif value is not None:
        origin = "linked"
    else:
        origin = "not_reported"
    return Explained(
        field=name,
        value=shown(value),
        raw=tuple((path, cut(dig(raw, path))) for path in pick.paths) if pick else (),
        rule=TAKEN_FROM.get(name, "") if origin == "linked" else pick.rule if pick else "",
        inferred=name in (interview.inferred or "").split() or bool(pick and pick.inferred),
        origin=origin,
        change=change,
    )


def shown(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def cut(value: Any) -> Any:
    """A raw value as it is, a long text at its beginning."""
    return value[:LONGEST] + "…" if isinstance(value, str) and len(value) > LONGEST else value
