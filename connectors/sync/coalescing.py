"""Which deliveries of an account are worked on at once: one question to the vendor answers for all that name a record,
as long as it is asked after all of them came.
"""

from collections import Counter
from datetime import datetime

from connectors.base import Profile
from connectors.models import Delivery
from connectors.selectors.vendors import profile_of
from connectors.services import deliveries as rows
from connectors.sync.bodies import names_in

MOST = 512
MOST_CALLS = 30
READ_AT_ONCE = 50


def claim_together(delivery_id: int, *, now: datetime) -> tuple[Delivery, ...]:
    """The lease of it, or NotFree, and of those that wait beside it: with each attempt that came to nothing of
    a quarter as many, so that one which is at fault is alone in the end.
    """
    first = rows.claim(delivery_id, now=now)
    tried = first.attempts - 1
    most = max(MOST >> 2 * tried, 1)
    waiting = rows.ready(first.account, now).filter(attempts__lte=tried)[: most - 1]
    profile, wanted, beside = profile_of(first.account), set(names_in(first)), list[Delivery]()
    for one in waiting.iterator(chunk_size=READ_AT_ONCE):
        one.account = first.account
        wanted |= names_in(one)
        if calls(profile, wanted) > MOST_CALLS:
            break
        beside.append(one)
    return rows.claim_beside(first, beside, now=now) if beside else (first,)


def calls(profile: Profile, wanted: set[tuple[str, str]]) -> int:
    """At most so many it takes to ask for them (list and id), without what hangs on them."""
    needed, ids = 0, Counter(name for name, _ in wanted)
    for resource in profile.resources:
        lookup, number = resource.lookup, ids[resource.name]
        if number and lookup:
            at_once = max(lookup.batch // 2, 1) if lookup.many else 1
            needed += 1 if lookup.listed else -(-number // at_once)
    return needed
