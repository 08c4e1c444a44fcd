"""A conflict that somebody says is fine, with the reason; asked for again when its facts change."""

from django.db import transaction

from candidates.models import Change
from candidates.services.changes import Fields, Origin, note_beside
from interviews.models import Conflict


class NoSuchConflict(Exception):
    """The company has none that is open."""


class ReasonMissing(Exception):
    """A conflict is overridden with a reason or not at all."""


@transaction.atomic
def override(pk: int, reason: str, *, origin: Origin) -> Conflict:
    """Raises NoSuchConflict, ReasonMissing."""
    one = conflict(pk, origin)
    given = reason.strip()
    if not given:
        raise ReasonMissing
    fields: Fields = {"override_reason": [one.override_reason or None, given]}
    one.overridden_at, one.overridden_by_id, one.override_reason = (
        origin.at,
        origin.actor_id,
        given,
    )
    written(one, fields, origin)
    return one


@transaction.atomic
def withdraw(pk: int, *, origin: Origin) -> Conflict:
    """It is a conflict again. Raises NoSuchConflict."""
    one = conflict(pk, origin)
    if one.overridden_at is not None:
        fields: Fields = {"override_reason": [one.override_reason, None]}
        one.overridden_at, one.overridden_by, one.override_reason = None, None, ""
        written(one, fields, origin)
    return one


def conflict(pk: int, origin: Origin) -> Conflict:
    rows = Conflict.objects.select_for_update(no_key=True)
    found = rows.filter(pk=pk, company=origin.company_id, closed_at=None).first()
    if found is None:
        raise NoSuchConflict
    return found


def written(one: Conflict, fields: Fields, origin: Origin) -> None:
    one.save(update_fields=["overridden_at", "overridden_by", "override_reason"])
    note_beside(one, Change.Kind.UPDATED, fields, origin)
