"""How old what an answer tells of accounts is, as headers: so the content, and its tag, stays as it is when nothing
but a sync has passed.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from candidates.ports import ports
from connectors.freshness import Freshness, told_freshness
from connectors.json_values import instant
from connectors.models import IntegratedAccount
from connectors.selectors.unified_interviews import Account, account_as


def headers(accounts: Iterable[Account], now: datetime) -> dict[str, str]:
    """Of several accounts the oldest moment, none where one was never read whole, and the worst word."""
    told = list(accounts)
    if not told:
        return {}
    words = {told_freshness(one.state, one.synced_at, one.sync_every, now) for one in told}
    read = [one.synced_at for one in told if one.synced_at is not None]
    as_of = {"X-As-Of": str(instant(min(read)))} if len(read) == len(told) else {}
    worst = next(word for word in Freshness if word in words)
    return as_of | {"X-Freshness": worst.value}


def accounts_of(rows: Iterable[Any]) -> list[Account]:
    """Of records that are loaded with their account; what was made in the hub has none."""
    found = {row.account_id: account_as(row.account) for row in rows if row.account_id}
    return list(found.values())


class Mirrors:
    """See candidates.ports.Mirrors."""

    def freshness(self, account_id: int, now: datetime) -> Mapping[str, str]:
        account = IntegratedAccount.objects.filter(pk=account_id).first()
        return headers([account_as(account)], now) if account else {}


def register() -> None:
    ports.mirrors = Mirrors()
