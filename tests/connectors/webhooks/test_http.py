"""From Greenhouse's socket to the hub's, and back to ask."""

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from candidates.models import Company
from connectors.models import Delivery
from connectors.sandbox.sandbox import Sandbox
from interviews.models import Interview
from tests.connectors.webhooks.conftest import SECRET, Clock, House, connected, synced


@pytest.mark.django_db(transaction=True)
def test_a_deletion_at_the_vendor_is_a_tombstone_here_over_real_http(
    sandbox: Sandbox, clock: Clock, live_server: LiveServer
):
    acme = Company.objects.create(name="Acme", slug="acme", time_zone="Europe/Berlin")
    account = synced(connected(acme, "Greenhouse", sandbox.connection("greenhouse"), SECRET), clock)
    url = live_server.url + reverse("hook", args=[account.uuid])
    assert sandbox.greenhouse.send_webhooks_to(url).enabled
    house = House(sandbox, account, clock)
    clock.forward(seconds=1)
    chosen = next(row for row in house.world.interviews if row.panel)
    house.world.delete_interview(chosen.id)
    house.world.rename_candidate(next(iter(house.world.candidates)).id, "<i>Mia</i>", "O’Korö")
    sandbox.greenhouse.webhooks.shuffle(1, doubled=1.0)

    assert sandbox.greenhouse.webhooks.deliver_due() == 4
    house.work()

    assert house.row(Interview, chosen.id).deleted_reason == "vendor"
    assert list(Delivery.objects.values_list("state", flat=True)) == ["done"] * 3
    assert house.sync() == {}
