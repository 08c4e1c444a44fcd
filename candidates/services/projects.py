"""Projects that are made in the hub, and who works on them."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext

from candidates.models import Candidate, Change, Project, ProjectRole, Share, User
from candidates.services.access import AccessError
from candidates.services.candidates import TWICE_WITHIN
from candidates.services.changes import Origin, note_beside
from candidates.services.mirror import Draft, draft_rows, save

ACTIVE = "active"
PARTS = ("interview_manager", "evaluator", "reviewer")


@transaction.atomic
def create_project(values: Mapping[str, Any], *, origin: Origin, made_by: User | None) -> Project:
    """Whoever makes it is its interview manager."""
    project = Project(company_id=origin.company_id, status=ACTIVE, **values)
    save([Draft(project, {})], origin)
    if made_by is not None:
        ProjectRole.objects.create(project=project, user=made_by, interview_manager=True)
    return project


@transaction.atomic
def create_project_by_hand(values: Mapping[str, Any], *, origin: Origin, made_by: User) -> Project:
    """From a form. The same form sent twice in a row is one project."""
    User.objects.select_for_update(no_key=True).get(pk=made_by.pk)
    mine = ProjectRole.objects.filter(user=made_by, interview_manager=True).values("project")
    since = origin.at - TWICE_WITHIN
    same = Project.objects.filter(
        company=origin.company_id, pk__in=mine, created_at__gt=since, **values
    )
    return same.first() or create_project(values, origin=origin, made_by=made_by)


@transaction.atomic
def change_project(project_id: int, values: Mapping[str, Any], *, origin: Origin) -> None:
    """Of one that is kept in the hub."""
    [draft] = draft_rows(Project.objects.filter(pk=project_id, account=None))
    for name, value in values.items():
        setattr(draft.row, name, value)
    save([draft], origin)


@transaction.atomic
def add_role(
    project: Project, user: User, parts: Mapping[str, bool], origin: Origin
) -> ProjectRole:
    """Raises AccessError where they have a part already, or the parts do not go together."""
    check_parts(parts)
    try:
        with transaction.atomic():
            role = ProjectRole.objects.create(project=project, user=user, **parts)
    except IntegrityError:
        raise AccessError(
            gettext("%s has a part in this project already: change that one.") % user
        ) from None
    told = {name: [False, True] for name in PARTS if parts.get(name)}
    note_beside(role, Change.Kind.ADDED, told, origin)
    return role


@transaction.atomic
def change_role(role: ProjectRole, parts: Mapping[str, bool], origin: Origin) -> None:
    before = {name: getattr(role, name) for name in PARTS}
    check_parts(before | dict(parts))
    for name, value in parts.items():
        setattr(role, name, value)
    role.save(update_fields=list(parts))
    told = {name: [before[name], value] for name, value in parts.items() if before[name] != value}
    note_beside(role, Change.Kind.UPDATED, told, origin)


@transaction.atomic
def end_role(role: ProjectRole, origin: Origin) -> None:
    told = {name: [True, False] for name in PARTS if getattr(role, name)}
    note_beside(role, Change.Kind.DELETED, told, origin)
    role.delete()


def check_parts(parts: Mapping[str, bool]) -> None:
    if parts.get("evaluator") and parts.get("reviewer"):
        raise AccessError(gettext("A reviewer sees results only, and is never an evaluator."))


@transaction.atomic
def share(candidate: Candidate, user: User, origin: Origin) -> Share:
    """Raises AccessError where it is shared with them already."""
    try:
        with transaction.atomic():
            made = Share.objects.create(
                candidate=candidate, user=user, shared_by_id=origin.actor_id, created_at=origin.at
            )
    except IntegrityError:
        raise already_shared(user) from None
    note_beside(made, Change.Kind.ADDED, {"user_id": [None, user.pk]}, origin)
    return made


@transaction.atomic
def share_with_another(shared: Share, user: User, origin: Origin) -> None:
    told = {"user_id": [shared.user_id, user.pk]}
    shared.user = user
    try:
        with transaction.atomic():
            shared.save(update_fields=["user"])
    except IntegrityError:
        raise already_shared(user) from None
    note_beside(shared, Change.Kind.UPDATED, told, origin)


@transaction.atomic
def unshare(shared: Share, origin: Origin) -> None:
    note_beside(shared, Change.Kind.DELETED, {"user_id": [shared.user_id, None]}, origin)
    shared.delete()


def already_shared(user: models.Model) -> AccessError:
    return AccessError(gettext("This candidate is shared with %s already.") % user)
