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

from candidates.models import Candidate, ManyAtOnce, Membership, OneOfMany
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
ROW_COLUMNS = ("errand", "number", "subject_id", "outcome", "why")
MAY_ASK = (Role.ACCOUNT_OWNER, Role.ACCOUNT_ADMIN, Role.RECRUITER)
State = ManyAtOnce.State
Result = OneOfMany.Outcome
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted for many. `options` are plain values; `key` names the wish."""

    about: str
    action: str
    key: str
    options: Mapping[str, Any]


def begin(wish: Wish, keys: Sequence[int], member: Membership, *, now: datetime) -> ManyAtOnce:
    """The worker does it from here. The same key again is the same wish. Raises TooMany, and then nothing is done."""
    if len(keys) > MOST:
        raise TooMany(
            gettext("At most %d can be handed over at once. Narrow the filters first.") % MOST
        )
    try:
        with transaction.atomic():
            made = ManyAtOnce.objects.create(
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
            insert_values(OneOfMany, ROW_COLUMNS, rows)
            enqueue(EVERYDAY, TASK, [made.pk], called="many at once")
    except IntegrityError:
        return ManyAtOnce.objects.get(company=member.company_id, key=wish.key)
    return made


def running() -> QuerySet[ManyAtOnce]:
    return ManyAtOnce.objects.filter(state=State.RUNNING)


def work_on(pk: int, *, clock: Clock) -> None:
    """Raises leases.NotFree where it is over, or somebody else works on it."""
    errand = leases.claim(running(), pk, now=clock())
    with translation.override(errand.options.get("language")):
        while do_some(errand, clock()):
            pass
    leases.leave(running(), errand, state=State.DONE, done_at=clock(), next_attempt_at=None)


@transaction.atomic
def do_some(errand: ManyAtOnce, now: datetime) -> bool:
    """Whether there were any left. NotFree if somebody took the work over."""
    leases.keep(running(), errand, now=now, attempts=0)
    waiting = OneOfMany.objects.filter(errand=errand, outcome=Result.PENDING)
    rows = list(waiting.order_by("number")[:AT_ONCE])
    if not rows:
        return False
    became = outcomes_of(errand, [row.subject_id for row in rows], now)
    for row in rows:
        outcome, row.why = became.get(row.subject_id, (Result.GONE, ""))
        row.outcome = str(outcome)
    update(rows, ("outcome", "why"))
    return True


@transaction.atomic
def restart(errand: ManyAtOnce, member: Membership, *, now: datetime) -> bool:
    """What has failed goes on with the rows that are left, and answers for them is from now on whoever asked again.
    False where it has not failed, or goes on already.
    """
    taken = ManyAtOnce.objects.filter(pk=errand.pk, company=member.company_id, state=State.FAILED)
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
        enqueue(EVERYDAY, TASK, [errand.pk], called="many at once")
    return bool(again)


def outcomes_of(
    errand: ManyAtOnce, keys: list[int], now: datetime
) -> Mapping[int, tuple[str, str]]:
    """Whoever asked may have left meanwhile, or may not do it any more."""
    member = Membership.objects.filter(
        company=errand.company_id, user=errand.made_by_id, user__is_active=True, role__in=MAY_ASK
    ).first()
    if member is None:
        why = gettext("Whoever asked for it may not do it any more.")
        return dict.fromkeys(keys, (Became.BLOCKED.value, why))
    turn = Turn(errand=errand, member=member, now=now)
    doer = ports.doers.get(f"{errand.about} {errand.action}", move_candidates)
    return doer(keys, turn)


def move_candidates(keys: Collection[int], turn: Turn) -> Mapping[int, tuple[str, str]]:
    """Each is judged as it is when its turn comes."""
    errand, member = turn.errand, turn.member
    deadline = parse_datetime(errand.options.get("deadline") or "")
    wanted = Wanted(name=errand.action, key=errand.key, deadline=deadline)
    asking = Asking(
        company=errand.company,
        by=Mover.MANAGER,
        source=turn.source,
        now=turn.now,
        actor_id=member.user_id,
    )
    rows = Candidate.objects.filter(company=errand.company_id, deleted_at=None, pk__in=keys)
    barred = barred_from(Right.MOVE, list(rows), member.role, member.user_id)
    found: list[Outcome] = move_many(dict.fromkeys(keys), wanted, asking, barred)
    return {one.candidate.pk: (one.became.value, one.why) for one in found}


def wake(*, now: datetime) -> None:
    """What a worker left is asked for again; what was left again and again has failed."""
    left = running().filter(next_attempt_at__lte=now)
    left.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED,
        done_at=now,
        problem=gettext("It was cut off %d times in a row.") % MOST_ATTEMPTS,
    )
    keys = list(left.select_for_update(skip_locked=True).values_list("pk", flat=True))
    leases.ask(
        running(), lambda pks: enqueue(EVERYDAY, TASK, pks, called="many at once"), keys, now
    )


def forget_old(*, now: datetime) -> int:
    """Results that nobody needs any more; how many actions. What is at work stays."""
    old = ManyAtOnce.objects.exclude(state=State.RUNNING).filter(created_at__lt=now - KEPT_FOR)
    keys = list(old.order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        with transaction.atomic():
            OneOfMany.objects.filter(errand=pk).delete()
            ManyAtOnce.objects.filter(pk=pk).delete()
    return len(keys)
