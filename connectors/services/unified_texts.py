"""Interviews as the unified API shows them, kept as text: rendered once, not for every reader.

A text is kept only while nobody changes what it shows: else a change that is not committed yet would delete
nothing, and what was rendered without it would stay. Nobody waits for that; whoever is not alone keeps nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from django.db import OperationalError, connection, transaction
from django.db.models import Q

from connectors import triggers
from connectors.models import IntegratedAccount, InterviewText
from connectors.selectors.unified_interviews import (
    Account,
    account_as,
    open_text,
    record_of,
    records,
    rendering_of,
)
from interviews.models import Interview
from interviews.selectors.listing import InterviewQuery, list_interviews

AT_ONCE = 200
WRITTEN = ("account", "record", "rendering", "fields", "remote_data")


def fill(account: IntegratedAccount, *, alive: Callable[[], None] = lambda: None) -> int:
    """Keep the texts that an account lacks, some at a time, each time followed by `alive`. How many were kept."""
    owner = account_as(account)
    lacking = Interview.objects.filter(
        Q(text=None) | ~Q(text__rendering=rendering_of(owner)), account_id=account.pk
    ).order_by("pk")
    last = kept = 0
    while some := list(lacking.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        last = some[-1]
        with alone(account.pk) as may_keep:
            kept += len(keep(render(account.company_id, owner, some))) if may_keep else 0
        alive()
    return kept


def texts(company_id: int, account: Account, keys: Sequence[int]) -> list[InterviewText]:
    """What is shown of these interviews of an account; kept for the next reader if that can be at once."""
    with alone(account.id) as may_keep:
        rendered = render(company_id, account, keys)
        return keep(rendered) if may_keep else rendered


def render(company_id: int, account: Account, keys: Sequence[int]) -> list[InterviewText]:
    rows = list_interviews(
        InterviewQuery(
            company_id=company_id,
            account_ids=(account.id,),
            ids=tuple(keys),
            include_deleted=True,
            include_undated=True,
            limit=len(keys),
        )
    ).rows
    raw, rendering = records(account, rows), rendering_of(account)
    return [
        InterviewText(
            interview_id=row.id,
            account_id=account.id,
            record=record_of(row),
            rendering=rendering,
            fields=open_text(row, account),
            remote_data=raw.get(row.id, b"null").decode(),
        )
        for row in rows
    ]


def keep(rendered: list[InterviewText]) -> list[InterviewText]:
    InterviewText.objects.bulk_create(
        rendered, update_conflicts=True, unique_fields=["interview"], update_fields=WRITTEN
    )
    return rendered


@contextmanager
def alone(account_id: int) -> Iterator[bool]:
    """A transaction in which nobody else changes what the account's interviews show; False where somebody does."""
    begin = begun if connection.vendor == "sqlite" else locked
    with begin(account_id) as nobody_else:
        yield nobody_else and triggers.stands()


@contextmanager
def begun(_account_id: int) -> Iterator[bool]:
    """On SQLite: whoever writes has begun a transaction, and there is one at a time."""
    with ExitStack() as stack:
        yield connection.in_atomic_block or entered(stack)


def entered(stack: ExitStack) -> bool:
    """Begin a transaction unless somebody has; nobody is waited for."""
    be_patient(0)
    try:
        stack.enter_context(transaction.atomic())
    except OperationalError:
        return False
    finally:
        be_patient(connection.settings_dict["OPTIONS"]["timeout"])
    return True


def be_patient(seconds: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {seconds * 1000}")


@contextmanager
def locked(account_id: int) -> Iterator[bool]:
    """On PostgreSQL: whoever writes has a share of this lock until it is committed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s::int, %s::int)", [triggers.LOCK, account_id]
        )
        yield bool(cursor.fetchone()[0])
