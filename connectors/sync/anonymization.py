"""When a vendor tells that a person was anonymized: nothing of what was kept of them stays."""

from collections.abc import Iterable
from datetime import datetime

from candidates.models import Candidate
from candidates.statuses import DeletedReason
from connectors.base import Touched
from connectors.models import Delivery, IntegratedAccount
from connectors.services import retention
from connectors.sync.bodies import names_in
from interviews.models import Application, Interview

LISTS = {"candidates": Candidate, "applications": Application, "interviews": Interview}


def erase(account: IntegratedAccount, named: Iterable[Touched], *, now: datetime) -> None:
    """After the work on what named them: raw records, bodies that name them, and values in changes."""
    people = [
        one.remote_id
        for one in named
        if DeletedReason.ANONYMIZED in (one.gone, one.below) and one.resource == "candidates"
    ]
    if people:
        retention.forget_person(account, people, now=now)
        told = Delivery.objects.filter(pk__in=naming(account, people))
        retention.empty_bodies(told)


def naming(account: IntegratedAccount, people: list[str]) -> list[int]:
    """Deliveries that are kept of the account and name these people, or what hangs on them."""
    theirs = {("candidates", one) for one in people}
    for resource, model in LISTS.items():
        if resource != "candidates":
            rows = model.objects.filter(account=account, candidate_remote_id__in=people)
            theirs |= {(resource, key) for key in rows.values_list("remote_id", flat=True)}
    return naming_any(account, theirs)


def naming_any(account: IntegratedAccount, theirs: set[tuple[str, str]]) -> list[int]:
    """Deliveries that are kept of the account and name one of these: list and id."""
    kept = Delivery.objects.filter(account=account).exclude(body=retention.EMPTY)
    return [
        one.pk
        for one in kept.select_related("account").iterator(chunk_size=200)
        if theirs & names_in(one)
    ]
