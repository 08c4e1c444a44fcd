"""One wish for many interviews, stored and queued in a constant number of statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from candidates.ports import Turn, ports
from candidates.services.bulk_moves import AT_ONCE, Became, TooMany
from candidates.services.leases import TAKEN_WITHIN
from connectors.models import WriteBack
from connectors.selectors.bulk_writes import cancellable
from connectors.services.queue import enqueue_writes
from connectors.services.writebacks import seen_of
from interviews.models import Interview


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the wish for one interview; `why` is a sentence where it was not asked for."""

    interview: Interview
    became: Became
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who wants them cancelled, and why. `key` names the wish: sent twice it is one."""

    key: str
    source: str
    now: datetime
    actor_id: int
    reason: str = ""
    note: str = ""


@transaction.atomic
def cancel_many(
    interviews: Iterable[Interview], seen: Mapping[int, int | None], asked: Asked
) -> list[Outcome]:
    """`seen` is the version that was looked at, by interview. Raises TooMany, and then nothing was done."""
    rows = list(interviews)
    if len(rows) > AT_ONCE:
        raise TooMany(gettext("At most %d interviews can be cancelled at once.") % AT_ONCE)
    hold(rows)
    before = {
        wish.interview_id
        for wish in WriteBack.objects.filter(
            key__startswith=f"{asked.key}-", interview__in=[one.pk for one in rows]
        )
    }
    outcomes = []
    wishes = []
    for one in cancellable(rows):
        row = one.interview
        if row.pk in before:
            outcomes.append(Outcome(interview=row, became=Became.ASKED))
        elif one.why:
            outcomes.append(Outcome(interview=row, became=Became.BLOCKED, why=one.why))
        elif seen.get(row.pk) not in (None, row.version):
            why = gettext("It has changed meanwhile. Look at it as it is now, and decide again.")
            outcomes.append(Outcome(interview=row, became=Became.MEANWHILE, why=why))
        else:
            wishes.append(cancellation(row, asked))
            outcomes.append(Outcome(interview=row, became=Became.ASKED))
    made = WriteBack.objects.bulk_create(wishes)
    enqueue_writes([wish.pk for wish in made])
    return outcomes


def hold(rows: list[Interview]) -> None:
    """Until the transaction ends, so that the same wish sent twice at once is asked for once."""
    held = Interview.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in rows])
    list(held.order_by("pk").values_list("pk"))


def cancellation(interview: Interview, asked: Asked) -> WriteBack:
    because = {name: value for name in ("reason", "note") if (value := getattr(asked, name))}
    assert interview.account_id is not None, "cancellable() left the others out"
    return WriteBack(
        account_id=interview.account_id,
        interview=interview,
        action="cancel",
        values={**because, "seen": seen_of(interview)},
        key=f"{asked.key}-{interview.pk}",
        remote_id=interview.remote_id or "",
        seen=interview.version,
        source=asked.source,
        asked_by_id=asked.actor_id,
        asked_at=asked.now,
        next_attempt_at=asked.now + TAKEN_WITHIN,
    )


def cancel_some(keys: list[int], turn: Turn) -> Mapping[int, tuple[str, str]]:
    """A row's turn of an action for many: each is judged as it is then."""
    options = turn.bulk_action.options
    asked = Asked(
        key=turn.bulk_action.key,
        source=turn.source,
        now=turn.now,
        actor_id=turn.member.user_id,
        reason=options.get("reason", ""),
        note=options.get("note", ""),
    )
    rows = Interview.objects.filter(
        company=turn.bulk_action.company_id, deleted_at=None, pk__in=keys
    ).select_related("account", "candidate", "job")
    found = cancel_many(rows, {}, asked)
    return {one.interview.pk: (one.became.value, one.why) for one in found}


def register() -> None:
    ports.doers["interviews cancel"] = cancel_some
