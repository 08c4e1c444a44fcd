"""The stream of changes: all of a company, in the order in which they were made."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from candidates.models import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeQuery:
    """`settled` is how far may be read. `account_ids` None means all, and what was made in the hub."""

    company_id: int
    settled: int
    account_ids: Collection[int] | None = None
    subjects: Collection[str] = ()


def find_changes(query: ChangeQuery) -> QuerySet[Change]:
    rows = Change.objects.select_related("account").filter(
        company_id=query.company_id, pk__lte=query.settled
    )
    if query.account_ids is not None:
        rows = rows.filter(account_id__in=query.account_ids)
    return rows.filter(subject__in=query.subjects) if query.subjects else rows
