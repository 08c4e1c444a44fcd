"""Which fields of the unified interview a vendor reports, and in how many of an account's rows they are.

One statement for the shares, whatever the number of rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from connectors.base import Profile
from connectors.models import IntegratedAccount
from connectors.selectors.vendors import profile_of
from connectors.selectors.words import Word, words_of
from interviews.models import Interview

FROM_OTHERS = {
    "title": ("slot", "name"),
    "stage": ("slot", "stage_remote_id"),
    "candidate": ("application", "candidate_remote_id"),
    "job": ("application", "job_remote_id"),
}
"""What may come from a record that the interview refers to: its kind and field."""

FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "kind": ("kind",),
    "round": ("round",),
    "application": ("application_remote_id",),
    "candidate": ("candidate_remote_id",),
    "job": ("job_remote_id",),
    "stage": ("stage_remote_id",),
    "organizer": ("organizer_remote_id",),
    "location": ("location",),
    "meeting_url": ("meeting_url",),
    "start_at": ("start_at", "start_date"),
    "end_at": ("end_at", "end_date"),
    "time_zone": ("time_zone",),
    "status": ("status",),
    "vendor_status": ("vendor_status",),
    "created_at": ("vendor_created_at",),
    "updated_at": ("vendor_updated_at",),
}
PANEL: dict[str, str] = {
    "interviewers.id": "user_remote_id",
    "interviewers.name": "name",
    "interviewers.email": "email",
    "interviewers.response_status": "response_status",
}
REPORTED, INFERRED, NOT_REPORTED = "reported", "inferred", "not reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """`how` is reported, inferred or not reported; `share` of the live rows have it, None without rows."""

    field: str
    how: str
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    account: IntegratedAccount
    interviews: int
    fields: tuple[Covered, ...]
    words: tuple[Word, ...]


def coverage_of(account: IntegratedAccount) -> Coverage:
    profile = profile_of(account)
    counts = counts_of(account)
    return Coverage(
        account=account,
        interviews=counts["interviews"],
        fields=tuple(covered(profile, counts)),
        words=tuple(words_of(account)),
    )


def counts_of(account: IntegratedAccount) -> dict[str, int]:
    """How many interviews, and seats of them, have each field."""
    own = {
        name: Count("pk", filter=any_of(columns), distinct=True) for name, columns in FIELDS.items()
    }
    seated = Q(interviewers__deleted_at=None, interviewers__isnull=False)
    seats = {
        name: Count("interviewers", filter=seated & Q(**{f"interviewers__{column}__isnull": False}))
        for name, column in PANEL.items()
    }
    rows = Interview.objects.filter(account=account, deleted_at=None)
    return rows.aggregate(
        interviews=Count("pk", distinct=True), seats=Count("interviewers", filter=seated),
        **{named(name): count for name, count in (own | seats).items()},
    )  # fmt: skip


def any_of(columns: tuple[str, ...]) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__isnull": False})
    return found


def named(field: str) -> str:
    return "has_" + field.replace(".", "_")


def covered(profile: Profile, counts: dict[str, int]) -> Iterator[Covered]:
    picks = picks_of(profile)
    for field, columns in FIELDS.items():
        kind, column = FROM_OTHERS.get(field, ("", ""))
        hows = [picks.get(("interview", name)) for name in columns] + [picks.get((kind, column))]
        yield Covered(
            field=field, how=best(hows), share=share(counts[named(field)], counts["interviews"])
        )
    for field, column in PANEL.items():
        from_user = column in {"name", "email"} and ("interviewer", "user_remote_id") in picks
        how = best(
            [
                picks.get(("interviewer", column)),
                picks.get(("user", column)) if from_user else None,
            ]
        )
        yield Covered(field=field, how=how, share=share(counts[named(field)], counts["seats"]))


def picks_of(profile: Profile) -> dict[tuple[str, str], str]:
    """How each field of a kind of record is read, the best where several recipes read it."""
    found: dict[tuple[str, str], str] = {}
    for resource in profile.resources:
        for recipe in resource.makes:
            for name, pick in recipe.picks.items():
                how = INFERRED if pick.inferred else REPORTED
                found[recipe.kind, name] = best([how, found.get((recipe.kind, name))])
    return found


def best(hows: list[str | None]) -> str:
    return next((how for how in (REPORTED, INFERRED) if how in hows), NOT_REPORTED)


def share(number: int, of: int) -> float | None:
    return number / of if of else None
