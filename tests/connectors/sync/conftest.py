"""A Greenhouse of our own over a real socket, at a fixed moment, and a hub to sync it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from candidates.models import Company
from candidates.statuses import Role
from connectors.models import IntegratedAccount
from connectors.sandbox.sandbox import Sandbox
from tests.conftest import member
from tests.connectors.sync import stage as stages
from tests.connectors.sync.hub import Api, Hub
from tests.connectors.sync.stage import Stage, small_sandbox
from tests.connectors.sync.vendor_pages import Pages
from tests.pages.conftest import Reader, reader


class Clock:
    """The vendor's clock; it stands still unless moved."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(
        seed=7, size=60, vendors=("greenhouse",), clock=clock, rate_limits=False
    ) as started:
        yield started


@pytest.fixture
def hub(transactional_db: None, tmp_path: Path, settings: Any) -> Hub:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    return Hub(tmp_path)


@pytest.fixture
def api(hub: Hub, client: Client) -> Api:
    return Api(hub.key(), client)


@pytest.fixture
def pages(transactional_db: None) -> Pages:
    company = Company.objects.create(name="Acme", slug="acme")
    return Pages(
        IntegratedAccount.objects.create(company=company, vendor="greenhouse", name="pages")
    )


@pytest.fixture
def version() -> str:
    """Of Greenhouse's API; a module that tries others has a fixture of this name itself."""
    return "v3"


@pytest.fixture
def stage(version: str, transactional_db: None, settings: Any) -> Iterator[Stage]:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    clock = stages.Clock()
    with small_sandbox(clock) as sandbox:
        yield Stage(sandbox, clock, version=version)


@pytest.fixture
def account(stage: Stage) -> IntegratedAccount:
    return stage.connect_for_writes("Greenhouse")


@pytest.fixture
def recruiter(account: IntegratedAccount) -> Reader:
    """Somebody who may have interviews changed at the vendor."""
    company = Company.objects.get(slug="acme")
    return reader(member("rita", company, Role.RECRUITER, time_zone="Europe/Berlin"))
