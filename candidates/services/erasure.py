"""What is no longer told of a person who was anonymized at their vendor, or erased here."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model, Q

from candidates.models import (
    AccessToken,
    BatchRow,
    Candidate,
    Change,
    Comment,
    Distinct,
    Document,
    Evaluation,
    Mail,
    Share,
    Veto,
)
from candidates.services.changes import Origin
from candidates.services.mirror import draft_rows, save
from candidates.services.workflow import NoSuchCandidate
from candidates.statuses import DeletedReason

PERSONAL = (
    "first_name",
    "last_name",
    "name",
    "email",
    "phone",
    "gender",
    "address",
    "username",
    "partner_data",
)
EMPTY_MAIL: Mapping[str, Any] = {
    "recipient": "",
    "subject": "",
    "text": "",
    "html": "",
    "calendar": "",
    "problem": "",
}


def erase_candidate(candidate_id: int, *, origin: Origin) -> Candidate:
    """Nothing that says who it was is left in this room; the tombstone keeps status, moments and links.

    Also of one who is a tombstone already. Raises NoSuchCandidate.
    """
    with transaction.atomic():
        rows = Candidate.objects.filter(pk=candidate_id, company_id=origin.company_id)
        found = draft_rows(rows.exclude(deleted_reason=DeletedReason.ERASED))
        if not found:
            raise NoSuchCandidate
        row: Candidate = found[0].row
        forget_listed(row)
        for name in PERSONAL:
            setattr(row, name, None)
        row.person_id, row.password, row.activation_key = None, "", None
        row.deleted_at, row.deleted_reason = origin.at, DeletedReason.ERASED.value
        save(found, origin)
        Candidate.objects.filter(pk=row.pk).update(password="", activation_key=None)
        blank_changes([row.pk])
        empty_surroundings(row.pk)
    return row


def empty_surroundings(candidate_id: int) -> None:
    """What colleagues rated stays as a number; what they and the candidate wrote does not."""
    Document.objects.filter(candidate=candidate_id).delete()
    Comment.objects.filter(candidate=candidate_id).delete()
    Share.objects.filter(candidate=candidate_id).delete()
    AccessToken.objects.filter(candidate=candidate_id).delete()
    Distinct.objects.filter(Q(first=candidate_id) | Q(second=candidate_id)).delete()
    Evaluation.objects.filter(candidate=candidate_id).update(comment="")
    Veto.objects.filter(candidate=candidate_id).update(comment="")
    mails = Mail.objects.filter(candidate=candidate_id)
    mails.filter(state=Mail.State.WAITING).update(state=Mail.State.DISCARDED, next_attempt_at=None)
    mails.update(**EMPTY_MAIL)
    BatchRow.objects.filter(candidate=candidate_id).update(values={}, told=[], before=None)


def forget_listed(candidate: Candidate) -> None:
    """Rows of imports that name their address, whether or not they became this candidate."""
    if candidate.email:
        rows = BatchRow.objects.filter(batch__company=candidate.company_id)
        rows.filter(values__icontains=candidate.email).update(values={}, told=[], before=None)


def blank_changes(candidates: Iterable[int]) -> int:
    """Take the personal values of the past out of their changes; what they are called now stays. How many."""
    return blank_past(Candidate, "candidate", candidates, PERSONAL)


def blank_past(
    model: type[Model], subject: str, keys: Iterable[int], names: tuple[str, ...]
) -> int:
    """The same for any kind of record."""
    blanked = []
    rows = {row.pk: row for row in model._default_manager.filter(pk__in=list(keys)).only(*names)}
    for change in Change.objects.filter(subject=subject, subject_id__in=rows):
        row = rows[change.subject_id]
        told = {
            name: without_past(getattr(row, name), both) if name in names else both
            for name, both in change.fields.items()
        }
        if told != change.fields:
            change.fields = told
            blanked.append(change)
    Change.objects.bulk_update(blanked, ["fields"], batch_size=500)
    return len(blanked)


def without_past(now: Any, both: list[Any]) -> list[Any]:
    return [value if value == now else None for value in both]
