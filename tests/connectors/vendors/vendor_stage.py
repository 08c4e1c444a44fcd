"""One vendor and a hub on one clock that sleeping moves, seen through the unified API."""

from dataclasses import dataclass, field
from typing import Any

from candidates.models import Company
from connectors.models import IntegratedAccount, SyncRun
from connectors.services.accounts import connect
from tests.connectors.sync.hub import Api
from tests.connectors.sync.stage import Stage
from tests.connectors.vendors.adapter import Adapter, App

MOST_ATTEMPTS = 200


@dataclass(slots=True)
class VendorStage(Stage):
    adapter: Adapter = field(kw_only=True)

    @property
    def app(self) -> App:
        return self.sandbox.apps[self.adapter.vendor]

    def renew(self, *, size: int, rate_limits: bool = False, cap: int | None = None) -> None:
        """The vendor's world as new, with that many interviews."""
        self.sandbox.renew(size=size, rate_limits=rate_limits)
        if cap is not None:
            self.adapter.cap(self.app, cap)

    def offer(self) -> dict[str, Any]:
        """What `connect` takes."""
        offer = self.sandbox.connection(self.adapter.vendor)
        return offer | {"options": {**offer["options"], **self.adapter.options}}

    def connect(self, name: str, **credentials: str) -> IntegratedAccount:
        offer = self.offer()
        company, _ = Company.objects.get_or_create(slug="acme", defaults={"name": "Acme"})
        return connect(
            company=company,
            name=name,
            now=self.clock(),
            check=False,
            **offer | {"credentials": offer["credentials"] | credentials},
        )

    def sync_through(self, account: IntegratedAccount, *, full: bool = False) -> SyncRun:
        """As often as the run has to wait for the vendor, going on as soon as it may."""
        run = self.sync(account, full=full)
        while run.state == SyncRun.State.WAITING and run.attempts < MOST_ATTEMPTS:
            self.clock.now = max(self.clock(), run.next_attempt_at or self.clock())
            run = self.sync(account, full=full)
        return run

    def calls(self) -> int:
        """How often the main list was asked for."""
        return self.sandbox.calls(self.adapter.interviews)


def told(api: Api, account: IntegratedAccount) -> dict[str, dict[str, Any]]:
    """Every interview of an account, undated ones too, as the unified API tells it."""
    rows = api.interviews(str(account.uuid), include_undated="true")
    return {row["id"]: row for row in rows}
