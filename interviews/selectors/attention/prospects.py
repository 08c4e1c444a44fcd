"""The rules about candidates: which rows they fire for, and these as plain values."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from django.db.models import DateTimeField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value

from candidates.models import Candidate, Comment, Distinct
from candidates.models.match_keys import EMAIL
from candidates.selectors.duplicates import pair_of
from interviews.attention import people
from interviews.attention.facts import Finding, Prospect
from interviews.coordination import Arranged
from interviews.selectors.attention.hands import Paths
from interviews.selectors.attention.scene import Scene
from interviews.selectors.attention.sources import Listed, Source

RECENT = 300
COLUMNS = (
    "pk",
    "status",
    "deadline",
    "email",
    "invited_at",
    "updated_at",
    "asked_at",
    "account_id",
    "project_id",
    "coordinator_id",
    "project__coordinator_id",
    "name",
)
NO_EMAIL = Q(email=None) | Q(email="")
ASKED = Comment.objects.filter(kind=Comment.Kind.ASKED, answered_at=None)


def live(scene: Scene) -> QuerySet[Candidate]:
    rows: QuerySet[Candidate] = Candidate.objects.filter(
        scene.among, company_id=scene.company_id, deleted_at=None
    )
    return rows


def deadline_near(scene: Scene) -> QuerySet[Candidate]:
    near = scene.now + scene.limits.hours("deadline")
    return live(scene).filter(status__in=people.BEFORE, deadline__gt=scene.now, deadline__lte=near)


def deadline_over(scene: Scene) -> QuerySet[Candidate]:
    first = scene.now - scene.limits.days("back")
    return live(scene).filter(
        status__in=people.UNFINISHED, deadline__gte=first, deadline__lte=scene.now
    )


def unconfirmed(scene: Scene) -> QuerySet[Candidate]:
    later = Q(deadline=None) | Q(deadline__gt=scene.now + scene.limits.hours("deadline"))
    since = scene.now - scene.limits.days("choice")
    return live(scene).filter(later, status=people.INVITED, invited_at__lt=since)


def unreachable(scene: Scene) -> QuerySet[Candidate]:
    return live(scene).filter(NO_EMAIL, status=people.NEW)


def asking(scene: Scene) -> QuerySet[Candidate]:
    """Those who ask for another time, with when they first did."""
    open_ones = ASKED.filter(candidate=OuterRef("pk")).order_by().values("candidate")
    first = open_ones.annotate(first=Min("at")).values("first")
    wishes = ASKED.filter(candidate__company_id=scene.company_id)
    return live(scene).filter(pk__in=wishes.values("candidate")).annotate(asked_at=Subquery(first))


def prospects(rows: QuerySet[Any], scene: Scene) -> Iterable[Prospect]:
    if "asked_at" not in rows.query.annotations:
        rows = rows.annotate(asked_at=Value(None, output_field=DateTimeField()))
    return [prospect(row) for row in rows.values_list(*COLUMNS)]


def prospect(values: tuple[Any, ...]) -> Prospect:
    row = dict(zip(COLUMNS, values, strict=True))
    return Prospect(
        pk=row["pk"],
        status=row["status"],
        deadline=row["deadline"],
        email=row["email"],
        invited_at=row["invited_at"],
        since=row["updated_at"],
        asked_at=row["asked_at"],
        account=row["account_id"],
        project=row["project_id"],
        arranged=Arranged(chosen=row["coordinator_id"], project=row["project__coordinator_id"]),
        who=row["name"] or row["email"] or "",
    )


def duplicates(scene: Scene) -> Iterator[Finding]:
    """Whether the candidates that changed last are known elsewhere under the same address. A statement,
    which looks for each along an index, and three where somebody is.
    """
    rows = live(scene).filter(email__isnull=False).annotate(key=EMAIL).exclude(key="")
    twin = rows.filter(key=OuterRef("key")).exclude(pk=OuterRef("pk"))
    recent = rows.order_by("-updated_at", "-pk").annotate(twice=Exists(twin))
    keys = {key for key, twice in recent.values_list("key", "twice")[:RECENT] if twice}
    groups: dict[str, list[int]] = {}
    for pk, key in rows.filter(key__in=keys).order_by().values_list("pk", F("key")):
        groups.setdefault(key, []).append(pk)
    several = [sorted(group)[:4] for group in groups.values() if len(group) > 1]
    if not several:
        return
    known = Candidate.objects.in_bulk([pk for group in several for pk in group])
    likely = [
        pair
        for group in several
        for first, second in combinations(group, 2)
        if (pair := pair_of(known[first], known[second])) is not None
    ]
    said = set(
        Distinct.objects.filter(
            company_id=scene.company_id, first__in=[pair.first.pk for pair in likely]
        ).values_list("first_id", "second_id")
    )
    for pair in likely:
        first, second = pair.first, pair.second
        if (first.pk, second.pk) not in said:
            yield Finding(
                code="duplicate.candidate",
                severity="low",
                subject=f"candidates {first.pk} and {second.pk}",
                since=max(first.created_at, second.created_at),
                facts=str(first.email),
                told={"who": second.name or second.email or ""},
                candidate=second.pk,
                account=second.account_id,
                project=second.project_id,
            )


def of_candidates(code: str, worst: str, **given: Any) -> Source:
    paths = Paths(chosen="coordinator")
    return Source(code=code, worst=worst, kind="candidate", paths=paths, shape=prospects, **given)


SOURCES = (
    of_candidates(
        "deadline.soon",
        "high",
        rows=deadline_near,
        order="deadline",
        judge=people.deadline_soon,
    ),
    of_candidates(
        "deadline.passed",
        "high",
        rows=deadline_over,
        order="deadline",
        judge=people.deadline_passed,
    ),
    of_candidates("reschedule.asked", "high", rows=asking, order="asked_at", judge=people.wish),
    of_candidates(
        "candidate.no_choice",
        "medium",
        rows=unconfirmed,
        order="invited_at",
        judge=people.not_confirmed,
    ),
    of_candidates(
        "missing.email", "medium", rows=unreachable, order="updated_at", judge=people.no_email
    ),
    Listed(codes=("duplicate.candidate",), worst="low", findings=duplicates),
)
