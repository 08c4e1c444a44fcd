"""A benchmark compares like with like, or its ratio says nothing. Tables and doors change; these notice."""

import json
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection

from connectors.models import IntegratedAccount
from tests.benchmarks import list as listing
from tests.benchmarks.bare import Loader
from tests.benchmarks.bare_tables import tables
from tests.benchmarks.parity import TABLES, fingerprint
from tests.benchmarks.sync import vendor
from tests.benchmarks.webhooks import SECRET, call

SIZE = 120
pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)


@pytest.fixture(autouse=True)
def on_this_machine(settings: Any) -> None:
    settings.ALLOW_PRIVATE_ADDRESSES = True
    settings.WHOLE_LISTS = 0


def url() -> str:
    """The test database as the benchmark's own programs name it."""
    about = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{about['NAME']}"
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**about)


def empty() -> None:
    """With keys that begin at 1: the bare loader knows its account by that."""
    call_command("flush", interactive=False, inhibit_post_migrate=True)
    numbers = connection.introspection.sequence_list()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), numbers):
            cursor.execute(statement)


def connected(folder: Path, port: int) -> IntegratedAccount:
    secrets = folder / "credentials.json"
    secrets.write_text(json.dumps({"api_key": "made-up", "webhook_secret": SECRET}))
    call_command(
        *("connect", "greenhouse", "--name", "bench", "--base-url", f"http://127.0.0.1:{port}"),
        *("--no-check", "--option", "api_version=v1", "--credentials", str(secrets)),
    )
    return IntegratedAccount.objects.get()


def by_the_hub(port: int) -> None:
    call_command("sync", "bench", "--full")
    call_command("sync", "bench")


def by_the_bare_loader(port: int) -> None:
    for since in (False, True):
        with closing(tables(url())) as some:
            Loader(some, port).load(since=since)


def rows_left(load: Callable[[int], None], folder: Path, port: int) -> dict[str, tuple[int, str]]:
    empty()
    connected(folder, port)
    load(port)
    return {table: fingerprint(url(), table) for table in TABLES}


def test_the_bare_loader_and_the_hub_leave_the_same_rows(tmp_path: Path) -> None:
    with vendor(SIZE) as port:
        bare = rows_left(by_the_bare_loader, tmp_path, port)
        hub = rows_left(by_the_hub, tmp_path, port)
    assert hub == bare
    assert hub["interviews_interview"][0] == SIZE


def test_the_plain_list_shows_what_the_hub_s_own_shows(
    tmp_path: Path, settings: Any, client: Any
) -> None:
    settings.ROOT_URLCONF = "tests.benchmarks.plain"
    with vendor(SIZE) as port:
        account = connected(tmp_path, port)
        by_the_bare_loader(port)
    ways = [way for way in listing.views(str(account.uuid)) if "remote_data" not in way.name]
    key = new_key()
    plain, hub = (listed(way, client, key) for way in ways)
    assert [row["id"] for row in hub] == [row["id"] for row in plain]
    assert hub[0].keys() == plain[0].keys()
    assert len(hub) == SIZE


def listed(way: listing.View, client: Any, key: str) -> list[dict[str, Any]]:
    """All that a client finds on its way from page to page."""
    rows: list[Any] = []
    address = way.path
    while address:
        answer = client.get(address, headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 200, answer.content
        rows += listing.first_list(answer.json())
        address = way.next_of(answer.content)
    return rows


def new_key() -> str:
    said = StringIO()
    call_command("create_api_key", "bench", stdout=said)
    return said.getvalue().split()[-1]


def test_a_webhook_of_the_benchmark_is_taken(tmp_path: Path, live_server: Any) -> None:
    account = connected(tmp_path, 9)
    status, _ = call(urlsplit(live_server.url).port or 0, f"/hooks/{account.uuid}/", 1)
    assert status == 200
