"""What viasto alone has: evaluators of a project, sign-in with a password, addresses that end."""

import json
import zlib

import pytest
from django.utils import timezone

from candidates.models import Company
from connectors.models import RemoteRecord, SyncRun
from connectors.services.accounts import ConnectError, connect
from tests.connectors.sync.hub import Api
from tests.connectors.vendors.adapter import Adapter
from tests.connectors.vendors.adapters import ADAPTERS
from tests.connectors.vendors.vendor_stage import VendorStage, told


@pytest.fixture(scope="module")
def adapter() -> Adapter:
    return ADAPTERS["viasto"]


def test_those_who_evaluate_a_project_sit_on_the_panels_of_its_candidates(
    stage: VendorStage, api: Api
) -> None:
    account = stage.connect("evaluators")
    stage.sync(account)
    world = stage.app.world
    row = next(iter(world.candidates))

    def panel() -> set[str]:
        return {one["email"] for one in told(api, account)[str(row.id)]["interviewers"]}

    assert panel() == {one.email for one in row.project.evaluators}
    row.project.evaluators = [*row.project.evaluators[:1], list(world.customers)[-1]]
    run = stage.sync(account)
    assert panel() == {one.email for one in row.project.evaluators}
    of_project = sum(one.project is row.project for one in world.candidates)
    assert run.counts["interviews"]["changed"] == of_project
    assert stage.sync(account).counts["interviews"]["changed"] == 0


def test_without_the_number_of_the_company_nothing_is_connected(acme: Company) -> None:
    with pytest.raises(ConnectError, match="viasto needs the option company_id"):
        connect(company=acme, vendor="viasto", name="V", now=timezone.now(), check=False)


def test_a_user_signs_in_where_there_is_no_token(stage: VendorStage) -> None:
    signing_in = {"username": "sandbox-server", "password": "sandbox-password"}
    account = stage.connect("signing in", token="", company="sandbox", **signing_in)
    assert stage.sync(account).state == SyncRun.State.COMPLETED
    stage.clock.forward(hours=30)
    assert stage.sync(account).state == SyncRun.State.COMPLETED
    assert stage.sandbox.calls("/api/v3/api-token-auth/") == 2


def test_neither_keys_nor_addresses_that_end_are_stored(stage: VendorStage) -> None:
    account = stage.connect("keys")
    stage.sync(account)
    row = next(one for one in stage.app.world.candidates if one.photo)
    [record] = RemoteRecord.objects.filter(
        account=account, resource="interviews", remote_id=str(row.id)
    )
    kept = json.loads(zlib.decompress(record.raw))
    assert kept["photo"] is True
    assert row.activation_key not in str(kept)
