"""What connect and sync say to bad input, and to each other."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from connectors.models import IntegratedAccount, SyncRun
from connectors.sandbox.sandbox import Sandbox
from connectors.services import runs
from tests.connectors.sync.hub import Hub, command
from tests.connectors.sync.syncing import ROOT


@pytest.fixture
def connection(sandbox: Sandbox) -> dict[str, Any]:
    return sandbox.connection("greenhouse")


def test_connecting_again_updates_the_same_account(connection: dict[str, Any], hub: Hub) -> None:
    first = hub.connect(connection).last_line
    again = hub.connect(connection, api_version="v1").last_line
    assert again == first
    [account] = IntegratedAccount.objects.all()
    assert account.options["api_version"] == "v1"


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("greenhaus", "--name", "GH"), 2, "Valid vendors: greenhouse"),
        (("greenhouse", "--name", "GH", "--option", "api_versoin=v1"), 2, "api_version"),
        (("greenhouse", "--name", "GH", "--option", "api_version=v2"), 2, "Valid values: v3, v1"),
        (("greenhouse", "--name", "GH", "--option", "v1"), 2, "KEY=VALUE"),
        (("greenhouse", "--name", " "), 2, "needs a name"),
        (("greenhouse", "--name", "GH"), 2, "client_id, client_secret"),
        (("greenhouse", "--name", "GH", "--company", "nowhere"), 2, "nowhere"),
        (("greenhouse", "--name", "GH", "--base-url", "ftp://x"), 2, "https://"),
        (("greenhouse", "--name", "GH", "--credentials", "absent.json"), 2, "absent.json"),
    ],
)
def test_what_cannot_be_connected_is_said_with_what_is_valid(
    hub: Hub, arguments: tuple[str, ...], status: int, told: str
) -> None:
    done = command("connect", *arguments)
    assert done.status == status
    assert told in done.err
    assert not IntegratedAccount.objects.exists()


def test_a_private_address_is_refused_unless_allowed(
    connection: dict[str, Any], hub: Hub, settings: Any
) -> None:
    settings.ALLOW_PRIVATE_ADDRESSES = False
    done = hub.connect(connection)
    assert done.status == 1
    assert "Nothing was stored" in done.err
    assert not IntegratedAccount.objects.exists()


def test_a_vendor_that_does_not_answer_can_be_connected_unchecked(hub: Hub) -> None:
    absent = {
        "vendor": "greenhouse",
        "base_url": "http://127.0.0.1:9",
        "credentials": {"client_id": "a-client", "client_secret": "a-secret"},
        "options": {},
    }
    assert hub.connect(absent).status == 1
    assert not IntegratedAccount.objects.exists()


def test_secrets_are_unreadable_in_the_database(connection: dict[str, Any], hub: Hub) -> None:
    hub.connect(connection)
    hub.sync()
    table = IntegratedAccount.objects.extra(
        select={"stored": "credentials", "held": "tokens"}
    ).values_list("stored", "held")
    [(stored, held)] = table
    assert "sandbox-client-secret" not in stored
    assert "access" not in held
    [account] = IntegratedAccount.objects.all()
    assert account.credentials["client_secret"] == connection["credentials"]["client_secret"]


def test_unknown_accounts_and_lists_are_refused_with_the_valid_ones(
    connection: dict[str, Any], hub: Hub
) -> None:
    uuid = hub.connect(connection).last_line
    assert hub.sync("elsewhere").status == 2
    assert "Valid accounts: GH" in hub.sync("elsewhere").err
    done = hub.sync("GH", "--resource", "interveiws")
    assert done.status == 2
    assert "interviews, interviewers" in done.err
    assert hub.sync(uuid, "--resource", "interviews").counts.keys() == {"interviews"}


def test_a_second_sync_of_a_running_account_is_told_so(
    connection: dict[str, Any], hub: Hub
) -> None:
    hub.connect(connection)
    account = IntegratedAccount.objects.get()
    now = timezone.now()
    run = runs.claim(runs.open_run(account=account, trigger="command", now=now), now=now)
    done = hub.sync()
    assert done.status == 1
    assert "is being synced already" in done.err
    assert SyncRun.objects.get() == run
    assert done.counts == {}


def test_a_run_that_was_left_behind_is_taken_over(connection: dict[str, Any], hub: Hub) -> None:
    hub.connect(connection)
    account = IntegratedAccount.objects.get()
    long_ago = timezone.now() - runs.LEASE * 2
    left = runs.claim(
        runs.open_run(account=account, trigger="schedule", now=long_ago), now=long_ago
    )
    assert hub.sync().status == 0
    assert SyncRun.objects.get() == left
    assert SyncRun.objects.get().state == SyncRun.State.COMPLETED


def test_nothing_to_sync_is_no_failure(hub: Hub) -> None:
    assert command("sync").status == 0


def test_lists_are_told_in_the_order_they_were_read(connection: dict[str, Any], hub: Hub) -> None:
    hub.connect(connection)
    told = list(hub.sync().counts)
    assert told[0] == "users"
    assert told[-2:] == ["interviews", "interviewers"]


def test_a_database_without_tables_is_a_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "sync"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "DEBUG": "true"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "The database cannot be used" in done.stderr
    assert "manage.py migrate" in done.stderr
    assert "Traceback" not in done.stderr
