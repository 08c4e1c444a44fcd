"""What a person says of interviewers: when they work, how much they take, who they are. Each leaves one change, and
the stream of changes leads to the conflicts that follow from it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from candidates.models import Change
from candidates.services.changes import Fields, Origin, note, note_beside
from interviews.models import Absence, AtsUser, InterviewerIdentity, KeptApart
from interviews.services.identities import folded

SET = ("time_zone", "hours", "daily_limit", "weekly_limit", "paused")


class NoSuchInterviewer(Exception):
    """The company has none, or it is joined to another."""


def interviewer(pk: int, origin: Origin) -> InterviewerIdentity:
    """Locked until the transaction ends. Raises NoSuchInterviewer."""
    rows = InterviewerIdentity.objects.select_for_update(no_key=True)
    found = rows.filter(pk=pk, company=origin.company_id, joined_to=None).first()
    if found is None:
        raise NoSuchInterviewer
    return found


def tell(one: InterviewerIdentity, fields: Fields, origin: Origin) -> None:
    note_beside(one, Change.Kind.UPDATED, fields, origin)


@transaction.atomic
def set_rules(pk: int, values: Mapping[str, Any], *, origin: Origin) -> None:
    """`values` are of `SET`. Raises NoSuchInterviewer."""
    one = interviewer(pk, origin)
    fields = {
        name: [getattr(one, name), values[name]]
        for name in SET
        if name in values and getattr(one, name) != values[name]
    }
    for name, (_, value) in fields.items():
        setattr(one, name, value)
    if fields:
        one.save(update_fields=list(fields))
        tell(one, fields, origin)


@transaction.atomic
def add_absence(pk: int, first: date, last: date, reason: str, *, origin: Origin) -> None:
    """The same absence again is no second one. Raises NoSuchInterviewer."""
    one = interviewer(pk, origin)
    if one.absences.filter(first_day=first, last_day=last, reason=reason).exists():
        return
    Absence.objects.create(identity=one, first_day=first, last_day=last, reason=reason)
    tell(one, {"absence": [None, days(first, last)]}, origin)


@transaction.atomic
def remove_absence(pk: int, absence_id: int, *, origin: Origin) -> None:
    """Raises NoSuchInterviewer, for an absence of somebody else too."""
    one = interviewer(pk, origin)
    found = one.absences.filter(pk=absence_id).first()
    if found is None:
        raise NoSuchInterviewer
    found.delete()
    tell(one, {"absence": [days(found.first_day, found.last_day), None]}, origin)


def days(first: date, last: date) -> str:
    return f"{first.isoformat()}/{last.isoformat()}"


@transaction.atomic
def join(first_id: int, second_id: int, *, origin: Origin) -> None:
    """The second is the first from now on, and with it all who were joined to it. Raises NoSuchInterviewer."""
    if first_id == second_id:
        raise NoSuchInterviewer
    both = [interviewer(pk, origin) for pk in sorted((first_id, second_id))]
    one = next(row for row in both if row.pk == first_id)
    joining = InterviewerIdentity.objects.select_for_update(no_key=True).filter(joined_to=second_id)
    for row in [*(row for row in both if row.pk == second_id), *joining.order_by("pk")]:
        tell(row, {"joined_to_id": [row.joined_to_id, one.pk]}, origin)
        row.joined_to = one
        row.save(update_fields=["joined_to"])
    KeptApart.objects.filter(first=both[0], second=both[1]).delete()


@transaction.atomic
def take_apart(pk: int, *, origin: Origin) -> int:
    """Undo it for one; whom it was joined to. Raises NoSuchInterviewer where it is joined to nobody."""
    rows = InterviewerIdentity.objects.select_for_update(no_key=True)
    one = rows.filter(pk=pk, company=origin.company_id, joined_to__isnull=False).first()
    if one is None or one.joined_to_id is None:
        raise NoSuchInterviewer
    before = one.joined_to_id
    one.joined_to = None
    one.save(update_fields=["joined_to"])
    tell(one, {"joined_to_id": [before, None]}, origin)
    return before


@transaction.atomic
def keep_apart(first_id: int, second_id: int, *, origin: Origin) -> None:
    """They are not suggested any more. Raises NoSuchInterviewer."""
    first, second = (interviewer(pk, origin) for pk in sorted((first_id, second_id)))
    if first == second:
        raise NoSuchInterviewer
    KeptApart.objects.get_or_create(
        first=first, second=second, defaults={"company_id": origin.company_id}
    )
    tell(first, {"kept_apart_from": [None, second.pk]}, origin)


@transaction.atomic
def suggest_again(first_id: int, second_id: int, *, origin: Origin) -> None:
    """Raises NoSuchInterviewer where nobody kept them apart."""
    first, second = sorted((first_id, second_id))
    kept = KeptApart.objects.filter(first=first, second=second, company=origin.company_id)
    one = kept.select_related("first").first()
    if one is None:
        raise NoSuchInterviewer
    one.delete()
    tell(one.first, {"kept_apart_from": [second, None]}, origin)


@transaction.atomic
def split(pk: int, user_id: int, *, origin: Origin) -> int:
    """A user of one system is somebody else than the address says, and stays so: whom they are now.

    Raises NoSuchInterviewer where the user is not one of this interviewer, or there is nobody else to be apart from.
    """
    one = interviewer(pk, origin)
    users = AtsUser.objects.filter(Q(identity=one) | Q(identity__joined_to=one), deleted_at=None)
    user = users.filter(pk=user_id).select_for_update(no_key=True, of=("self",)).first()
    if user is None or user.alone or not users.exclude(pk=user_id).exists():
        raise NoSuchInterviewer
    apart = InterviewerIdentity.objects.create(company_id=one.company_id, name=user.name or "")
    moved(user, apart.pk, alone=True, origin=origin)
    first, second = sorted((one, apart), key=lambda row: row.pk)
    KeptApart.objects.create(company_id=one.company_id, first=first, second=second)
    tell(one, {"kept_apart_from": [None, apart.pk]}, origin)
    return apart.pk


@transaction.atomic
def match_again(pk: int, user_id: int, *, origin: Origin) -> int:
    """The address says who the user is, as before: who that is. Raises NoSuchInterviewer."""
    apart = interviewer(pk, origin)
    users = AtsUser.objects.select_for_update(no_key=True)
    user = users.filter(pk=user_id, identity=apart, alone=True).exclude(email=None).first()
    if user is None:
        raise NoSuchInterviewer
    found, _made = InterviewerIdentity.objects.get_or_create(
        company_id=apart.company_id, email=folded(user.email), defaults={"name": user.name or ""}
    )
    moved(user, found.pk, alone=False, origin=origin)
    KeptApart.objects.filter(
        first_id=min(found.pk, apart.pk), second_id=max(found.pk, apart.pk)
    ).delete()
    return found.joined_to_id or found.pk


def moved(user: AtsUser, identity_id: int, *, alone: bool, origin: Origin) -> None:
    fields: Fields = {
        "identity_id": [user.identity_id, identity_id],
        "alone": [user.alone, alone],
    }
    user.identity_id, user.alone = identity_id, alone
    user.save(update_fields=["identity", "alone"])
    note([(user, Change.Kind.UPDATED.value, fields)], origin)
