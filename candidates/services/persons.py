"""Say who is who: the same human being in several systems, or not. Nothing of the candidates is mixed."""

from django.db import transaction
from django.db.models import Q

from candidates.models import Candidate, Distinct, Person
from candidates.services.changes import Origin
from candidates.services.mirror import Draft, draft_rows, save
from candidates.services.workflow import NoSuchCandidate


@transaction.atomic
def say_same(first_id: int, second_id: int, *, origin: Origin) -> Person:
    """Whoever was the same as one of them already is the same as the other. Raises NoSuchCandidate."""
    both = [draft.row for draft in two(first_id, second_id, origin)]
    persons = sorted({row.person_id for row in both if row.person_id is not None})
    if persons:
        person = Person.objects.get(pk=persons[0])
    else:
        person = Person.objects.create(company_id=origin.company_id, created_at=origin.at)
    drafts = draft_rows(
        Candidate.objects.filter(pk__in=[row.pk for row in both])
        | Candidate.objects.filter(person__in=persons)
    )
    for draft in drafts:
        draft.row.person_id = person.pk
    save(drafts, origin)
    Person.objects.filter(pk__in=persons[1:]).delete()
    keys = [draft.row.pk for draft in drafts]
    Distinct.objects.filter(first__in=keys, second__in=keys).delete()
    return person


@transaction.atomic
def take_out(candidate_id: int, *, origin: Origin) -> None:
    """Undo it for one of them; the last one needs no person. Raises NoSuchCandidate."""
    rows = Candidate.objects.filter(company=origin.company_id, person__isnull=False)
    found = rows.filter(pk=candidate_id).values_list("person_id", flat=True).first()
    if found is None:
        raise NoSuchCandidate
    drafts = draft_rows(Candidate.objects.filter(person=found))
    leaving = [one for one in drafts if one.row.pk == candidate_id or len(drafts) <= 2]
    for draft in leaving:
        draft.row.person_id = None
    save(leaving, origin)
    if len(leaving) == len(drafts):
        Person.objects.filter(pk=found).delete()


@transaction.atomic
def say_distinct(first_id: int, second_id: int, *, origin: Origin) -> None:
    """They are not suggested any more. Raises NoSuchCandidate."""
    first, second = two(first_id, second_id, origin)
    Distinct.objects.get_or_create(
        first=first.row,
        second=second.row,
        defaults={
            "company_id": origin.company_id,
            "said_by_id": origin.actor_id,
            "at": origin.at,
        },
    )


def unsay_distinct(pk: int, *, company_id: int) -> bool:
    """Whether there was such a saying."""
    return bool(Distinct.objects.filter(company=company_id, pk=pk).delete()[0])


def two(first_id: int, second_id: int, origin: Origin) -> list[Draft]:
    """Both, locked, the lower key first."""
    drafts = draft_rows(
        Candidate.objects.filter(
            Q(pk=first_id) | Q(pk=second_id), company=origin.company_id, deleted_at=None
        )
    )
    if len(drafts) != 2:
        raise NoSuchCandidate
    return drafts
