"""How a record stands at the vendor, and whether that is what was seen, what is wanted, or neither."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext

from connectors.base import Profile, Resource, Write
from connectors.errors import RequestRefused
from connectors.http import Client
from connectors.mapping import Findings
from connectors.models import WriteBack
from connectors.selectors.panels import panel_of
from connectors.services.writebacks import WATCHED, as_text, subject
from connectors.sync import absence
from connectors.sync.pages import reported_fields
from interviews.models import Interviewer


def standing(
    row: WriteBack, profile: Profile, write: Write, client: Client, *, now: datetime
) -> dict[str, Any] | None:
    """`{field: value}` of the record that the wish is about as the vendor has it; None where it is gone.

    Nothing is stored. Raises RequestRefused where it cannot be asked for.
    """
    about, resource, record = subject(row), profile.resource(write.resource), record_id(row)
    if about is None:
        return None
    parents = absence.parents_of(row.account, resource, [record])
    if resource.lookup is None or (resource.lookup.parent and record not in parents):
        raise RequestRefused(f"The hub does not know how to ask for {resource.name} {record}.")
    alive = absence.witnesses(row.account, resource, [record])
    found = absence.look_up(client, resource, [record], alive=alive, parents=parents)
    raws = [raw for answer in found for raw in answer if absence.key_in(resource, raw) == record]
    findings = Findings(own_words=row.account.words.get(resource.name, {}), at=now)
    kind = str(about._meta.model_name)
    return next(
        (
            one
            for one in read(resource, kind, raws, findings)
            if one["remote_id"] == about.remote_id
        ),
        None,
    )


def read(
    resource: Resource, kind: str, raws: Iterable[Any], findings: Findings
) -> Iterable[dict[str, Any]]:
    recipes = [recipe for recipe in resource.makes if recipe.kind == kind]
    for raw in raws:
        for recipe in recipes:
            for one in recipe.read(raw, findings):
                shape: Any = type(one)
                names = ("remote_id", *reported_fields(shape))
                yield {name: getattr(one, name) for name in names}


def record_id(row: WriteBack) -> str:
    """The vendor's record, which may hold several interviews."""
    return (row.interview.record_remote_id if row.interview else None) or row.remote_id


def overtaken(row: WriteBack, wanted: Iterable[str]) -> str:
    """Why the wish no longer fits the record that it was made for; "" if it does. `wanted` are the fields that it
    would write.
    """
    now = subject(row)
    seen: dict[str, Any] = row.values.get("seen", {})
    if now is None or not seen:
        return ""
    watched = {*WATCHED, *wanted} & seen.keys()
    moved = sorted(name for name in watched if held(now, name) != seen[name])
    if not moved:
        return ""
    if now.deleted_at:
        return gettext("The vendor no longer has this record.")
    shown = "; ".join(worded(now, name) for name in moved)
    if row.sent_at:
        return gettext(
            "It was sent, and at the vendor it was changed by others (now: %(now)s). Look at it, and decide again."
        ) % {"now": shown}
    return gettext(
        "It was changed at the vendor meanwhile (now: %(now)s). Look at it, and decide again."
    ) % {"now": shown}


def held(record: Any, name: str) -> Any:
    return panel_of(record) if name == "seats" else as_text(getattr(record, name))


def worded(record: Any, name: str) -> str:
    """As in `start 2026-03-09 09:00 UTC`."""
    if name == "seats":
        return f"{Interviewer._meta.verbose_name_plural} {', '.join(panel_of(record)) or '–'}"
    value = getattr(record, name)
    if isinstance(value, datetime):
        value = f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    elif isinstance(value, date):
        value = value.isoformat()
    return f"{record._meta.get_field(name).verbose_name} {value or '–'}"
