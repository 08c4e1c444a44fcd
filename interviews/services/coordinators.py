"""Who arranges an interview, who those of a project, who looks after a candidate: chosen here, told to no vendor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from candidates.models import BulkAction, BulkActionRow, Candidate, Change, Project, User
from candidates.ports import Turn, ports
from candidates.selectors.teams import colleagues
from candidates.services.changes import Origin, note
from interviews.models import Interview
from interviews.selectors.attention.counts import forget


@dataclass(frozen=True, slots=True)
class Assigned:
    """`changed` is false where it was theirs before."""

    interview: Interview
    changed: bool


@transaction.atomic
def assign(keys: Iterable[int], coordinator: User | None, origin: Origin) -> list[Assigned]:
    """A constant number of statements. What the vendor says stays as it is, so that no version and no time moves."""
    rows = Interview.objects.filter(company=origin.company_id, deleted_at=None, pk__in=list(keys))
    found = list(
        rows.select_for_update(no_key=True, of=("self",))
        .select_related("candidate", "account", "job")
        .order_by("begins_at", "pk")
    )
    user_id = coordinator.pk if coordinator else None
    moved = [row for row in found if row.coordinator_id != user_id]
    told = [
        (row, Change.Kind.UPDATED.value, {"coordinator_id": [row.coordinator_id, user_id]})
        for row in moved
    ]
    Interview.objects.filter(pk__in=[row.pk for row in moved]).update(coordinator=coordinator)
    if told:
        note(told, origin)
        forget(origin.company_id)
    changed = {row.pk for row in moved}
    return [Assigned(row, row.pk in changed) for row in found]


@transaction.atomic
def assign_candidates(keys: Iterable[int], coordinator: User | None, origin: Origin) -> set[int]:
    """The keys of those that are there. A constant number of statements, and no version moves."""
    rows = Candidate.objects.filter(company=origin.company_id, deleted_at=None, pk__in=list(keys))
    found = list(rows.select_for_update(no_key=True).order_by("pk"))
    user_id = coordinator.pk if coordinator else None
    moved = [row for row in found if row.coordinator_id != user_id]
    told = [
        (row, Change.Kind.UPDATED.value, {"coordinator_id": [row.coordinator_id, user_id]})
        for row in moved
    ]
    Candidate.objects.filter(pk__in=[row.pk for row in moved]).update(coordinator=coordinator)
    if told:
        note(told, origin)
        forget(origin.company_id)
    return {row.pk for row in found}


def assign_some(keys: list[int], turn: Turn) -> Mapping[int, tuple[str, str]]:
    """A row's turn of an action for many, of interviews or of candidates."""
    chosen = turn.bulk_action.options.get("coordinator")
    coordinator = (
        colleagues(turn.bulk_action.company_id).filter(pk=chosen).first() if chosen else None
    )
    if chosen and coordinator is None:
        why = gettext("The colleague has left meanwhile.")
        return dict.fromkeys(keys, (BulkActionRow.Outcome.BLOCKED.value, why))
    origin = Origin(
        company_id=turn.bulk_action.company_id,
        source=turn.source,
        at=turn.now,
        actor_id=turn.member.user_id,
    )
    done = BulkActionRow.Outcome.DONE.value
    if turn.bulk_action.about == BulkAction.About.CANDIDATES:
        return dict.fromkeys(assign_candidates(keys, coordinator, origin), (done, ""))
    return {one.interview.pk: (done, "") for one in assign(keys, coordinator, origin)}


def register() -> None:
    ports.doers["interviews assign"] = assign_some
    ports.doers["candidates assign"] = assign_some


@transaction.atomic
def assign_project(project: Project, coordinator: User | None, origin: Origin) -> bool:
    """Of any project, a vendor's too. Whether it was somebody else's before."""
    row = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    before, after = row.coordinator_id, coordinator.pk if coordinator else None
    if before == after:
        return False
    Project.objects.filter(pk=row.pk).update(coordinator=coordinator)
    note([(row, Change.Kind.UPDATED.value, {"coordinator_id": [before, after]})], origin)
    forget(origin.company_id)
    return True
