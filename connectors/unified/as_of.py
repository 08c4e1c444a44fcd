"""Lists and records as the hub knew them at a moment, rebuilt from the changes that came later.

    rows that were there by then -> without what changed later -> those that match as they were

A page reads as many rows as it may hold and shows those that match, so it may hold fewer and have a next one all the
same: the number of statements never grows. What cannot be told truly is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from candidates.models import Change
from candidates.selectors.as_of import before
from connectors.api.paging import by_id, page_of
from connectors.api.params import BadParameters, refused
from connectors.json_values import instant
from connectors.models import SyncRun
from connectors.selectors.unified_interviews import Account
from connectors.unified.conditions import Condition, now
from interviews.models import Interview, Stage

SORTS = ("id", "-id")
NEVER = "The hub has never read this account."
TOO_EARLY = "The hub first read this account at {}: of the time before it knows nothing."


@dataclass(frozen=True, slots=True)
class Past:
    """A moment, and since when the hub has read the account; None if never."""

    moment: datetime
    known_since: datetime | None

    @property
    def later(self) -> Q:
        return Q(at__gt=self.moment)

    @property
    def note(self) -> str | None:
        if self.known_since is None:
            return NEVER
        early = self.moment < self.known_since
        return TOO_EARLY.format(instant(self.known_since)) if early else None

    def told(self) -> dict[str, Any]:
        return {
            "at": instant(self.moment),
            "known_since": instant(self.known_since),
            "note": self.note,
        }


def then(past: Past | None) -> str:
    """As it ends a sentence about what is not there."""
    return f" as of {instant(past.moment)}" if past else ""


def past_of(values: Mapping[str, Any], account: Account) -> Past | None:
    """Raises BadParameters."""
    moment = values.get("as_of")
    if moment is None:
        return None
    failures = []
    if moment > timezone.now():
        failures.append(refused("as_of", "lies in the future.", instant(moment)))
    if values.get("truto_response_format") == "raw":
        why = "does not go with truto_response_format=raw: of the vendor's records only the last is kept."
        failures.append(refused("as_of", why))
    if values.get("sort", "id") not in SORTS:
        why = "with as_of only the order of the ids can be kept."
        failures.append(refused("sort", why, values["sort"], SORTS))
    if failures:
        raise BadParameters(failures)
    runs = SyncRun.objects.filter(account=account.id)
    return Past(moment, runs.aggregate(first=Min("started_at"))["first"])


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in an account at a moment."""

    past: Past
    rows: QuerySet[Any]
    conditions: Sequence[Condition]

    def page(
        self, account: Account, values: Mapping[str, Any], limit: int
    ) -> tuple[list[Any], str | None]:
        """Rows as they are now, of which some may match as they were, and the next cursor."""
        of = f"{account.id} {self.rows.model._meta.model_name}"
        found = page_of(self.may_match, by_id(values.get("sort", "id")), values, of=of, limit=limit)
        return found.rows, found.next_cursor

    @property
    def may_match(self) -> QuerySet[Any]:
        """All that match as they are now, and all that have changed since."""
        if not self.conditions:
            return self.known
        return self.known.filter(now(self.conditions) | Q(self.moved))

    @property
    def known(self) -> QuerySet[Any]:
        return self.rows.filter(created_at__lte=self.past.moment)

    @property
    def moved(self) -> Exists:
        """With the panel's changes, of an interview."""
        row = OuterRef("pk")
        if self.rows.model is Interview:
            return Exists(Change.objects.filter(self.past.later, interview_id=row))
        subject = self.rows.model._meta.model_name
        return Exists(Change.objects.filter(self.past.later, subject=subject, subject_id=row))


def with_stage_names(rows: Sequence[Any], past: Past) -> dict[int, str | None]:
    """What the stages of applications were called, by their number."""
    stages = Stage.objects.filter(pk__in={row.stage_id for row in rows if row.stage_id})
    return {stage.pk: stage.name for stage in before(list(stages), past.later)}
