"""Erase a person here for good: rows, changes, and what was kept as the vendor sent it.

A vendor who still keeps them is not asked; what comes of them from there is not taken in again.
"""

from collections import defaultdict

from django.db import transaction

from candidates.models import Candidate
from candidates.services.changes import Origin
from candidates.services.erasure import erase_candidate
from candidates.services.task_queue import EVERYDAY, enqueue
from connectors.models import Delivery, IntegratedAccount, RemoteRecord
from connectors.models.sync import ERASED
from connectors.outbound import log
from connectors.selectors.vendors import told_of
from connectors.services import issues, retention, writebacks
from connectors.sync.anonymization import naming_any
from interviews.models import Application, Interview, Scorecard
from interviews.services.erasure import erase_interviews

Keys = dict[str, set[str]]


def erase(candidate_id: int, *, origin: Origin) -> Candidate:
    """One transaction; bodies of webhooks follow in the worker. Raises NoSuchCandidate."""
    with transaction.atomic():
        candidate = erase_candidate(candidate_id, origin=origin)
        erase_interviews(candidate_id, origin=origin)
        log.forget_people([candidate.pk])
        writebacks.forget_people([candidate.pk], now=origin.at)
        if isinstance(candidate.account, IntegratedAccount):
            mark_records(candidate.account, keys_of(candidate))
            enqueue(EVERYDAY, "connectors.tasks.forget_bodies", [candidate.pk], called="erasure")
    return candidate


def keys_of(candidate: Candidate) -> Keys:
    """The vendor's ids of the candidate and of what hangs on them, by kind of record."""
    keys: Keys = defaultdict(set)
    keys["candidate"].add(candidate.remote_id or "")
    for remote_id, record in Interview.objects.filter(candidate=candidate).values_list(
        "remote_id", "record_remote_id"
    ):
        keys["interview"] |= {remote_id or "", record or ""}
    applications = Application.objects.filter(candidate=candidate)
    keys["application"] |= {one or "" for one in applications.values_list("remote_id", flat=True)}
    scorecards = Scorecard.objects.filter(application__candidate=candidate)
    keys["scorecard"] |= {one or "" for one in scorecards.values_list("remote_id", flat=True)}
    return {kind: ids - {""} for kind, ids in keys.items()}


def mark_records(account: IntegratedAccount, keys: Keys) -> None:
    """Emptied, and never kept again."""
    profile = told_of(account)
    for resource in profile.resources if profile else ():
        kinds = {resource.kind, *(recipe.kind for recipe in resource.makes)}
        ids = set().union(*(keys.get(kind, set()) for kind in kinds))
        records = RemoteRecord.objects.filter(
            account=account, resource=resource.name, remote_id__in=ids
        )
        retention.empty_records(records)
        records.update(digest=ERASED, unknown_words="")
        issues.forget_records(account, resource.name, ids)


def forget_bodies(candidate_id: int) -> None:
    """Bodies of webhooks that name the candidate, or what hangs on them."""
    candidate = Candidate.objects.select_related("account").filter(pk=candidate_id).first()
    if candidate is None or not isinstance(candidate.account, IntegratedAccount):
        return
    account, keys = candidate.account, keys_of(candidate)
    profile = told_of(account)
    theirs = {
        (resource.name, key)
        for resource in (profile.resources if profile else ())
        for key in keys.get(resource.kind, set())
    }
    named = naming_any(account, theirs)
    retention.empty_bodies(Delivery.objects.filter(pk__in=named))
