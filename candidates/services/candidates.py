"""Candidates that are kept in the hub: make them, edit them, put them away."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from candidates.mail.links import new_activation_key
from candidates.models import Candidate, User
from candidates.names import full_name
from candidates.services.changes import Origin
from candidates.services.mirror import Draft, bury, draft_rows, save
from candidates.services.workflow import MovedMeanwhile, NoSuchCandidate
from candidates.statuses import CandidateStatus, DeletedReason

TWICE_WITHIN = timedelta(seconds=10)
FIELDS = (
    "first_name",
    "last_name",
    "username",
    "email",
    "phone",
    "gender",
    "address",
    "language",
    "time_zone",
    "project_id",
    "partner_data",
)


class NotKeptHere(Exception):
    """The candidate is a vendor's; the text says what to do instead."""


def create_candidates(
    wanted: Iterable[Mapping[str, Any]], *, origin: Origin, created_by_id: int | None = None
) -> list[Candidate]:
    """New ones in the same order, from values of `FIELDS`; what is not said stays null.

    Whoever calls has checked the values, and that the projects are the company's.
    """
    drafts = [Draft(newcomer(values, origin, created_by_id), {}) for values in wanted]
    with transaction.atomic():
        save(drafts, origin)
    return [draft.row for draft in drafts]


def create_by_hand(values: Mapping[str, Any], *, origin: Origin, created_by_id: int) -> Candidate:
    """One from a form. The same form sent twice in a row is one candidate."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=created_by_id)
        wanted = newcomer(values, origin, created_by_id)
        same: Candidate | None = Candidate.objects.filter(
            company=origin.company_id,
            created_by=created_by_id,
            created_at__gt=origin.at - TWICE_WITHIN,
            deleted_at=None,
            **{name: getattr(wanted, name) for name in values},
        ).first()
        if same is not None:
            return same
        [made] = create_candidates([values], origin=origin, created_by_id=created_by_id)
    return made


def newcomer(values: Mapping[str, Any], origin: Origin, created_by_id: int | None) -> Candidate:
    row = Candidate(
        company_id=origin.company_id,
        status=CandidateStatus.NEW.value,
        activation_key=new_activation_key(),
        created_by_id=created_by_id,
    )
    fill(row, values)
    return row


def fill(row: Candidate, values: Mapping[str, Any]) -> None:
    """Unknown names are an error of the caller's."""
    for name, value in values.items():
        if name not in FIELDS:
            raise KeyError(name)
        setattr(row, name, value if value != "" else None)
    if {"first_name", "last_name"} & values.keys():
        row.name = full_name(row.first_name, row.last_name)


def edit_candidate(
    candidate_id: int, values: Mapping[str, Any], *, origin: Origin, seen: int | None = None
) -> Candidate:
    """`seen` is the version they had before them. Raises NoSuchCandidate, NotKeptHere or MovedMeanwhile."""
    with transaction.atomic():
        draft = kept_here(candidate_id, origin)
        if seen is not None and draft.row.version != seen:
            raise MovedMeanwhile(
                gettext("It has changed meanwhile. Look at it as it is now, and decide again.")
            )
        fill(draft.row, values)
        save([draft], origin)
    return draft.row  # type: ignore[no-any-return]


def delete_candidate(candidate_id: int, *, origin: Origin) -> None:
    """A tombstone stays. Raises NoSuchCandidate or NotKeptHere."""
    with transaction.atomic():
        kept_here(candidate_id, origin)
        bury(Candidate.objects.filter(pk=candidate_id), DeletedReason.PERSON.value, origin)


def kept_here(candidate_id: int, origin: Origin) -> Draft:
    """The candidate, locked. Call inside a transaction."""
    rows = Candidate.objects.filter(pk=candidate_id, company_id=origin.company_id, deleted_at=None)
    found = draft_rows(rows)
    if not found:
        raise NoSuchCandidate
    if found[0].row.account_id is not None:
        raise NotKeptHere(
            gettext("This candidate is kept by a vendor: change or delete them there.")
        )
    return found[0]
