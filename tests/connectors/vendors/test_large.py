"""More records than fit on a few pages; ten thousand of each vendor with `HUB_LARGE=1`."""

import os

from connectors.models import SyncRun
from tests.connectors.sync.hub import Api
from tests.connectors.vendors.vendor_stage import VendorStage, told

SIZE = 10_000 if os.environ.get("HUB_LARGE") == "1" else 60


def test_many_interviews_come_once_and_then_nothing_does(stage: VendorStage, api: Api) -> None:
    stage.renew(size=SIZE)
    account = stage.connect("large")
    first = stage.sync_through(account)
    second = stage.sync_through(account, full=True)
    assert (first.state, second.state) == (SyncRun.State.COMPLETED,) * 2
    assert set(told(api, account)) == stage.adapter.shown(stage.app)
    news = ("new", "changed", "deleted", "rejected")
    assert not any(of_list[word] for of_list in second.counts.values() for word in news)
