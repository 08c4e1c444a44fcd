"""Keep bookings and conflicts as the records are: read the stream of changes from where it was left, look again at
what it names, and move the place in the same transaction.

A kill at any point loses nothing, and nothing depends on the order or the number of times: what is written follows
from the rows as they are now, never from the change itself.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from candidates.models import Change, Company
from candidates.services.horizon import settled_through
from interviews.conflicts.bookings import INTERVIEWER, calendar_of, weeks_of
from interviews.models import Booking, Interview, Interviewer, Kept
from interviews.services.conflicts import look_again

AT_ONCE = 500
READ_AT_ONCE = 5000
MATTER = {
    "interview": frozenset(
        {"start_at", "end_at", "start_date", "status", "candidate_id", "deleted_at"}
    ),
    "interviewer": frozenset({"interview_id", "user_id", "email", "response_status", "deleted_at"}),
    "atsuser": frozenset({"identity_id"}),
    "candidate": frozenset({"person_id"}),
}
SETTINGS = "intervieweridentity"


def catch_up(company_id: int, *, now: datetime) -> int:
    """Look at what changed since last time; how many interviews were looked at. Nothing is written for nothing."""
    looked_at = 0
    while True:
        read, some = step(company_id, now)
        looked_at += some
        if read < READ_AT_ONCE:
            return looked_at


def step(company_id: int, now: datetime) -> tuple[int, int]:
    """The next changes of the stream, in one transaction: how many there were, how many interviews they touched."""
    settled = settled_through()
    place = Kept.objects.filter(company=company_id).values_list("change_id", flat=True).first()
    if not after(company_id, place or 0, settled).exists():
        return 0, 0
    with transaction.atomic():
        kept = held(company_id, wait=False)
        if kept is None:
            return 0, 0
        news = list(after(company_id, kept.change_id, settled).order_by("pk")[:READ_AT_ONCE])
        touched = set(touched_by(news))
        for some in chunks(sorted(touched)):
            look_again(company_id, some, now=now)
        if news:
            kept.change_id, kept.at = news[-1].pk, now
            kept.save()
    return len(news), len(touched)


def held(company_id: int, *, wait: bool = True) -> Kept | None:
    """One at a time for each company, until the transaction ends. None where somebody is at it, unless to wait."""
    Kept.objects.get_or_create(company_id=company_id)
    rows = Kept.objects.select_for_update(no_key=True, skip_locked=not wait)
    return rows.filter(company=company_id).first()


def after(company_id: int, place: int, settled: int) -> QuerySet[Change]:
    """Of every record: the place moves past those that do not matter."""
    rows = Change.objects.filter(company=company_id, pk__gt=place, pk__lte=settled)
    return rows.only("kind", "subject", "subject_id", "interview_id", "fields")


def touched_by(news: Iterable[Change]) -> Iterator[int]:
    """The interviews that have to be looked at again."""
    moved: dict[str, set[int]] = {"atsuser": set(), "candidate": set(), SETTINGS: set()}
    for change in news:
        matter = change.subject in MATTER and (
            change.kind != Change.Kind.UPDATED or MATTER[change.subject] & change.fields.keys()
        )
        if change.subject == "interview" and matter:
            yield change.subject_id
        elif change.subject == "interviewer" and matter:
            yield from filter(None, change.fields.get("interview_id", ()))
            if change.interview_id:
                yield change.interview_id
        elif change.subject == SETTINGS:
            moved[SETTINGS].add(change.subject_id)
            moved[SETTINGS].update(filter(None, change.fields.get("joined_to_id", ())))
        elif matter and change.kind == Change.Kind.UPDATED:
            moved[change.subject].add(change.subject_id)
    yield from interviews_of(moved)


def interviews_of(moved: dict[str, set[int]]) -> Iterator[int]:
    if users := moved["atsuser"]:
        seats = Interviewer.objects.filter(user__in=users, interview__isnull=False)
        yield from seats.values_list("interview_id", flat=True)
    if candidates := moved["candidate"]:
        yield from Interview.objects.filter(candidate__in=candidates).values_list("pk", flat=True)
    if moved[SETTINGS]:
        spans = Q()
        for pk in moved[SETTINGS]:
            spans |= Q(week__range=weeks_of(calendar_of(INTERVIEWER, pk)))
        yield from Booking.objects.filter(spans).values_list("interview_id", flat=True)


def chunks(keys: list[int]) -> Iterator[list[int]]:
    left = iter(keys)
    while some := list(islice(left, AT_ONCE)):
        yield some


def behind() -> list[int]:
    """The companies with changes that nobody has looked at. One statement, whatever their number."""
    newest = Change.objects.filter(company=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    place = Kept.objects.filter(company=OuterRef("pk")).values("change_id")
    waiting = Company.objects.annotate(
        newest=Subquery(newest), place=Coalesce(Subquery(place), 0)
    ).filter(newest__gt=F("place"))
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def rebuild(company_id: int, *, now: datetime) -> int:
    """Look at every interview, whatever the stream says: what stands afterwards is what would stand without it."""
    settled = settled_through()
    newest = Change.objects.filter(company=company_id, pk__lte=settled).aggregate(at=Max("pk"))[
        "at"
    ]
    keys = list(
        Interview.objects.filter(company=company_id).order_by("pk").values_list("pk", flat=True)
    )
    for some in chunks(keys):
        with transaction.atomic():
            held(company_id)
            look_again(company_id, some, now=now)
    with transaction.atomic():
        kept = held(company_id)
        assert kept is not None
        kept.change_id, kept.at = max(newest or 0, kept.change_id), now
        kept.save()
    return len(keys)
