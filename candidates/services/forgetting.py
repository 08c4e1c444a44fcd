"""What is no longer told of a person who was anonymized."""

from collections.abc import Iterable
from typing import Any

from candidates.models import Candidate, Change

PERSONAL = ("first_name", "last_name", "name", "email", "phone", "gender", "address")


def blank_changes(candidates: Iterable[int]) -> int:
    """Take the personal values of the past out of their changes; what they are called now stays. How many."""
    blanked = []
    for row in Candidate.objects.filter(pk__in=list(candidates)).only(*PERSONAL):
        for change in Change.objects.filter(subject="candidate", subject_id=row.pk):
            told = {name: without_past(row, name, both) for name, both in change.fields.items()}
            if told != change.fields:
                change.fields = told
                blanked.append(change)
    Change.objects.bulk_update(blanked, ["fields"], batch_size=500)
    return len(blanked)


def without_past(row: Candidate, name: str, both: list[Any]) -> list[Any]:
    if name not in PERSONAL:
        return both
    now = getattr(row, name)
    return [value if value == now else None for value in both]
