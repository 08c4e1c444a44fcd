"""What changes are about beside interviews and candidates: how it is called, and its page if it has one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from candidates.models import Change, Membership, Project, ProjectRole
from interviews.models import AtsUser, InterviewerIdentity, Job, Stage
from interviews.selectors.coordinators import called


@dataclass(frozen=True, slots=True)
class Known:
    """`address` is empty where the record has no page of its own."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Its rows, what to fetch with them, and the name of their page."""

    model: type[Model]
    beside: tuple[str, ...] = ()
    page: str = ""


KINDS = {
    "atsuser": Kind(AtsUser),
    "intervieweridentity": Kind(InterviewerIdentity, page="interviewer"),
    "job": Kind(Job),
    "membership": Kind(Membership, beside=("user",)),
    "project": Kind(Project, page="project"),
    "projectrole": Kind(ProjectRole, beside=("user", "project")),
    "stage": Kind(Stage),
}


def known_among(changes: Iterable[Change]) -> dict[int, Known]:
    """By the id of the change; one statement for each kind of record that occurs."""
    by_kind: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.subject in KINDS:
            by_kind[change.subject].append(change)
    found = {}
    for subject, about in by_kind.items():
        kind = KINDS[subject]
        rows = kind.model._default_manager.select_related(*kind.beside).in_bulk(
            {change.subject_id for change in about}
        )
        for change in about:
            if row := rows.get(change.subject_id):
                found[change.pk] = Known(name_of(row), address_of(row, kind))
    return found


def name_of(row: Model) -> str:
    if isinstance(row, Membership):
        return called(row.user)
    if isinstance(row, ProjectRole):
        return f"{called(row.user)} · {row.project}"
    return str(row)


def address_of(row: Model, kind: Kind) -> str:
    return reverse(kind.page, args=[row.pk]) if kind.page else ""
