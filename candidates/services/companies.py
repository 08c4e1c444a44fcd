"""What a company says of itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from candidates.models import Change, Company
from candidates.services.changes import Origin, note_beside


@transaction.atomic
def change_company(company_id: int, values: Mapping[str, Any], origin: Origin) -> Company:
    """Only what differs is told."""
    row = Company.objects.select_for_update().get(pk=company_id)
    told = {
        name: [getattr(row, name), value]
        for name, value in values.items()
        if getattr(row, name) != value
    }
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    note_beside(row, Change.Kind.UPDATED, told, origin)
    return row


@transaction.atomic
def skip_steps(company_id: int, names: Iterable[str]) -> None:
    """Of the first steps; they are asked about no more."""
    row = Company.objects.select_for_update().get(pk=company_id)
    row.skipped_steps = sorted({*row.skipped_steps, *names})
    row.save(update_fields=["skipped_steps"])
