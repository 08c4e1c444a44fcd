"""Candidates over all connections: a page of them, and one with the interviews and the story."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from candidates.models import Candidate, Company
from candidates.selectors.cases import case_of
from candidates.statuses import CandidateStatus
from candidates.transitions import Choice, Mover, moves_from, status_now
from interviews.models import Application, Interview
from interviews.selectors.keyset import Order, Place, fingerprint, read_cursor, take, write_cursor
from interviews.selectors.timeline import Entry, story_of

PAGE_SIZE = 50
NEWEST = Order(name="-updated_at", column="updated_at", descending=True, valueless=False)
PATH = (
    CandidateStatus.NEW,
    CandidateStatus.INVITED,
    CandidateStatus.CONFIRMED,
    CandidateStatus.INTERVIEWING,
    CandidateStatus.INTERVIEWED,
)
STAMPS = {
    CandidateStatus.NEW: "created_at",
    CandidateStatus.INVITED: "invited_at",
    CandidateStatus.CONFIRMED: "confirmed_at",
    CandidateStatus.INTERVIEWED: "interviewed_at",
}
NONE = "none"
SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleQuery:
    """`statuses` may hold `none`: candidates whose vendor governs no status."""

    company_id: int
    search: str = ""
    statuses: tuple[str, ...] = ()
    account_ids: tuple[int, ...] = ()
    include_deleted: bool = False
    cursor: str = ""

    @property
    def filters(self) -> str:
        return fingerprint(
            {
                "company": self.company_id,
                "search": self.search,
                "statuses": self.statuses,
                "accounts": self.account_ids,
                "deleted": self.include_deleted,
            }
        )


@dataclass(frozen=True, slots=True)
class PeoplePage:
    rows: list[Candidate]
    next_cursor: str | None


def people(query: PeopleQuery) -> PeoplePage:
    """Last changed first. Raises keyset.CursorError."""
    place = read_cursor(query.cursor, NEWEST, query.filters) if query.cursor else None
    rows = take(chosen(query).select_related("account", "project"), NEWEST, place, PAGE_SIZE + 1)
    if len(rows) <= PAGE_SIZE:
        return PeoplePage(rows, None)
    last = rows[PAGE_SIZE - 1]
    cursor = write_cursor(NEWEST, Place(last.updated_at, last.pk), query.filters)
    return PeoplePage(rows[:PAGE_SIZE], cursor)


def chosen(query: PeopleQuery) -> QuerySet[Candidate]:
    rows = Candidate.objects.filter(company_id=query.company_id)
    if not query.include_deleted:
        rows = rows.filter(deleted_at=None)
    if query.account_ids:
        rows = rows.filter(account_id__in=query.account_ids)
    if query.statuses:
        words = Q(status__in=[word for word in query.statuses if word != NONE])
        rows = rows.filter(words | Q(status=None) if NONE in query.statuses else words)
    for word in query.search.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A status on the path: done, current or todo; when it was reached, where that is known."""

    status: CandidateStatus
    state: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A candidate. `status` is as of now: an open invitation whose deadline passed is expired."""

    candidate: Candidate
    status: str | None
    steps: list[Step]
    choices: list[Choice]
    interviews: list[Interview]
    applications: list[Application]
    changes: list[Entry]


def person(*, company: Company, pk: int, now: datetime) -> PersonView | None:
    """None where the company has no such candidate."""
    candidate = (
        Candidate.objects.select_related("account", "project")
        .filter(company=company, pk=pk)
        .first()
    )
    if candidate is None:
        return None
    case = case_of(candidate, now, ZoneInfo(company.time_zone))
    status = status_now(case) if candidate.status else None
    interviews = Interview.objects.select_related("account", "job", "stage").filter(
        candidate=candidate, deleted_at=None
    )
    applications = Application.objects.select_related("job", "stage").filter(
        candidate=candidate, deleted_at=None
    )
    return PersonView(
        candidate=candidate,
        status=status,
        steps=steps_of(candidate, status) if status else [],
        choices=list(moves_from(case, Mover.MANAGER)) if status else [],
        interviews=list(interviews.order_by("begins_at", "pk")[:SHOWN]),
        applications=list(applications.order_by("pk")[:SHOWN]),
        changes=story_of(pk),
    )


def steps_of(candidate: Candidate, status: str) -> list[Step]:
    """The path, with the status in its place where the candidate has left the path: behind the last step that
    is known to have been reached.
    """
    now = CandidateStatus(status)
    path = list(PATH)
    if now not in path:
        reached = [place for place, one in enumerate(path) if reached_at(candidate, one)]
        path.insert(max(reached, default=0) + 1, now)
    here = path.index(now)
    return [
        Step(
            status=one,
            state="done" if place < here else "current" if place == here else "todo",
            at=reached_at(candidate, one) if place <= here else None,
        )
        for place, one in enumerate(path)
    ]


def reached_at(candidate: Candidate, status: CandidateStatus) -> datetime | None:
    """None where it is not known; when a vendor's candidate was new, only the vendor can say."""
    if status == CandidateStatus.NEW and candidate.account_id is not None:
        return candidate.vendor_created_at
    return getattr(candidate, STAMPS[status]) if status in STAMPS else None
