"""A sync that is killed at any point loses nothing and doubles nothing."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from candidates.models import Change
from connectors.models import SyncRun
from connectors.sandbox.sandbox import Sandbox
from tests.connectors.sync.hub import Api, Hub
from tests.connectors.sync.test_greenhouse import comparable

PATIENCE = 60.0


def database_url() -> str:
    """The tests' own database, for a process of its own."""
    kept: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{kept['NAME']}"
    who = f"{quote(kept['USER'])}:{quote(kept['PASSWORD'])}@" if kept["USER"] else ""
    return f"postgres://{who}{kept['HOST']}:{kept['PORT'] or 5432}/{kept['NAME']}"


def sync_killed_after(sandbox: Sandbox, requests: int) -> None:
    """Start a sync and kill it as soon as the vendor has been asked so many times."""
    before = len(sandbox.requests)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "sync", "GH"],
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": database_url(),
            "ALLOW_PRIVATE_ADDRESSES": "true",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + PATIENCE
    while len(sandbox.requests) - before < requests and process.poll() is None:
        assert time.monotonic() < until, "the sync did not get that far"
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("requests", [(3, 2), (5, 4), (8, 1)])
def test_killed_twice_and_run_again_is_as_if_never_killed(
    sandbox: Sandbox, hub: Hub, api: Api, requests: tuple[int, ...]
) -> None:
    quiet = hub.connect(sandbox.connection("greenhouse"), "quiet").last_line
    assert hub.sync("quiet").status == 0
    account = hub.connect(sandbox.connection("greenhouse")).last_line
    for number in requests:
        sync_killed_after(sandbox, number)
    assert hub.sync("GH").status == 0
    assert comparable(api.interviews(account)) == comparable(api.interviews(quiet))
    assert SyncRun.objects.filter(account__name="GH").count() == 1
    added = Change.objects.filter(account__name="GH", kind=Change.Kind.ADDED)
    once = Counter(added.values_list("subject", "subject_id"))
    assert set(once.values()) == {1}
    assert len(once) == Change.objects.filter(account__name="quiet", kind=Change.Kind.ADDED).count()
