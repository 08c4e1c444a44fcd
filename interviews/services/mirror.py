"""Mirror every kind of record a vendor may report, and keep what depends on it true.

An interview may come before its application, a seat before its interview: the vendor's reference is kept,
and whatever comes later adopts those who wait for it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from candidates.models import Candidate, Mirrored, Project
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


def midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, UTC)


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
    for row in rows:
        row.begins_at = row.start_at or midnight(row.start_date)
        row.finishes_at = row.end_at or midnight(row.end_date)
        _, candidate, job = applications.get(row.application_remote_id, (None, None, None))
        _, title, stage = slots.get(row.slot_remote_id, (None, None, None))
        row.candidate_remote_id = candidate or row.candidate_remote_id
        row.job_remote_id = job or row.job_remote_id
        row.title = title or row.title
        row.stage_remote_id = stage or row.stage_remote_id


def derive_seats(drafts: list[Draft], origin: Origin) -> None:
    """Name and e-mail of a seat from the ATS user who sits there."""
    rows = [draft.row for draft in drafts]
    users = remote_rows(
        AtsUser, origin.account_id, (row.user_remote_id for row in rows), "name", "email"
    )
    for row in rows:
        _, name, email = users.get(row.user_remote_id, (None, None, None))
        row.name = name or row.name
        row.email = email or row.email


def derive_users(drafts: list[Draft], origin: Origin) -> None:
    """Join users of several systems into one person by e-mail."""
    by_email: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.row.email:
            by_email[draft.row.email.lower()].append(draft)
    people = InterviewerIdentity.objects.filter(company_id=origin.company_id)
    known = dict(people.filter(email__in=by_email).values_list("email", "pk"))
    new = [
        InterviewerIdentity(company_id=origin.company_id, email=email, name=same[0].row.name or "")
        for email, same in by_email.items()
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
    """How rows of one model settle; `feeds` are rows derived from it: (model, foreign key, fields that matter)."""

    model: type[Mirrored]
    derive: Derive | None = None
    feeds: tuple[tuple[str, str], ...] = ()


KINDS: dict[str, Kind] = {
    "project": Kind(model=Project),
    "candidate": Kind(model=Candidate),
    "user": Kind(model=AtsUser, derive=derive_users, feeds=(("interviewer", "user"),)),
    "job": Kind(model=Job),
    "stage": Kind(model=Stage),
    "slot": Kind(model=Slot, feeds=(("interview", "slot"),)),
    "application": Kind(model=Application, feeds=(("interview", "application"),)),
    "scorecard": Kind(model=Scorecard),
    "interview": Kind(model=Interview, derive=derive_interviews),
    "interviewer": Kind(model=Interviewer, derive=derive_seats),
}


def mirror(*, kind: str, arrivals: Iterable[Arrival], origin: Origin) -> Saved:
    """Apply the vendor's news of one page to our rows, then to the rows that depend on them."""
    saved = settle(draft_arrivals(KINDS[kind].model, arrivals, origin), origin, KINDS[kind].derive)
    adopt(saved.created, origin)
    feed(kind, saved.changed, origin)
    return saved


def adopt(newcomers: list[Mirrored], origin: Origin) -> None:
    """Link the rows that were waiting for one of the newcomers."""
    if not newcomers:
        return
    remote_ids = [row.remote_id for row in newcomers]
    for kind in KINDS.values():
        for reference in links_of(kind.model):
            if reference.target is type(newcomers[0]):
                waiting = kind.model.objects.filter(
                    account_id=origin.account_id,
                    **{
                        f"{reference.name}__isnull": True,
                        f"{reference.name}_remote_id__in": remote_ids,
                    },
                )
                settle(draft_rows(waiting), origin, kind.derive)


def feed(kind: str, changed: list[Mirrored], origin: Origin) -> None:
    """Settle again what is derived from the changed rows."""
    if not changed:
        return
    for name, reference in KINDS[kind].feeds:
        dependent = KINDS[name]
        rows = dependent.model.objects.filter(**{f"{reference}__in": [row.pk for row in changed]})
        settle(draft_rows(rows), origin, dependent.derive)


def bury_remote(*, kind: str, remote_ids: Iterable[str], reason: str, origin: Origin) -> Saved:
    """Make tombstones of an account's rows; those already buried stay as they are."""
    rows = KINDS[kind].model.objects.filter(
        account_id=origin.account_id, remote_id__in=list(remote_ids), deleted_at=None
    )
    return bury(rows, reason, origin)
