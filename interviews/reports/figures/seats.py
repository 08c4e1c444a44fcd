"""Seats of panels, and which interviews have none to be counted."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.db.models import Count, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.templatetags.hub import number
from interviews.models import Interview, InterviewerIdentity
from interviews.reports.asked import Asked, in_range, within
from interviews.reports.said import not_reported
from interviews.statuses import InterviewStatus

OWNER = Coalesce("seat__user__identity__joined_to_id", "seat__user__identity_id")
EMPTY = Count("pk", filter=Q(seat__isnull=True))
"""Interviews of which nobody is known to sit there."""
NOT_HELD = (InterviewStatus.CANCELLED, InterviewStatus.DRAFT)
LONGEST = timedelta(days=31)
SHOWN = 500


def held(asked: Asked, column: str = "begins_at") -> QuerySet[Interview]:
    """Interviews that begin in the range, or end in it, are there, and are neither off nor a draft. One that ends in it
    is found by its beginning, at most `LONGEST` before.
    """
    wanted = in_range("begins_at", asked)
    if column == "finishes_at":
        begun = Q(begins_at__gte=asked.start - LONGEST, begins_at__lt=asked.over)
        wanted = begun & in_range(column, asked, until=asked.over)
    rows: QuerySet[Interview] = Interview.objects.filter(within(asked), wanted, deleted_at=None)
    return rows.exclude(status__in=NOT_HELD).order_by()


def seated(rows: QuerySet[Interview], kept: Q) -> QuerySet[Interview]:
    """A row for each seat that is `kept`, and one with a null `seat` for each interview without; `OWNER` says whose."""
    return rows.annotate(seat=FilteredRelation("interviewers", condition=kept))


def names(owners: list[int]) -> Callable[[int | None], str]:
    found = InterviewerIdentity.objects.in_bulk(owners)

    def name(owner: int | None) -> str:
        return str(found[owner]) if owner in found else _("Guests without an account")

    return name


def without_panel(asked: Asked, empty: Mapping[int | None, int]) -> list[str]:
    """A sentence for each account with such interviews."""
    return [lacking(asked, pk, empty[pk]) for pk in (*asked.accounts, None) if empty.get(pk)]


def unreported(
    asked: Asked, silent: set[int | None], empty: Mapping[int | None, int], column: str
) -> list[str]:
    """A sentence for each account that tells nothing of its seats. A statement where there is one."""
    if not silent:
        return []
    many = held(asked, column).values_list("account").annotate(n=Count("pk"))
    numbers = {pk: n - empty.get(pk, 0) for pk, n in many}
    return [
        not_reported(account_name(asked, pk), numbers[pk])
        for pk in (*asked.accounts, None)
        if pk in silent and numbers.get(pk)
    ]


def account_name(asked: Asked, pk: int | None) -> str:
    return asked.named(pk) or _("Made in the hub")


def lacking(asked: Asked, pk: int | None, n: int) -> str:
    account = asked.accounts.get(pk or 0)
    if account is not None and "panel" in account.silent_about:
        return not_reported(account.name, n)
    told = {"n": number(n), "name": account.name if account else _("Made in the hub")}
    return (
        ngettext(
            "%(name)s: %(n)s interview without a panel is left out.",
            "%(name)s: %(n)s interviews without a panel are left out.",
            n,
        )
        % told
    )


LIVE = Q(interviewers__deleted_at=None)
