"""Moves of candidates who are kept by a vendor: made there, seen here when they are done."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext

from candidates.models import Candidate
from candidates.ports import VendorWish, VendorWork, ports
from candidates.services.workflow import MovedMeanwhile
from candidates.statuses import CandidateStatus
from candidates.transitions import Choice, TransitionRefused, leads_to
from connectors.models import IntegratedAccount, WriteBack
from connectors.selectors.vendors import badge_of
from connectors.selectors.writes import latest_wishes, moves_at_vendor, under_way
from connectors.services.writebacks import OutOfDate, ask


class MovesAtVendor:
    """See candidates.ports.VendorMoves."""

    def choices(self, candidate: Candidate) -> Iterable[Choice]:
        """Where they lead is what our own table says, which the vendor's answer has the last word on."""
        return [
            Choice(one.action, target_of(one.action, candidate), one.blocked)
            for one in moves_at_vendor(candidate)
        ]

    def ask(self, candidate: Candidate, name: str, wish: VendorWish) -> str:
        with transaction.atomic():
            row = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
            account = account_of(row)
            if not WriteBack.objects.filter(account=account, key=wish.key).exists():
                check(row, account, name)
            try:
                ask(
                    account=account,
                    action=name,
                    values=wish.values,
                    key=wish.key,
                    source=wish.source,
                    now=wish.now,
                    asked_by_id=wish.actor_id,
                    candidate=row,
                    seen=wish.seen,
                )
            except OutOfDate as problem:
                raise MovedMeanwhile(str(problem)) from None
        return sent_to(account)

    def latest(self, candidates: Iterable[Candidate]) -> dict[int, VendorWork]:
        return {
            pk: VendorWork(
                name=wish.action, state=wish.state, asked_at=wish.asked_at, problem=wish.problem
            )
            for pk, wish in latest_wishes(candidates).items()
        }


def target_of(name: str, candidate: Candidate) -> CandidateStatus | None:
    if candidate.status is None:
        return None
    return leads_to(name, candidate.status, has_password=candidate.confirmed_at is not None)


def account_of(candidate: Candidate) -> IntegratedAccount:
    account = candidate.account
    assert isinstance(account, IntegratedAccount)
    return account


def check(candidate: Candidate, account: IntegratedAccount, name: str) -> None:
    """Raises TransitionRefused, or MovedMeanwhile while an earlier wish is under way."""
    blocked = {one.action: one.blocked for one in moves_at_vendor(candidate)}
    vendor = badge_of(account.vendor).label
    if name not in blocked:
        raise TransitionRefused(
            gettext("%(vendor)s takes no such change from the hub. Make it there.")
            % {"vendor": vendor}
        )
    if blocked[name]:
        raise TransitionRefused(blocked[name])
    if under_way(candidate):
        raise MovedMeanwhile(
            gettext("Something was asked of %(vendor)s before: wait for what comes of it.")
            % {"vendor": vendor}
        )


def sent_to(account: IntegratedAccount) -> str:
    said = gettext("Sent to %(vendor)s. The page shows it as soon as %(vendor)s has done it.")
    return said % {"vendor": badge_of(account.vendor).label}


def register() -> None:
    ports.vendor_moves = MovesAtVendor()
