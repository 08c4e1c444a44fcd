"""The same action for many interviews: what it would come to for each, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from connectors.models import IntegratedAccount, RemoteRecord, WriteBack
from connectors.selectors.raw import raw_records
from connectors.selectors.vendors import told_of
from connectors.selectors.writes import why_not, wish_about
from interviews.models import Interview

State = WriteBack.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """`why` is the reason if it is blocked; it is then left out."""

    interview: Interview
    why: str


def cancellable(interviews: Sequence[Interview]) -> list[Foreseen]:
    """Two statements, however many there are."""
    raws = raw_records(interviews)
    waiting = set(
        WriteBack.objects.filter(
            interview__in=[one.pk for one in interviews], state=State.QUEUED
        ).values_list("interview_id", flat=True)
    )
    return [Foreseen(interview=one, why=why_not_cancel(one, raws, waiting)) for one in interviews]


def why_not_cancel(
    interview: Interview, raws: dict[tuple[int, str], RemoteRecord], waiting: set[int]
) -> str:
    account = interview.account
    if not isinstance(account, IntegratedAccount):
        return gettext("No system keeps this interview: there is nobody to ask.")
    if interview.pk in waiting:
        return gettext("Something was asked for before: wait for what comes of it.")
    profile = told_of(account)
    wish = wish_about(interview, raws)
    return why_not(account, profile.write("cancel") if profile else None, wish)


def wishes_called(company_id: int, key: str) -> list[WriteBack]:
    """What was asked for under one key, in the order of the interviews."""
    found = WriteBack.objects.filter(account__company_id=company_id, key__startswith=f"{key}-")
    return list(found.select_related("interview__candidate", "account").order_by("pk"))
