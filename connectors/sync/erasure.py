"""When a vendor tells that a person was anonymized: nothing of what was kept of them stays."""

from collections.abc import Iterable

from candidates.models import Candidate
from candidates.statuses import DeletedReason
from connectors.base import Touched
from connectors.models import Delivery
from connectors.services import retention
from connectors.sync.bodies import names_in
from interviews.models import Application, Interview

LISTS = {"candidates": Candidate, "applications": Application, "interviews": Interview}


def erase(delivery: Delivery, named: Iterable[Touched]) -> None:
    """After the work on it: raw records, bodies that name them, and values in changes."""
    people = [
        one.remote_id
        for one in named
        if DeletedReason.ANONYMIZED in (one.gone, one.below) and one.resource == "candidates"
    ]
    if people:
        retention.forget_person(delivery.account, people)
        told = Delivery.objects.filter(pk__in=naming(delivery, people))
        retention.empty_bodies(told)


def naming(delivery: Delivery, people: list[str]) -> list[int]:
    """Deliveries that are kept of the account and name these people, or what hangs on them."""
    account = delivery.account
    theirs = {("candidates", one) for one in people}
    for resource, model in LISTS.items():
        if resource != "candidates":
            rows = model.objects.filter(account=account, candidate_remote_id__in=people)
            theirs |= {(resource, key) for key in rows.values_list("remote_id", flat=True)}
    kept = Delivery.objects.filter(account=account).exclude(body=retention.EMPTY)
    return [
        one.pk
        for one in kept.select_related("account").iterator(chunk_size=200)
        if theirs & names_in(one)
    ]
