"""Candidates over all connections: who matches, a page of them, with what a row of the table shows."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet

from candidates.models import Candidate
from candidates.selectors.batches import MADE, came_with
from candidates.selectors.coordinators import CoordinatedBy
from candidates.selectors.evaluations import Standing, standings
from candidates.selectors.teams import ALL
from candidates.statuses import CandidateStatus
from candidates.transitions import OPEN, status_at
from interviews.models import Interview
from interviews.selectors.keyset import Order, fingerprint, page
from interviews.statuses import InterviewStatus

PAGE_SIZE = 50
NEWEST = Order(name="-updated_at", column="updated_at", descending=True, valueless=False)
ORDERS = {
    order.name: order
    for order in (
        NEWEST,
        Order(name="updated_at", column="updated_at", descending=False, valueless=False),
        Order(name="deadline", column="deadline", descending=False, valueless=True),
        Order(name="-deadline", column="deadline", descending=True, valueless=True),
        Order(name="name", column="name", descending=False, valueless=True, textual=True),
        Order(name="-name", column="name", descending=True, valueless=True, textual=True),
        Order(name="id", column="id", descending=False, valueless=False),
    )
}
NONE = "none"
MOST_FOUND = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleQuery:
    """`statuses` may hold `none`: candidates whose vendor governs no status. They are as of `now`: an open
    invitation whose deadline passed is expired. `imported` is the number of an import, `became` what of its rows is
    asked for. Nobody is found who is not `among` those that the reader reads. `found` is who matches, once they were
    looked for: see `looked_for`.
    """

    company_id: int
    now: datetime
    among: Q = ALL
    search: str = ""
    statuses: tuple[str, ...] = ()
    account_ids: tuple[int, ...] = ()
    project_ids: tuple[int, ...] = ()
    coordinated_by: CoordinatedBy | None = None
    imported: int | None = None
    became: tuple[str, ...] = ()
    include_deleted: bool = False
    sort: str = NEWEST.name
    limit: int = PAGE_SIZE
    cursor: str = ""
    found: tuple[int, ...] | None = None

    @property
    def filters(self) -> str:
        return fingerprint(
            {
                "company": self.company_id,
                "search": self.search,
                "statuses": self.statuses,
                "accounts": self.account_ids,
                "projects": self.project_ids,
                "deleted": self.include_deleted,
            }
            | ({"coordinator": self.coordinated_by.user} if self.coordinated_by else {})
            | ({"import": self.imported, "became": self.became} if self.imported else {})
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A row of the table. `kin` are the same person's candidates in other systems."""

    candidate: Candidate
    status: str | None
    kin: list[Candidate]
    next_interview: Interview | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class PeoplePage:
    rows: list[PersonRow]
    next_cursor: str | None


def people(query: PeopleQuery) -> PeoplePage:
    """Raises keyset.CursorError."""
    order = ORDERS[query.sort]
    rows = chosen(query).select_related("account", "project")
    found = page(rows, order, query.cursor, query.limit, filters=query.filters)
    return PeoplePage(with_surroundings(found.rows, query), found.next_cursor)


def looked_for(query: PeopleQuery) -> PeopleQuery:
    """The same, with the keys of those who match a search, where they are few: so that the list, its number and the
    columns of the board do not each look through everybody. A statement where something is searched.
    """
    if not query.search.split():
        return query
    keys = tuple(chosen(query).order_by().values_list("pk", flat=True)[: MOST_FOUND + 1])
    return query if len(keys) > MOST_FOUND else replace(query, found=keys)


def chosen(query: PeopleQuery) -> QuerySet[Candidate]:
    rows = Candidate.objects.filter(query.among, company_id=query.company_id)
    if query.found is not None:
        return rows.filter(pk__in=query.found)
    if not query.include_deleted:
        rows = rows.filter(deleted_at=None)
    if query.account_ids:
        rows = rows.filter(account_id__in=query.account_ids)
    if query.project_ids:
        rows = rows.filter(project_id__in=query.project_ids)
    if query.coordinated_by:
        rows = rows.filter(query.coordinated_by.where)
    if query.imported:
        wanted = query.became or MADE
        rows = rows.filter(pk__in=came_with(query.company_id, query.imported, wanted))
    if query.statuses:
        rows = rows.filter(in_statuses(query.statuses, query.now))
    for word in query.search.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return rows


def matching(query: PeopleQuery) -> int:
    return chosen(query).count()


def picked(company_id: int, keys: list[int]) -> list[Candidate]:
    """Those that are there, in the order of the keys."""
    rows = Candidate.objects.filter(company_id=company_id, deleted_at=None)
    found = rows.select_related("account", "project").in_bulk(keys)
    return [found[pk] for pk in keys if pk in found]


def picked_by(query: PeopleQuery, most: int) -> list[Candidate]:
    rows = chosen(query).filter(deleted_at=None).select_related("account", "project")
    return list(rows.order_by("-updated_at", "-pk")[:most])


def keys_by(query: PeopleQuery, most: int) -> list[int]:
    rows = chosen(query).filter(deleted_at=None).order_by("-updated_at", "-pk")
    return list(rows.values_list("pk", flat=True)[:most])


def interviewed(company_id: int, interviews: Collection[int]) -> QuerySet[Candidate]:
    """Whoever these interviews are with, each once and by name; nobody who is deleted."""
    with_them = Interview.objects.filter(company=company_id, pk__in=interviews).values("candidate")
    found = Candidate.objects.filter(company=company_id, deleted_at=None, pk__in=with_them)
    return found.select_related("account", "project").order_by("name", "pk")


def overdue(now: datetime) -> Q:
    return Q(status__in=OPEN, deadline__lte=now)


def in_statuses(words: Iterable[str], now: datetime) -> Q:
    wanted = Q()
    for word in words:
        if word == NONE:
            wanted |= Q(status=None)
        elif word in OPEN:
            wanted |= Q(status=word) & (Q(deadline=None) | Q(deadline__gt=now))
        elif word == CandidateStatus.EXPIRED:
            wanted |= Q(status=word) | overdue(now)
        else:
            wanted |= Q(status=word)
    return wanted


def with_surroundings(candidates: list[Candidate], query: PeopleQuery) -> list[PersonRow]:
    """Five statements, however many candidates."""
    kin = kin_of(candidates, query.among)
    known = {row.pk: [row.pk, *(one.pk for one in kin[row.pk])] for row in candidates}
    coming = next_interviews([pk for pks in known.values() for pk in pks], query.now)
    stands = standings(candidates)
    return [
        PersonRow(
            candidate=row,
            status=status_at(row.status, row.deadline, query.now),
            kin=kin[row.pk],
            next_interview=min(
                (coming[pk] for pk in known[row.pk] if pk in coming),
                key=lambda one: (one.begins_at, one.pk),
                default=None,
            ),
            standing=stands[row.pk],
        )
        for row in candidates
    ]


def kin_of(candidates: Iterable[Candidate], among: Q) -> dict[int, list[Candidate]]:
    """By candidate: who else was said to be the same person."""
    rows = list(candidates)
    persons = {row.person_id for row in rows if row.person_id is not None}
    same = Candidate.objects.filter(among, person__in=persons, deleted_at=None)
    found: dict[int | None, list[Candidate]] = defaultdict(list)
    for one in same.select_related("account").order_by("pk"):
        found[one.person_id].append(one)
    return {
        row.pk: [one for one in found.get(row.person_id, ()) if one.pk != row.pk] for row in rows
    }


def next_interviews(candidate_ids: Iterable[int], now: datetime) -> dict[int, Interview]:
    """By candidate: the first that is still to come."""
    coming = Interview.objects.filter(
        candidate__in=list(candidate_ids), deleted_at=None, begins_at__gte=now
    ).exclude(status=InterviewStatus.CANCELLED)
    found: dict[int, Interview] = {}
    for one in coming.order_by("begins_at", "pk"):
        found.setdefault(one.candidate_id or 0, one)
    return found
