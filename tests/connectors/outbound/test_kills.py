"""A worker that is killed sends all the same, under one id; two workers send once."""

import os
import signal
import subprocess
import sys
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from connectors import tasks
from connectors.models import OutboundDelivery
from connectors.outbound import log
from tests.connectors.processes import until
from tests.connectors.sync.syncing import ROOT, database_url

pytestmark = pytest.mark.django_db(transaction=True)


def worker(endpoint):
    asked = f"from connectors import tasks; tasks.send_to_endpoint({endpoint.pk})"
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database_url(),
        "ALLOW_PRIVATE_ADDRESSES": "true",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", asked],
        cwd=ROOT,
        env=os.environ | environment,
    )


def test_killed_between_commit_and_send_and_while_sending_ends_with_one_id(hub):
    endpoint = hub.listen()
    hub.candidate()
    tasks.fan_out(hub.company.pk)
    assert hub.receiver.got == []
    hub.receiver.slow = 60
    killed = worker(endpoint)
    until(lambda: hub.receiver.got)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    hub.receiver.slow = 0
    assert hub.delivery.state == OutboundDelivery.State.WAITING

    assert log.wake(now=timezone.now()) == [endpoint.pk]
    tasks.send_to_endpoint(endpoint.pk)

    assert hub.delivery.state == OutboundDelivery.State.DELIVERED
    assert hub.receiver.ids == [hub.delivery.event_id] * 2


def test_two_workers_make_one_delivery_of_each(hub):
    endpoint = hub.listen()
    for number in range(6):
        hub.candidate(number)
    tasks.fan_out(hub.company.pk)
    hub.receiver.slow = 0.05

    def work() -> None:
        tasks.send_to_endpoint(endpoint.pk)
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert len(hub.receiver.ids) == 6
    assert len(set(hub.receiver.ids)) == 6
