"""Mirror every kind of record a vendor may report, and keep what depends on it true.

An interview may come before its application, a seat before its interview: the vendor's reference is kept,
and whatever comes later adopts those who wait for it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction

from candidates.models import Candidate, Change, Mirrored, Project
from candidates.services.bulk import find_all
from candidates.services.changes import Origin
from candidates.services.mirror import (
    Arrival,
    Derive,
    Draft,
    Saved,
    bury,
    draft_arrivals,
    draft_rows,
    links_of,
    remote_rows,
    save,
    settle,
)
from interviews.models import (
    Application,
    AtsUser,
    Interview,
    Interviewer,
    InterviewerIdentity,
    Job,
    Scorecard,
    Slot,
    Stage,
)
from interviews.services.following import follow
from interviews.statuses import InterviewStatus

SETTLED_AT_ONCE = 1000
LONGEST_EMAIL = 320


def midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)


def take(draft: Draft, name: str, value: Any, *, of: str) -> None:
    """A value that comes with the reference `of`. What came with the one before it does not stay behind."""
    row, before = draft.row, draft.before
    if value:
        setattr(row, name, value)
    elif (
        before.get(f"{of}_id") is not None
        and before[f"{of}_remote_id"] != getattr(row, f"{of}_remote_id")
        and before[name] == getattr(row, name)
    ):
        setattr(row, name, None)


def derive_interviews(drafts: list[Draft], origin: Origin) -> None:
    """Order times; candidate and job from the application; title and stage from the plan slot."""
    rows = [draft.row for draft in drafts]
    applications = remote_rows(
        Application,
        origin.account_id,
        (row.application_remote_id for row in rows),
        "candidate_remote_id",
        "job_remote_id",
    )
    slots = remote_rows(
        Slot, origin.account_id, (row.slot_remote_id for row in rows), "name", "stage_remote_id"
    )
    for draft in drafts:
        row = draft.row
        row.begins_at = row.start_at or midnight(row.start_date)
        row.finishes_at = row.end_at or midnight(row.end_date)
        _, candidate, job = applications.get(row.application_remote_id, (None, None, None))
        _, title, stage = slots.get(row.slot_remote_id, (None, None, None))
        row.job_remote_id = job or row.job_remote_id
        take(draft, "candidate_remote_id", candidate, of="application")
        take(draft, "title", title, of="slot")
        take(draft, "stage_remote_id", stage, of="slot")


def derive_seats(drafts: list[Draft], origin: Origin) -> None:
    """Name and e-mail of a seat from the ATS user who sits there."""
    rows = [draft.row for draft in drafts]
    users = remote_rows(
        AtsUser, origin.account_id, (row.user_remote_id for row in rows), "name", "email"
    )
    for draft in drafts:
        _, name, email = users.get(draft.row.user_remote_id, (None, None, None))
        take(draft, "name", name, of="user")
        take(draft, "email", email, of="user")


def derive_users(drafts: list[Draft], origin: Origin) -> None:
    """Join users of several systems into one person by e-mail, but for those whom somebody took out of it."""
    by_email: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.row.alone:
            continue
        if draft.row.email:
            by_email[draft.row.email.lower()[:LONGEST_EMAIL]].append(draft)
        elif draft.before.get("email"):
            draft.row.identity_id = None
    people = InterviewerIdentity.objects.filter(company_id=origin.company_id)
    known = dict(people.filter(email__in=by_email).values_list("email", "pk"))
    new = [
        InterviewerIdentity(company_id=origin.company_id, email=email, name=same[0].row.name or "")
        for email, same in sorted(
            by_email.items()
        )  # in one order, or two accounts block each other
        if email not in known
    ]
    InterviewerIdentity.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        known = dict(people.filter(email__in=by_email).values_list("email", "pk"))
    for email, same in by_email.items():
        for draft in same:
            draft.row.identity_id = known[email]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How rows of one model settle; `feeds` are rows derived from it: (kind, foreign key, fields that matter)."""

    model: type[Mirrored]
    derive: Derive | None = None
    feeds: tuple[tuple[str, str, frozenset[str]], ...] = ()


KINDS: dict[str, Kind] = {
    "project": Kind(model=Project),
    "candidate": Kind(model=Candidate),
    "user": Kind(
        model=AtsUser,
        derive=derive_users,
        feeds=(("interviewer", "user", frozenset({"name", "email"})),),
    ),
    "job": Kind(model=Job),
    "stage": Kind(model=Stage),
    "slot": Kind(
        model=Slot, feeds=(("interview", "slot", frozenset({"name", "stage_remote_id"})),)
    ),
    "application": Kind(
        model=Application,
        feeds=(("interview", "application", frozenset({"candidate_remote_id", "job_remote_id"})),),
    ),
    "scorecard": Kind(model=Scorecard),
    "interview": Kind(model=Interview, derive=derive_interviews),
    "interviewer": Kind(model=Interviewer, derive=derive_seats),
}


def mirror(*, kind: str, arrivals: Iterable[Arrival], origin: Origin) -> Saved:
    """Apply the vendor's news of one page to our rows, then to the rows that depend on them."""
    saved = settle_kind(KINDS[kind], draft_arrivals(KINDS[kind].model, arrivals, origin), origin)
    adopt(saved.created, origin)
    feed(kind, saved, origin)
    return saved


def adopt(newcomers: list[Mirrored], origin: Origin) -> None:
    """Link the rows that were waiting for one of the newcomers."""
    if not newcomers:
        return
    remote_ids = [row.remote_id for row in newcomers]
    for kind in KINDS.values():
        for reference in links_of(kind.model):
            if reference.target is type(newcomers[0]):
                own: dict[str, Any] = {"account_id": origin.account_id, reference.name: None}
                by = f"{reference.name}_remote_id"
                waiting = find_all(kind.model, remote_ids, ["id"], by=by, **own)
                settle_again(kind, sorted(key for (key,) in waiting), origin)


def feed(kind: str, saved: Saved, origin: Origin) -> None:
    """Settle again what is derived from the changed rows."""
    for name, reference, matter in KINDS[kind].feeds:
        sources = [key for key, fields in saved.fields.items() if fields & matter]
        if sources:
            rows = KINDS[name].model.objects.filter(**{f"{reference}__in": sources})
            settle_again(
                KINDS[name], list(rows.order_by("pk").values_list("pk", flat=True)), origin
            )


def settle_again(kind: Kind, keys: list[int], origin: Origin) -> None:
    """Some at a time: one name may stand in very many rows."""
    for start in range(0, len(keys), SETTLED_AT_ONCE):
        some = kind.model.objects.filter(pk__in=keys[start : start + SETTLED_AT_ONCE])
        settle_kind(kind, draft_rows(some), origin)


def settle_kind(kind: Kind, drafts: list[Draft], origin: Origin) -> Saved:
    saved = settle(drafts, origin, kind.derive)
    if kind.model is Interview:
        follow(saved, origin)
    return saved


def bury_remote(*, kind: str, remote_ids: Iterable[str], reason: str, origin: Origin) -> Saved:
    """Make tombstones of an account's rows; those already buried stay as they are."""
    rows = KINDS[kind].model.objects.filter(
        account_id=origin.account_id, remote_id__in=list(remote_ids), deleted_at=None
    )
    return bury(rows, reason, origin)


def elapse(origin: Origin) -> None:
    """For an account whose vendor has no word for it: what was scheduled and is over awaits feedback."""
    over = Interview.objects.filter(
        account_id=origin.account_id,
        deleted_at=None,
        status=InterviewStatus.SCHEDULED,
        finishes_at__lte=origin.at,
    )
    keys = list(over.order_by("pk").values_list("pk", flat=True))
    origin = replace(origin, source=Change.Source.RULE)
    for start in range(0, len(keys), SETTLED_AT_ONCE):
        with transaction.atomic():
            drafts = draft_rows(over.filter(pk__in=keys[start : start + SETTLED_AT_ONCE]))
            for draft in drafts:
                draft.row.status = InterviewStatus.AWAITING_FEEDBACK.value
            follow(save(drafts, origin), origin)
