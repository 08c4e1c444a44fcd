"""Bodies of webhooks that came, or were worked on, after somebody was erased here: what names them is emptied."""

from collections.abc import Collection, Iterator
from typing import Any

from candidates.models import Candidate
from candidates.statuses import DeletedReason
from connectors.errors import VendorError
from connectors.models import Delivery, IntegratedAccount, RemoteRecord
from connectors.models.sync import ERASED
from connectors.services import retention
from connectors.sync.bodies import body_of, names_in


def forget_erased(account: IntegratedAccount, deliveries: Collection[Delivery]) -> None:
    """Of those that are worked on. Two statements, and one more where somebody is named."""
    named = {one.pk: mentioned(one) for one in deliveries}
    keys = set().union(*named.values())
    erased = erased_among(account, keys) if keys else set()
    theirs = [pk for pk, of_body in named.items() if of_body & erased]
    if theirs:
        retention.empty_bodies(Delivery.objects.filter(pk__in=theirs))


def erased_among(account: IntegratedAccount, keys: Collection[str]) -> set[str]:
    people = Candidate.objects.filter(
        account=account, deleted_reason=DeletedReason.ERASED, remote_id__in=keys
    )
    records = RemoteRecord.objects.filter(account=account, digest=ERASED, remote_id__in=keys)
    return {
        *people.values_list("remote_id", flat=True),
        *records.values_list("remote_id", flat=True),
    }


def mentioned(delivery: Delivery) -> set[str]:
    """The ids of the records that a body names, and of the candidates anywhere in it."""
    try:
        body = body_of(delivery)
    except VendorError:
        return set()
    return {remote_id for _list, remote_id in names_in(delivery)} | set(candidates_in(body))


def candidates_in(body: Any) -> Iterator[str]:
    """`{"candidate": {"id": 7}}`, `{"application": {"candidate_id": 7}}`, `{"candidateIds": [7]}`."""
    left: list[tuple[Any, bool]] = [(body, False)]
    while left:
        one, theirs = left.pop()
        if isinstance(one, dict):
            left += [
                (value, theirs or "candidate" in str(key).lower()) for key, value in one.items()
            ]
        elif isinstance(one, list):
            left += [(value, theirs) for value in one]
        elif theirs and isinstance(one, str | int):
            yield str(one)
