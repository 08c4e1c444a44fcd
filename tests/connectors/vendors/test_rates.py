"""The vendor's limit, as the vendor counts, is never exceeded; and a run that has to wait often ends."""

import pytest

from connectors.models import SyncRun
from tests.connectors.sync.hub import Api
from tests.connectors.vendors.adapters import having
from tests.connectors.vendors.vendor_stage import VendorStage, told


@pytest.mark.parametrize("adapter", having("limit"), indirect=True)
def test_a_run_of_many_calls_stays_within_the_vendors_limit(stage: VendorStage, api: Api) -> None:
    limit = stage.adapter.limit
    stage.renew(size=limit + limit // 2, rate_limits=True, cap=1)
    account = stage.connect("busy")
    run = stage.sync(account)
    for _ in range(20):
        if run.state != SyncRun.State.WAITING:
            break
        stage.wait_for(account)
        run = stage.sync(account)
    assert run.state == SyncRun.State.COMPLETED, run.message
    assert 429 not in {one.status for one in stage.sandbox.requests}
    assert stage.calls() > limit
    assert set(told(api, account)) == stage.adapter.shown(stage.app)
