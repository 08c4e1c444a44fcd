"""An account at a vendor with interviews that came through the mirror, and somebody with an API key."""

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from candidates.models import Company
from candidates.services.access import create_api_key
from candidates.services.changes import Origin
from candidates.services.mirror import Arrival
from connectors.models import IntegratedAccount, RemoteRecord
from interviews.services.mirror import bury_remote, mirror

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIST = "/unified/ats/interviews"


@dataclass
class Vendor:
    """An account, and what its vendor tells us."""

    account: IntegratedAccount

    @property
    def uuid(self) -> str:
        return str(self.account.uuid)

    @property
    def origin(self) -> Origin:
        return Origin(
            company_id=self.account.company_id, account_id=self.account.pk, source="sync", at=NOW
        )

    def tells(self, kind: str, **news: dict[str, Any]) -> None:
        """`tells("interview", i1={"title": …})`: the name without its letter is the vendor's id."""
        arrivals = [Arrival(remote_id=name[1:], news=row) for name, row in news.items()]
        mirror(kind=kind, arrivals=arrivals, origin=self.origin)

    def keeps_raw(self, remote_id: str, raw: object) -> None:
        RemoteRecord.objects.create(
            account=self.account,
            resource="interviews",
            remote_id=remote_id,
            raw=zlib.compress(json.dumps(raw).encode()),
            digest="",
            read_at=NOW,
        )

    def loses(self, *remote_ids: str, kind: str = "interview") -> None:
        bury_remote(kind=kind, remote_ids=remote_ids, reason="absent", origin=self.origin)


@dataclass
class Caller:
    """Somebody with an API key."""

    secret: str
    account: str | None = None

    def get(self, path: str = LIST, query: str | dict[str, Any] = "", **headers: str) -> Any:
        client = Client(raise_request_exception=False)
        given = query if isinstance(query, dict) else {}
        if self.account:
            given = {"integrated_account_id": self.account} | given
        rest = query if isinstance(query, str) else ""
        head = {"Authorization": f"Bearer {self.secret}"} | headers
        if rest:
            joined = f"integrated_account_id={self.account}&{rest}" if self.account else rest
            return client.get(f"{path}?{joined}", headers=head)
        return client.get(path, given, headers=head)

    def ids(self, query: str | dict[str, Any] = "") -> list[str]:
        response = self.get(query=query)
        assert response.status_code == 200, response.content
        return [row["id"] for row in response.json()["result"]]

    def refusal(self, query: str | dict[str, Any]) -> dict[str, Any]:
        response = self.get(query=query)
        assert response.status_code == 400, response.content
        body: dict[str, Any] = response.json()
        assert body["statusCode"] == 400
        assert body["error"] == "Bad Request"
        return body


@pytest.fixture
def connect(db: None) -> Callable[..., Vendor]:
    def make(company: Company, name: str = "Greenhouse", vendor: str = "greenhouse") -> Vendor:
        return Vendor(IntegratedAccount.objects.create(company=company, name=name, vendor=vendor))

    return make


@pytest.fixture
def caller(db: None) -> Callable[..., Caller]:
    def make(company: Company, *vendors: Vendor, scopes: tuple[str, ...] = ()) -> Caller:
        name = f"key {len(scopes)} {len(vendors)} {datetime.now(UTC).timestamp()}"
        limits = [vendor.account for vendor in vendors]
        _, secret = create_api_key(
            company=company, name=name, scopes=scopes, accounts=limits, now=datetime.now(UTC)
        )
        return Caller(secret)

    return make


@pytest.fixture
def greenhouse(acme: Company, connect: Callable[..., Vendor]) -> Vendor:
    return connect(acme)


@pytest.fixture
def api(acme: Company, greenhouse: Vendor, caller: Callable[..., Caller]) -> Caller:
    """Asks for Acme's Greenhouse with a key that may see everything of Acme."""
    asking = caller(acme)
    asking.account = greenhouse.uuid
    return asking
