"""The outbox as people read it: newest first, by what became of the mails."""

from dataclasses import dataclass

from django.db.models import Count

from candidates.models import Mail

State = Mail.State
PAGE_SIZE = 50
TABS: dict[str, tuple[str, ...]] = {
    "waiting": (State.WAITING, State.SENDING),
    "sent": (State.SENT,),
    "failed": (State.FAILED, State.UNKNOWN),
    "discarded": (State.DISCARDED,),
}
COUNTED = (*TABS["waiting"], *TABS["failed"])


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is still to leave, and what a person should look at."""

    waiting: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class MailPage:
    """`before` is where the next page starts; None on the last."""

    rows: list[Mail]
    before: int | None


def mails(company_id: int, tab: str, before: int | None = None) -> MailPage:
    """Those with a lower number than `before`."""
    rows = Mail.objects.filter(company_id=company_id, state__in=TABS[tab])
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(
        rows.select_related("candidate", "user", "written_by")
        .defer(
            "text",
            "html",
            "calendar",
            "candidate__password",
            "user__password",
            "written_by__password",
        )
        .order_by("-pk")[: PAGE_SIZE + 1]
    )
    more = len(found) > PAGE_SIZE
    return MailPage(found[:PAGE_SIZE], found[PAGE_SIZE - 1].pk if more else None)


def backlog(company_id: int) -> Backlog:
    """One statement."""
    counted = Mail.objects.filter(company_id=company_id, state__in=COUNTED)
    numbers = dict(
        counted.order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
        .values_list("state", "number")
    )
    return Backlog(
        waiting=sum(numbers.get(state, 0) for state in TABS["waiting"]),
        failed=sum(numbers.get(state, 0) for state in TABS["failed"]),
    )


def mail_of(company_id: int, pk: int) -> Mail | None:
    rows = Mail.objects.select_related("candidate", "user", "written_by", "company")
    return rows.filter(company_id=company_id, pk=pk).first()
