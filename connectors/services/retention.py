"""Forget what was kept as the vendor sent it: after the account's time, and at once for people who were anonymized.

Rows stay with their ids, so that nothing is read twice or comes back; raw records, readings and bodies are emptied.
Some at a time, each in a transaction of its own.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from candidates.models import Candidate
from candidates.services.erasure import blank_changes, empty_surroundings
from candidates.statuses import DeletedReason
from connectors.models import Delivery, IntegratedAccount, RemoteRecord
from connectors.outbound import log
from connectors.selectors.vendors import told_of
from connectors.services import writebacks
from interviews.services.erasure import blank_interviews
from interviews.services.mirror import KINDS

AT_ONCE = 500
EMPTY = b""


def forget_old(*, now: datetime) -> int:
    """Empty the raw records of what is gone for longer than `retention_days`, and bodies as old. How many."""
    emptied = 0
    for account in IntegratedAccount.objects.all():
        before = now - timedelta(days=account.retention_days)
        gone = RemoteRecord.objects.filter(account=account, deleted_at__lt=before)
        old = Delivery.objects.filter(account=account, received_at__lt=before)
        emptied += empty_records(gone) + empty_bodies(old) + forget_anonymized(account)
    return emptied


def forget_person(account: IntegratedAccount, remote_ids: Iterable[str], *, now: datetime) -> None:
    """Candidates who were anonymized at the vendor: what hung on them, and what is told of their past."""
    people = Candidate.objects.filter(account=account, remote_id__in=list(remote_ids))
    with transaction.atomic():
        keys = list(people.values_list("pk", flat=True))
        blank_changes(keys)
        blank_interviews(keys)
        for key in keys:
            empty_surroundings(key)
        log.forget_people(keys)
        writebacks.forget_people(keys, now=now)
    forget_anonymized(account)


def forget_anonymized(account: IntegratedAccount) -> int:
    """Empty the raw records of tombstones that were made because a person was anonymized."""
    profile, emptied = told_of(account), 0
    for resource in (one for one in (profile.resources if profile else ()) if one.kind):
        rows: Any = KINDS[resource.kind].model.objects.filter(
            account=account, deleted_reason=DeletedReason.ANONYMIZED
        )
        emptied += empty_records(
            RemoteRecord.objects.filter(
                account=account,
                resource=resource.name,
                deleted_at__isnull=False,
                remote_id__in=rows.values("remote_id"),
            )
        )
    return emptied


def empty_records(records: QuerySet[RemoteRecord]) -> int:
    emptied = 0
    while True:
        with transaction.atomic():
            full = records.exclude(raw=EMPTY).order_by("pk")
            some = list(full.only("pk", "reading").select_for_update(of=("self",))[:AT_ONCE])
            for record in some:
                record.raw, record.problem = EMPTY, ""
                record.reading = {
                    kind: {key: {} for key in of} for kind, of in record.reading.items()
                }
            RemoteRecord.objects.bulk_update(some, ["raw", "reading", "problem"])
        emptied += len(some)
        if len(some) < AT_ONCE:
            return emptied


def empty_bodies(deliveries: QuerySet[Delivery]) -> int:
    """Of those that are worked on; one that still waits needs its body."""
    over = deliveries.exclude(state=Delivery.State.RECEIVED).exclude(body=EMPTY)
    emptied = 0
    while some := list(over.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        Delivery.objects.filter(pk__in=some).update(body=EMPTY)
        emptied += len(some)
    return emptied
