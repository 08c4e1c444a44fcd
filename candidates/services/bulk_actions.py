"""One action for very many records, done by the worker some at a time, with a result for each that stays.

What the action is, is known to the floor whose records they are, see `ports.doers`. Every row says what became of
it in the transaction that did it: what was cut off goes on where it stopped, and doubles nothing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext

from candidates.models import BulkAction, BulkActionRow, Candidate, Membership
from candidates.permissions import Right
from candidates.ports import Turn, ports
from candidates.selectors.teams import barred_from
from candidates.services import leases
from candidates.services.bulk import insert_values, update
from candidates.services.bulk_moves import Became, Outcome, TooMany, Wanted, move_many
from candidates.services.task_queue import EVERYDAY, enqueue
from candidates.services.workflow import Asking
from candidates.statuses import Role
from candidates.transitions import Mover

TASK = "candidates.tasks.work_on_many"
MOST = 20_000
AT_ONCE = 200
MOST_ATTEMPTS = 5
KEPT_FOR = timedelta(days=90)
ROW_COLUMNS = ("bulk_action", "number", "subject_id", "outcome", "why")
MAY_ASK = (Role.ACCOUNT_OWNER, Role.ACCOUNT_ADMIN, Role.RECRUITER)
State = BulkAction.State
Result = BulkActionRow.Outcome
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted for many. `options` are plain values; `key` names the wish."""

    about: str
    action: str
    key: str
    options: Mapping[str, Any]


def begin(wish: Wish, keys: Sequence[int], member: Membership, *, now: datetime) -> BulkAction:
    """The worker does it from here. The same key again is the same wish. Raises TooMany, and then nothing is done."""
    if len(keys) > MOST:
        raise TooMany(
            gettext("At most %d can be handed over at once. Narrow the filters first.") % MOST
        )
    try:
        with transaction.atomic():
            made = BulkAction.objects.create(
                company_id=member.company_id,
                about=wish.about,
                action=wish.action,
                options={**wish.options, "language": get_language()},
                key=wish.key,
                total=len(keys),
                made_by_id=member.user_id,
                created_at=now,
                next_attempt_at=now + leases.ASKED_AGAIN_AFTER,
            )
            pending = Result.PENDING.value
            rows = [(made.pk, place, key, pending, "") for place, key in enumerate(keys, start=1)]
            insert_values(BulkActionRow, ROW_COLUMNS, rows)
            enqueue(EVERYDAY, TASK, [made.pk], called="many at once")
    except IntegrityError:
        return BulkAction.objects.get(company=member.company_id, key=wish.key)
    return made


def running() -> QuerySet[BulkAction]:
    return BulkAction.objects.filter(state=State.RUNNING)


def work_on(pk: int, *, clock: Clock) -> None:
    """Raises leases.NotFree where it is over, or somebody else works on it."""
    bulk_action = leases.claim(running(), pk, now=clock())
    with translation.override(bulk_action.options.get("language")):
        while do_some(bulk_action, clock()):
            pass
    leases.leave(running(), bulk_action, state=State.DONE, done_at=clock(), next_attempt_at=None)


@transaction.atomic
def do_some(bulk_action: BulkAction, now: datetime) -> bool:
    """Whether there were any left. NotFree if somebody took the work over."""
    leases.keep(running(), bulk_action, now=now, attempts=0)
    waiting = BulkActionRow.objects.filter(bulk_action=bulk_action, outcome=Result.PENDING)
    rows = list(waiting.order_by("number")[:AT_ONCE])
    if not rows:
        return False
    became = outcomes_of(bulk_action, [row.subject_id for row in rows], now)
    for row in rows:
        outcome, row.why = became.get(row.subject_id, (Result.GONE, ""))
        row.outcome = str(outcome)
    update(rows, ("outcome", "why"))
    return True


@transaction.atomic
def restart(bulk_action: BulkAction, member: Membership, *, now: datetime) -> bool:
    """What has failed goes on with the rows that are left, and answers for them is from now on whoever asked again.
    False where it has not failed, or goes on already.
    """
    taken = BulkAction.objects.filter(
        pk=bulk_action.pk, company=member.company_id, state=State.FAILED
    )
    again = taken.update(
        state=State.RUNNING,
        problem="",
        done_at=None,
        attempts=0,
        lease_token="",
        lease_until=None,
        made_by_id=member.user_id,
        next_attempt_at=now + leases.ASKED_AGAIN_AFTER,
    )
    if again:
        enqueue(EVERYDAY, TASK, [bulk_action.pk], called="many at once")
    return bool(again)


def outcomes_of(
    bulk_action: BulkAction, keys: list[int], now: datetime
) -> Mapping[int, tuple[str, str]]:
    """Whoever asked may have left meanwhile, or may not do it any more."""
    member = Membership.objects.filter(
        company=bulk_action.company_id,
        user=bulk_action.made_by_id,
        user__is_active=True,
        role__in=MAY_ASK,
    ).first()
    if member is None:
        why = gettext("Whoever asked for it may not do it any more.")
        return dict.fromkeys(keys, (Became.BLOCKED.value, why))
    turn = Turn(bulk_action=bulk_action, member=member, now=now)
    doer = ports.doers.get(f"{bulk_action.about} {bulk_action.action}", move_candidates)
    return doer(keys, turn)


def move_candidates(keys: Collection[int], turn: Turn) -> Mapping[int, tuple[str, str]]:
    """Each is judged as it is when its turn comes."""
    bulk_action, member = turn.bulk_action, turn.member
    deadline = parse_datetime(bulk_action.options.get("deadline") or "")
    wanted = Wanted(name=bulk_action.action, key=bulk_action.key, deadline=deadline)
    asking = Asking(
        company=bulk_action.company,
        by=Mover.MANAGER,
        source=turn.source,
        now=turn.now,
        actor_id=member.user_id,
    )
    rows = Candidate.objects.filter(company=bulk_action.company_id, deleted_at=None, pk__in=keys)
    barred = barred_from(Right.MOVE, list(rows), member.role, member.user_id)
    found: list[Outcome] = move_many(dict.fromkeys(keys), wanted, asking, barred)
    return {one.candidate.pk: (one.became.value, one.why) for one in found}


def wake(*, now: datetime) -> None:
    """What a worker left is asked for again; what was left again and again has failed."""
    left = running().filter(next_attempt_at__lte=now)
    left.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED,
        done_at=now,
        problem=BulkAction.CUT_OFF % MOST_ATTEMPTS,
    )
    keys = list(left.select_for_update(skip_locked=True).values_list("pk", flat=True))
    leases.ask(
        running(), lambda pks: enqueue(EVERYDAY, TASK, pks, called="many at once"), keys, now
    )


def forget_old(*, now: datetime) -> int:
    """Results that nobody needs any more; how many actions. What is at work stays."""
    old = BulkAction.objects.exclude(state=State.RUNNING).filter(created_at__lt=now - KEPT_FOR)
    keys = list(old.order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        with transaction.atomic():
            BulkActionRow.objects.filter(bulk_action=pk).delete()
            BulkAction.objects.filter(pk=pk).delete()
    return len(keys)
