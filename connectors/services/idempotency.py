"""One request, done once: the same request under the same name is not done again for a day.

The name and what comes of it are stored in one transaction, so a cut between leaves neither. Of two at once the second
waits for the first, which takes milliseconds because nothing here calls a vendor.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.db import IntegrityError, transaction

from candidates.models import ApiKey
from connectors.models import IdempotencyKey

KEPT = timedelta(hours=24)
Result = dict[str, Any]
"""JSON, without secrets."""


class NameTaken(Exception):
    """It names another request; the text says so."""


class InFlight(Exception):
    """The same request is being worked on just now."""


def once(
    caller: ApiKey, name: str, request: bytes, act: Callable[[], Result], *, now: datetime
) -> tuple[Result, bool]:
    """What came of it, and whether of an earlier request. What `act` raises leaves the name free."""
    with transaction.atomic():
        mine = take(caller, digest_of(name.encode()), digest_of(request), now=now)
        if mine.result is not None:
            return mine.result, True
        mine.result = act()
        mine.save(update_fields=["result"])
        return mine.result, False


def take(caller: ApiKey, digest: str, request: str, *, now: datetime) -> IdempotencyKey:
    """Without a result where it is new."""
    own = IdempotencyKey.objects.filter(caller=caller, digest=digest)
    own.filter(used_at__lte=now - KEPT).delete()
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(
                caller=caller, digest=digest, request=request, used_at=now
            )
    except IntegrityError:
        found = own.first()
    if found is None or found.result is None:
        raise InFlight("The same request is being answered just now. Ask again in a second.")
    if found.request != request:
        raise NameTaken(
            "This key was used for something else already. Choose a new one for each request; a key is free again "
            "after 24 hours."
        )
    return found


def digest_of(text: bytes) -> str:
    return blake2b(text, digest_size=32).hexdigest()


def forget_old(*, now: datetime) -> None:
    IdempotencyKey.objects.filter(used_at__lte=now - KEPT).delete()
