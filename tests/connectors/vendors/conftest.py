"""Each vendor in turn, on an address of its own, small and with small pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from candidates.models import Company
from connectors.sandbox.sandbox import Sandbox
from tests.connectors.sync.hub import Api, command
from tests.connectors.sync.stage import START, Clock
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.vendor_stage import VendorStage

SIZE, CAP = 12, 5


@pytest.fixture(autouse=True)
def same_day(time_machine: TimeMachineFixture) -> None:
    """What a sandbox invents follows from its day; signatures are held against the true clock."""
    time_machine.move_to(START, tick=True)


@pytest.fixture(scope="module", params=ADAPTERS)
def adapter(request: pytest.FixtureRequest) -> Adapter:
    return ADAPTERS[request.param]


@pytest.fixture(scope="module")
def server(adapter: Adapter) -> Iterator[Sandbox]:
    with Sandbox(
        seed=7, size=SIZE, vendors=(adapter.vendor,), clock=Clock(), rate_limits=False
    ) as sandbox:
        yield sandbox


@pytest.fixture
def stage(server: Sandbox, adapter: Adapter, acme: Company, settings: Any) -> VendorStage:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    clock = server.clock
    assert isinstance(clock, Clock)
    clock.now = START
    built = VendorStage(server, clock, adapter=adapter)
    built.renew(size=SIZE, cap=CAP)
    return built


@pytest.fixture
def api(stage: VendorStage, client: Client) -> Api:
    return Api(command("create_api_key", "contract").last_line, client)
