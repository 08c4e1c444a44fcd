"""The table of moves of a candidate, on one screen, and the pure rules over it.

Source: seed 004 and the vendor sheet of viasto, section 4. Whoever asks brings plain values; nothing here reads
a clock or a table.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidates.statuses import CandidateStatus as Status

Sentence = str | Promise
LAST_MINUTE = time(23, 59)


class Mover(StrEnum):
    """Who makes a move: a project manager, the candidate, or the clock."""

    MANAGER = "manager"
    CANDIDATE = "candidate"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the rules ask of a candidate. `now` is the moment of asking."""

    status: str
    now: datetime
    deadline: datetime | None = None
    email: str | None = None
    has_password: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """`holds` of a case; where it does not, `otherwise` says why and what to do."""

    holds: Callable[[Case], bool]
    otherwise: Sentence


DEADLINE_AHEAD = Condition(
    lambda case: case.deadline is not None and case.deadline > case.now,
    _("The deadline is in the past or missing: set a new one first."),
)
DEADLINE_OVER = Condition(
    lambda case: case.deadline is not None and case.deadline <= case.now,
    _("The deadline is still ahead."),
)
HAS_EMAIL = Condition(
    lambda case: bool(case.email), _("There is no e-mail address to send the invitation to.")
)
HAS_PASSWORD = Condition(
    lambda case: case.has_password, _("The candidate has not set a password yet.")
)
NO_PASSWORD = Condition(
    lambda case: not case.has_password, _("The candidate has set a password already.")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One line of the table. Without a `target` the status stays. `stamps` is the moment that is noted."""

    name: str
    sources: tuple[Status, ...]
    target: Status | None
    by: tuple[Mover, ...]
    conditions: tuple[Condition, ...] = ()
    stamps: str = ""


MANAGER, CANDIDATE, CLOCK = Mover.MANAGER, Mover.CANDIDATE, Mover.CLOCK
UNFINISHED = (Status.NEW, Status.INVITED, Status.CONFIRMED, Status.EXPIRED, Status.ABORTED)
OPEN = (Status.INVITED, Status.CONFIRMED)

MOVES = (
    Move(name="advance", sources=(Status.NEW,), target=Status.INVITED, by=(MANAGER,),
         conditions=(DEADLINE_AHEAD, HAS_EMAIL), stamps="invited_at"),
    Move(name="advance", sources=(Status.INVITED,), target=Status.CONFIRMED, by=(CANDIDATE,),
         conditions=(DEADLINE_AHEAD, HAS_PASSWORD), stamps="confirmed_at"),
    Move(name="advance", sources=(Status.CONFIRMED,), target=Status.INTERVIEWING, by=(CANDIDATE,),
         conditions=(DEADLINE_AHEAD,)),
    Move(name="advance", sources=(Status.EXPIRED,), target=Status.INVITED, by=(MANAGER,),
         conditions=(DEADLINE_AHEAD, NO_PASSWORD), stamps="invited_at"),
    Move(name="advance", sources=(Status.EXPIRED,), target=Status.CONFIRMED, by=(MANAGER,),
         conditions=(DEADLINE_AHEAD, HAS_PASSWORD), stamps="confirmed_at"),
    Move(name="advance", sources=(Status.ABORTED,), target=Status.CONFIRMED, by=(MANAGER,),
         conditions=(DEADLINE_AHEAD,), stamps="confirmed_at"),
    Move(name="finish", sources=(Status.INTERVIEWING,), target=Status.INTERVIEWED, by=(CANDIDATE,),
         stamps="interviewed_at"),
    Move(name="expire", sources=OPEN, target=Status.EXPIRED, by=(CLOCK,), conditions=(DEADLINE_OVER,)),
    Move(name="abort", sources=(Status.INTERVIEWING,), target=Status.ABORTED, by=(CLOCK, CANDIDATE)),
    Move(name="withdraw", sources=OPEN, target=Status.ABORTED, by=(CANDIDATE,), conditions=(DEADLINE_AHEAD,)),
    Move(name="withdraw", sources=(Status.INTERVIEWING,), target=Status.ABORTED, by=(CANDIDATE,)),
    Move(name="skip", sources=UNFINISHED, target=Status.SKIPPED, by=(MANAGER,)),
    Move(name="set_deadline", sources=UNFINISHED, target=None, by=(MANAGER,)),
    Move(name="remind", sources=OPEN, target=None, by=(MANAGER,), conditions=(DEADLINE_AHEAD, HAS_EMAIL)),
)  # fmt: skip

NAMES = tuple(dict.fromkeys(move.name for move in MOVES))
BLOCKED = {
    "advance": _("A candidate who is %(status)s cannot be advanced by you."),
    "finish": _("Only an interview that is under way can be finished, and only by the candidate."),
    "expire": _("Only an open invitation expires."),
    "abort": _("Only an interview that is under way can be broken off."),
    "withdraw": _("Only who is invited and not done yet can withdraw."),
    "skip": _("A candidate who is %(status)s cannot be skipped."),
    "set_deadline": _("A candidate who is %(status)s has no deadline any more."),
    "remind": _(
        "Only candidates who are invited or confirmed are reminded, this one is %(status)s."
    ),
}


class TransitionRefused(Exception):
    """The move is not possible; the text is a sentence that says why. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A move that somebody may think of: where it leads, and why it is blocked if it is."""

    name: str
    target: Status | None
    blocked: Sentence = ""


def find_move(name: str, case: Case, by: Mover) -> Move:
    """The line of the table that applies; TransitionRefused with the reason where none does."""
    choice, move = judged(name, case, by)
    if move is None or choice.blocked:
        raise TransitionRefused(str(choice.blocked))
    return move


def moves_from(case: Case, by: Mover) -> Iterator[Choice]:
    """Every move that this mover ever makes, each with the reason if it is blocked now."""
    for name in NAMES:
        if any(by in move.by for move in MOVES if move.name == name):
            yield judged(name, case, by)[0]


def judged(name: str, case: Case, by: Mover) -> tuple[Choice, Move | None]:
    """The fitting line whose conditions hold, else the first one with what it lacks."""
    fitting = [
        move
        for move in MOVES
        if move.name == name and case.status in move.sources and by in move.by
    ]
    if not fitting:
        return Choice(name, None, BLOCKED[name] % {"status": Status(case.status).label}), None
    lacks = [(move, lacking(move, case)) for move in fitting]
    move, missing = min(lacks, key=lambda one: len(one[1]))
    return Choice(name, move.target, missing[0] if missing else ""), move


def leads_to(name: str, status: str, *, has_password: bool) -> Status | None:
    """Where a manager's move would lead if nothing stood against it."""
    without = NO_PASSWORD if has_password else HAS_PASSWORD
    fitting = (
        move.target
        for move in MOVES
        if move.name == name
        and status in move.sources
        and MANAGER in move.by
        and without not in move.conditions
    )
    return next(fitting, None)


def lacking(move: Move, case: Case) -> list[Sentence]:
    return [one.otherwise for one in move.conditions if not one.holds(case)]


def default_deadline(now: datetime, *, days: int, zone: ZoneInfo) -> datetime:
    """The last minute of the day, in the company's zone, after so many days."""
    last = now.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(last, LAST_MINUTE, zone)


def status_now(case: Case) -> str:
    """The status as it is at this moment: an invitation whose deadline has passed is over, whether or not
    anybody has noted it yet.
    """
    choice, move = judged("expire", case, CLOCK)
    return str(choice.target) if move and not choice.blocked else case.status


def status_at(status: str | None, deadline: datetime | None, now: datetime) -> str | None:
    """The same where only status and deadline are at hand; None where a vendor governs none."""
    if status is None:
        return None
    return status_now(Case(status=status, now=now, deadline=deadline))


def is_usual(old: str | None, new: str | None) -> bool:
    """Whether some line of the table leads from one to the other; what comes from nowhere or ends there is."""
    if old is None or new is None:
        return True
    return any(old in move.sources and new == move.target for move in MOVES)
