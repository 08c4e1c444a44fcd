"""Single pages of raw records into the tables, without a vendor or a run around them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from candidates.models import Change
from candidates.services.changes import Origin
from connectors.base import Resource
from connectors.models import IntegratedAccount
from connectors.services.accounts import connector_of
from connectors.sync.absence import bury_records
from connectors.sync.pages import Page, store
from connectors.sync.tally import Tally


@dataclass(slots=True)
class Pages:
    """An account at a vendor whose pages a test writes itself."""

    account: IntegratedAccount
    version: str = "v3"

    def read(self, resource: str, *raws: Any) -> Tally:
        page = Page(self.account, self.resource(resource), self.origin(), "a mapping")
        with transaction.atomic():
            store(page, raws)
        return page.tally

    def bury(self, resource: str, *remote_ids: str) -> None:
        with transaction.atomic():
            bury_records(self.account, self.resource(resource), list(remote_ids), self.origin())

    def resource(self, name: str) -> Resource:
        return connector_of(self.account).profile({"api_version": self.version}).resource(name)

    def origin(self) -> Origin:
        return Origin(
            company_id=self.account.company_id,
            account_id=self.account.pk,
            source=Change.Source.SYNC,
            at=timezone.now(),
        )
