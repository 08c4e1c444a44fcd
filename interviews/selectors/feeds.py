"""What a calendar feed holds, and who may still read it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from candidates.models import Change, Membership, Project
from candidates.selectors.access import digest_of
from candidates.selectors.teams import reached_projects
from interviews.models import AtsUser, Feed, FeedToken, Interview, Interviewer, InterviewerIdentity
from interviews.selectors.listing import InterviewQuery, list_interviews, matching, seat
from interviews.selectors.rows import ROW_COLUMNS, InterviewRow
from interviews.statuses import FeedSource, InterviewStatus, ResponseStatus

BACK, AHEAD = timedelta(days=60), timedelta(days=366)
CANCELLED_KEPT = timedelta(days=30)
MOST_COMING, MOST_PAST = 1500, 500
OF_TIME = frozenset({"start_at", "end_at", "start_date", "end_date"})


@dataclass(slots=True)
class Found:
    """`moves` counts how often each interview's time changed, or it was called off or on again. `cut` says that
    only the nearest are there."""

    rows: list[InterviewRow]
    cut: bool = False
    moves: dict[int, int] = field(default_factory=dict)
    organizers: dict[int, str] = field(default_factory=dict)


def living_feeds(company_id: int, user_id: int, now: datetime) -> list[Feed]:
    """Of one person, by name, each with its living addresses, the newest first. Two statements."""
    living = FeedToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now))
    feeds = Feed.objects.filter(company=company_id, user=user_id, revoked_at=None)
    return list(
        feeds.select_related("identity", "project", "view")
        .prefetch_related(Prefetch("tokens", queryset=living.order_by("-pk")))
        .order_by("name", "pk")
    )


def own_feed(company_id: int, user_id: int, pk: int) -> Feed | None:
    feeds = Feed.objects.filter(company=company_id, user=user_id, revoked_at=None)
    return feeds.filter(pk=pk).first()


def find_feed_token(secret: str, now: datetime) -> FeedToken | None:
    """The living address behind a secret, with its feed and, as `role`, what its maker is in the company.

    The look-up is by digest, in one statement whatever comes of it, so its time says nothing about the secret.
    """
    role = Membership.objects.filter(
        user=OuterRef("feed__user"), company=OuterRef("feed__company"), user__is_active=True
    )
    rows = FeedToken.objects.select_related("feed__company", "feed__user", "feed__view")
    token = (
        rows.filter(digest=digest_of(secret))
        .annotate(role=Subquery(role.values("role")[:1]))
        .first()
    )
    if token is None or token.feed.revoked_at is not None or token.role is None:
        return None
    return token if token.expires_at is None or token.expires_at > now else None


def was_an_address(secret: str) -> bool:
    """Whether it is, or was, the address of a feed: programs go on asking for one that has ended."""
    return FeedToken.objects.filter(digest=digest_of(secret)).exists()


def identity_of(company_id: int, pk: int | None) -> InterviewerIdentity | None:
    return InterviewerIdentity.objects.filter(company=company_id, pk=pk or 0).first()


def project_of(company_id: int, role: str, user_id: int, pk: int | None) -> Project | None:
    """One that this person has a part in."""
    return reached_projects(company_id, role, user_id).filter(pk=pk or 0).first()


def found_for(feed: Feed, role: str, query: InterviewQuery, now: datetime) -> Found | None:
    """None where its maker may not see the project any more. A constant number of statements."""
    rows = source_of(feed, role, replace(query, include_deleted=True, include_undated=False))
    if rows is None:
        return None
    found = nearest(called_off_of_late(rows, now), now)
    found.moves, off_since = told_by_changes([row.id for row in found.rows])
    since = now - CANCELLED_KEPT
    found.rows = [
        row
        for row in found.rows
        if not is_off(row) or off_since.get(row.id, row.updated_at) >= since
    ]
    seat(found.rows)
    found.organizers = organizers_of(found.rows)
    return found


def one_for_calendar(company_id: int, pk: int) -> Found:
    """One interview that has a time; without rows where there is none."""
    if not Interview.objects.filter(company=company_id, pk=pk).exists():
        return Found([])
    query = InterviewQuery(company_id=company_id, ids=(pk,), include_deleted=True, limit=1)
    rows = list_interviews(query).rows
    moves, _off_since = told_by_changes([row.id for row in rows])
    return Found(rows, moves=moves, organizers=organizers_of(rows))


def source_of(feed: Feed, role: str, query: InterviewQuery) -> QuerySet[Interview] | None:
    rows = matching(query)
    if feed.source == FeedSource.MINE:
        email = feed.user.email.strip().lower()
        organized = Q(organizer__identity__email=email) if email else Q(pk__in=())
        return rows.filter(Q(pk__in=seated_of(user__identity__email=email)) | organized)
    if feed.source == FeedSource.INTERVIEWER:
        return rows.filter(pk__in=seated_of(user__identity=feed.identity_id))
    if feed.source == FeedSource.PROJECT:
        project = project_of(feed.company_id, role, feed.user_id, feed.project_id)
        return rows.filter(candidate__project=project) if project else None
    return rows


def seated_of(**who: object) -> Any:
    """Who declined is not needed there."""
    seats = Interviewer.objects.filter(deleted_at=None, interview__isnull=False, **who)
    return seats.filter(
        Q(response_status=None) | ~Q(response_status=ResponseStatus.DECLINED)
    ).values("interview_id")


def called_off_of_late(rows: QuerySet[Interview], now: datetime) -> QuerySet[Interview]:
    """Without what was called off, or deleted, long ago; more closely looked at once its changes are read."""
    since = now - CANCELLED_KEPT
    on = Q(status=None) | ~Q(status=InterviewStatus.CANCELLED) | Q(updated_at__gte=since)
    return rows.filter(Q(deleted_at=None) | Q(deleted_at__gte=since), on)


def nearest(rows: QuerySet[Interview], now: datetime) -> Found:
    """The coming ones first: a calendar that is too full loses what is farthest away."""
    today = datetime.combine(now.astimezone(UTC).date(), time.min, UTC)
    coming = rows.filter(begins_at__gte=today, begins_at__lt=today + AHEAD)
    past = rows.filter(begins_at__gte=today - BACK, begins_at__lt=today)
    ahead = coming.order_by("begins_at", "id").values_list(*ROW_COLUMNS)[: MOST_COMING + 1]
    behind = past.order_by("-begins_at", "-id").values_list(*ROW_COLUMNS)[: MOST_PAST + 1]
    later, earlier = list(ahead), list(behind)
    cut = len(later) > MOST_COMING or len(earlier) > MOST_PAST
    kept = [*reversed(earlier[:MOST_PAST]), *later[:MOST_COMING]]
    return Found([InterviewRow(*values) for values in kept], cut)


def is_off(row: InterviewRow) -> bool:
    return row.deleted_at is not None or row.status == InterviewStatus.CANCELLED


def told_by_changes(ids: Collection[int]) -> tuple[dict[int, int], dict[int, datetime]]:
    """How often each of these moved or was called off, and when it was called off last."""
    moves: dict[int, int] = defaultdict(int)
    off_since: dict[int, datetime] = {}
    rows: Iterable[tuple[int, str, dict[str, list[Any]], datetime]] = (
        Change.objects.filter(subject="interview", subject_id__in=ids)
        .exclude(kind=Change.Kind.ADDED)
        .order_by("id")
        .values_list("subject_id", "kind", "fields", "at")
    )
    for pk, kind, fields, at in rows:
        before, after = fields.get("status", (None, None))
        if kind == Change.Kind.DELETED or after == InterviewStatus.CANCELLED:
            off_since[pk] = at
        on_or_off = "deleted_at" in fields or InterviewStatus.CANCELLED in (before, after)
        moves[pk] += bool(on_or_off or fields.keys() & OF_TIME)
    return dict(moves), off_since


def organizers_of(rows: Iterable[InterviewRow]) -> dict[int, str]:
    """E-mail addresses by interview."""
    by_user = {row.id: row.organizer_id for row in rows if row.organizer_id is not None}
    users = AtsUser.objects.filter(pk__in=set(by_user.values()), email__contains="@")
    mails: dict[int, str] = dict(users.values_list("pk", "email"))
    return {pk: mails[user] for pk, user in by_user.items() if user in mails}
