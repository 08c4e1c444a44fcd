"""The outbox as people read it: newest first, by what became of the mails."""

from dataclasses import dataclass

from django.db.models import Count, Q

from candidates.models import Candidate, Mail, Membership
from candidates.selectors.teams import ALL as ANY
from candidates.selectors.teams import read_by

State = Mail.State
PAGE_SIZE = 50
TABS: dict[str, tuple[str, ...]] = {
    "waiting": (State.WAITING, State.SENDING),
    "sent": (State.SENT,),
    "failed": (State.FAILED, State.UNKNOWN),
    "discarded": (State.DISCARDED,),
}
COUNTED = (*TABS["waiting"], *TABS["failed"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Each of `words` is looked for in recipient, subject and the candidate's name; `kind` is a `Mail.Kind`. Both may
    be empty.
    """

    words: str = ""
    kind: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.kind)

    def of(self, company_id: int) -> Q:
        """Without a join, so that the mails can be locked."""
        found = Q(company=company_id)
        if self.kind:
            found &= Q(kind=self.kind)
        for word in self.words.split():
            named = Candidate.objects.filter(company=company_id, name__icontains=word)
            found &= (
                Q(recipient__icontains=word)
                | Q(subject__icontains=word)
                | Q(candidate__in=named.order_by().values("pk"))
            )
        return found


ALL = Sought()


def mails_read_by(member: Membership) -> Q:
    """Those of candidates whom a colleague reads, and those to themselves."""
    among = read_by(member)
    if not among:
        return ANY
    known = Candidate.objects.filter(among, company=member.company_id)
    return Q(candidate__in=known.order_by().values("pk")) | Q(user=member.user_id)


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


def mails(
    company_id: int,
    tab: str,
    before: int | None = None,
    sought: Sought = ALL,
    among: Q = ANY,
) -> MailPage:
    """Those with a lower number than `before`."""
    rows = Mail.objects.filter(among, sought.of(company_id), state__in=TABS[tab])
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


def backlog(company_id: int, sought: Sought = ALL, among: Q = ANY) -> Backlog:
    """One statement."""
    counted = Mail.objects.filter(among, sought.of(company_id), state__in=COUNTED)
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


def mail_of(company_id: int, pk: int, among: Q = ANY) -> Mail | None:
    rows = Mail.objects.select_related("candidate", "user", "written_by", "company")
    return rows.filter(among, company_id=company_id, pk=pk).first()
