"""The same move for many candidates at once: each is judged by itself, and what is possible is done.

Those made in the hub are locked in one order and written together; those of a vendor are asked for there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from django.db import transaction
from django.utils.translation import gettext

from candidates.models import Candidate, Project
from candidates.ports import VendorWish, ports
from candidates.selectors.cases import case_of
from candidates.services.invitations import follow_deadline
from candidates.services.mirror import Draft, draft_rows, save
from candidates.services.reminders import reminded_lately, too_soon, write_by_hand
from candidates.services.workflow import Asking, MovedMeanwhile, carry_out, settle
from candidates.statuses import CandidateStatus
from candidates.transitions import Case, Move, TransitionRefused, find_move

AT_ONCE = 500
Possible = tuple[Move, Draft, Case]


class TooMany(Exception):
    """More than can be done in one request; the text says how many can."""


class Became(StrEnum):
    DONE = "done"
    ASKED = "asked"
    BLOCKED = "blocked"
    MEANWHILE = "meanwhile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the wish for one candidate; `why` is a sentence where it was not done."""

    candidate: Candidate
    became: Became
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`name` is that of a move. `deadline` carries a zone and comes with `set_deadline`. `key` names the wish."""

    name: str
    key: str
    deadline: datetime | None = None


def move_many(
    seen: Mapping[int, int | None],
    wanted: Wanted,
    asking: Asking,
    barred: Mapping[int, str] = MappingProxyType({}),
) -> list[Outcome]:
    """`seen` is the version that was looked at, by candidate; `barred` says why some are not the asker's to move.
    In the order given; who is no longer there is left out. Raises TooMany, and then nothing was done.
    """
    if len(seen) > AT_ONCE:
        raise TooMany(gettext("At most %d candidates can be moved at once.") % AT_ONCE)
    free = {pk: version for pk, version in seen.items() if pk not in barred}
    outcomes = {
        row.pk: Outcome(candidate=row, became=Became.BLOCKED, why=barred[row.pk])
        for row in Candidate.objects.filter(pk__in=barred, company=asking.company, deleted_at=None)
    }
    outcomes |= move_ours(free, wanted, asking)
    outcomes |= ask_for_theirs(free, wanted, asking)
    return [outcomes[pk] for pk in seen if pk in outcomes]


def move_ours(seen: Mapping[int, int | None], wanted: Wanted, asking: Asking) -> dict[int, Outcome]:
    outcomes: dict[int, Outcome] = {}
    possible: list[Possible] = []
    with transaction.atomic():
        drafts = draft_rows(
            Candidate.objects.filter(
                pk__in=seen, company=asking.company, account=None, deleted_at=None
            )
        )
        with_projects(drafts)
        for draft in drafts:
            row = draft.row
            if seen[row.pk] not in (None, row.version):
                outcomes[row.pk] = Outcome(
                    candidate=row, became=Became.MEANWHILE, why=how_it_is(row)
                )
                continue
            settle(row, asking.now)
            case = case_of(row, asking.now, asking.company)
            try:
                found = find_move(wanted.name, case, asking.by)
            except TransitionRefused as refused:
                outcomes[row.pk] = Outcome(candidate=row, became=Became.BLOCKED, why=str(refused))
            else:
                possible.append((found, draft, case))
                outcomes[row.pk] = Outcome(candidate=row, became=Became.DONE)
        if wanted.name == "remind":
            possible = without_reminded(possible, outcomes, asking)
        carry_out_all(possible, wanted, asking)
    return outcomes


def without_reminded(
    possible: list[Possible], outcomes: dict[int, Outcome], asking: Asking
) -> list[Possible]:
    """Whom somebody reminded a moment ago is not reminded again."""
    lately = reminded_lately([draft.row for _move, draft, _case in possible], asking)
    for _move, draft, _case in possible:
        if draft.row.pk in lately:
            outcomes[draft.row.pk] = Outcome(
                candidate=draft.row, became=Became.BLOCKED, why=too_soon()
            )
    return [one for one in possible if one[1].row.pk not in lately]


def carry_out_all(possible: list[Possible], wanted: Wanted, asking: Asking) -> None:
    drafts = [draft for _move, draft, _case in possible]
    rows = [draft.row for draft in drafts]
    if wanted.name == "set_deadline":
        for row in rows:
            row.deadline = wanted.deadline
        save(drafts, asking.origin)
        follow_deadline(rows, asking.company, now=asking.now, by_id=asking.actor_id)
    elif wanted.name == "remind":
        write_by_hand(rows, asking)
    elif possible:
        carry_out(possible, asking)


def with_projects(drafts: Iterable[Draft]) -> None:
    """Read together, as a locked row cannot be joined with one that may be missing."""
    rows = [draft.row for draft in drafts if draft.row.project_id is not None]
    projects = Project.objects.in_bulk({row.project_id for row in rows})
    for row in rows:
        row.project = projects[row.project_id]


def how_it_is(row: Candidate) -> str:
    return gettext("Somebody was quicker: the candidate is %s by now.") % (
        CandidateStatus(row.status).label if row.status else "?"
    )


def ask_for_theirs(
    seen: Mapping[int, int | None], wanted: Wanted, asking: Asking
) -> dict[int, Outcome]:
    rows = Candidate.objects.filter(
        pk__in=seen, company=asking.company, account__isnull=False, deleted_at=None
    )
    values = {"deadline": wanted.deadline.isoformat()} if wanted.deadline else {}
    outcomes = {}
    for row in rows.select_related("account", "project").order_by("pk"):
        wish = VendorWish(
            key=f"{wanted.key}-{row.pk}"[:64],
            source=asking.source,
            now=asking.now,
            actor_id=asking.actor_id,
            seen=seen[row.pk],
            values=values,
        )
        became, why = ask(row, wanted.name, wish)
        outcomes[row.pk] = Outcome(candidate=row, became=became, why=why)
    return outcomes


def ask(row: Candidate, name: str, wish: VendorWish) -> tuple[Became, str]:
    choices = {choice.name: choice for choice in ports.vendor_moves.choices(row)}
    if name not in choices:
        return Became.BLOCKED, gettext(
            "This vendor takes no such change from the hub. Make it there."
        )
    if choices[name].blocked:
        return Became.BLOCKED, str(choices[name].blocked)
    try:
        ports.vendor_moves.ask(row, name, wish)
    except TransitionRefused as refused:
        return Became.BLOCKED, str(refused)
    except MovedMeanwhile as meanwhile:
        return Became.MEANWHILE, str(meanwhile)
    return Became.ASKED, ""
