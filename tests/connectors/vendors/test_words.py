"""Every word of the vendor's sheet, as the table of the design has it; and one that no sheet has."""

from datetime import timedelta

from connectors.models import Issue, SyncRun
from tests.connectors.sync.hub import Api
from tests.connectors.vendors.vendor_stage import VendorStage, told


def test_every_word_of_the_sheet_means_what_the_design_says(stage: VendorStage, api: Api) -> None:
    stage.renew(size=1)
    expected = {}
    for nth, word in enumerate(stage.adapter.words):
        start = stage.clock() + timedelta(days=2, hours=nth)
        key = stage.adapter.add(stage.app, start, start + timedelta(hours=1))
        word.arrange(stage.app, key)
        expected[key] = (word.vendor_status, word.expected)
    account = stage.connect("words")
    run = stage.sync(account)
    assert run.state == SyncRun.State.COMPLETED, run.message
    rows = told(api, account)
    found = {key: (rows[key]["vendor_status"], rows[key]["status"]) for key in expected}
    assert found == expected
    unknown = {issue.value for issue in Issue.objects.filter(account=account, field__gt="")}
    assert unknown == {theirs for theirs, ours in expected.values() if ours is None}
