"""Move candidates through their statuses: the table of moves decides, one change is noted for each move.

For candidates that were made in the hub. One that mirrors a vendor's is moved at the vendor first, and follows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from candidates.models import Candidate, Change, Company
from candidates.selectors.cases import case_of
from candidates.services.changes import Origin
from candidates.services.invitations import follow_deadline, invite
from candidates.services.mirror import Draft, draft_rows, save
from candidates.statuses import CandidateStatus as Status
from candidates.transitions import (
    OPEN,
    Case,
    Move,
    Mover,
    TransitionRefused,
    find_move,
    status_at,
)

EXPIRED_AT_ONCE = 500


class NoSuchCandidate(Exception):
    """The company has no such candidate."""


class MovedMeanwhile(Exception):
    """Somebody else was quicker; the text says how the candidate is now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks for a move, from where, when. `seen` is the version of the candidate they had before them."""

    company: Company
    by: Mover
    source: str
    now: datetime
    actor_id: int | None = None
    seen: int | None = None

    @property
    def origin(self) -> Origin:
        return Origin(
            company_id=self.company.pk, source=self.source, at=self.now, actor_id=self.actor_id
        )


def advance(candidate_id: int, asking: Asking) -> Candidate:
    return move(candidate_id, "advance", asking)


def skip(candidate_id: int, asking: Asking) -> Candidate:
    """There is no way back."""
    return move(candidate_id, "skip", asking)


def move(candidate_id: int, name: str, asking: Asking) -> Candidate:
    """Raises NoSuchCandidate, MovedMeanwhile or TransitionRefused; then nothing was changed."""
    with transaction.atomic():
        draft = held(candidate_id, asking)
        case = case_of(draft.row, asking.now, asking.company)
        carry_out([(find_move(name, case, asking.by), draft, case)], asking)
    return draft.row  # type: ignore[no-any-return]


def carry_out(found: Sequence[tuple[Move, Draft, Case]], asking: Asking) -> None:
    """Moves that were found possible, of rows that are held. Call inside a transaction."""
    for made, draft, case in found:
        apply(made, draft.row, case)
    save([draft for _made, draft, _case in found], asking.origin)
    if asking.by == Mover.MANAGER:
        opened = [draft.row for made, draft, _case in found if made.target in OPEN]
        invite(opened, asking.company, now=asking.now, by_id=asking.actor_id)


def apply(found: Move, row: Candidate, case: Case) -> None:
    if found.target is not None:
        row.status = found.target.value
    if found.stamps:
        setattr(row, found.stamps, case.now)
    if found.target in OPEN:
        row.deadline = case.deadline


def set_deadline(candidate_id: int, deadline: datetime, asking: Asking) -> Candidate:
    """`deadline` carries a zone. Raises as `move` does."""
    if deadline.tzinfo is None:
        raise TransitionRefused(gettext("The deadline needs a time zone."))
    with transaction.atomic():
        draft = held(candidate_id, asking)
        case = case_of(draft.row, asking.now, asking.company)
        find_move("set_deadline", case, asking.by)
        draft.row.deadline = deadline
        save([draft], asking.origin)
        follow_deadline([draft.row], asking.company, now=asking.now, by_id=asking.actor_id)
    return draft.row  # type: ignore[no-any-return]


def held(candidate_id: int, asking: Asking) -> Draft:
    """The candidate, locked. Call inside a transaction."""
    found = draft_rows(
        Candidate.objects.filter(pk=candidate_id, company=asking.company, deleted_at=None)
    )
    if not found:
        raise NoSuchCandidate
    row = found[0].row
    if row.account_id is not None:
        raise TransitionRefused(gettext("This candidate is kept by a vendor, and moved there."))
    if asking.seen is not None and row.version != asking.seen:
        raise MovedMeanwhile(
            gettext("Somebody was quicker: the candidate is %s by now.") % Status(row.status).label
        )
    settle(row, asking.now)
    return found[0]


def locked(candidate_id: int, origin: Origin) -> Candidate:
    """The candidate of the company, whoever keeps them. Call inside a transaction. Raises NoSuchCandidate."""
    rows = Candidate.objects.select_for_update(no_key=True)
    found: Candidate | None = rows.filter(
        pk=candidate_id, company=origin.company_id, deleted_at=None
    ).first()
    if found is None:
        raise NoSuchCandidate
    return found


def settle(row: Candidate, now: datetime) -> None:
    """What the clock has done and nobody has noted yet; it is written with what comes next."""
    row.status = status_at(row.status, row.deadline, now)


def expire_due(now: datetime) -> int:
    """Note what the clock has done: open invitations whose deadline is over. Returns how many."""
    due = Candidate.objects.filter(
        account=None, deleted_at=None, status__in=OPEN, deadline__lte=now
    )
    keys = list(due.order_by("pk").values_list("pk", flat=True))
    return sum(
        expire(keys[start : start + EXPIRED_AT_ONCE], now)
        for start in range(0, len(keys), EXPIRED_AT_ONCE)
    )


def expire(keys: Iterable[int], now: datetime) -> int:
    """Some of them in one transaction; whoever was moved meanwhile is left alone."""
    by_company: dict[int, list[Draft]] = {}
    with transaction.atomic():
        for draft in draft_rows(
            Candidate.objects.filter(pk__in=list(keys), status__in=OPEN, deadline__lte=now)
        ):
            draft.row.status = Status.EXPIRED.value
            by_company.setdefault(draft.row.company_id, []).append(draft)
        for company_id, drafts in by_company.items():
            save(drafts, Origin(company_id=company_id, source=Change.Source.RULE, at=now))
    return sum(map(len, by_company.values()))
