"""A tiny fixed world that every test knows, a closed network, and Chromium where it is installed.

Alice coordinates at Acme and Bob administers it; Charlie works at Globex and must never see Acme.
"""

import ipaddress
import os
import shutil
import socket
import subprocess
from collections.abc import Iterable, Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from playwright.sync_api import Browser, sync_playwright

from candidates.models import Company, Membership, User
from candidates.statuses import Role
from tests import template

PASSWORD = "correct horse battery staple"
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

MAKING: "pytest.StashKey[subprocess.Popen[bytes]]" = pytest.StashKey()

# The gate tries the same examples each time; new ones are found at a desk. Neither is told that its machine is slow.
hypothesis.settings.register_profile(
    "hub",
    max_examples=60 if REQUIRE_ALL else 25,
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    derandomize=os.environ.get("CI") == "true",
)
hypothesis.settings.load_profile("hub")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """In which one a page was read ends with its test."""
    yield
    translation.deactivate()


@pytest.fixture
def acme(db: None) -> Company:
    return Company.objects.create(name="Acme", slug="acme", time_zone="Europe/Berlin")


@pytest.fixture
def globex(db: None) -> Company:
    return Company.objects.create(name="Globex", slug="globex", time_zone="Asia/Seoul")


@pytest.fixture
def alice(acme: Company) -> User:
    """The recruiting coordinator of Acme."""
    return member("alice", acme, Role.RECRUITER)


@pytest.fixture
def bob(acme: Company) -> User:
    """The administrator of Acme; staff, so the admin site lets him in."""
    return member("bob", acme, Role.ACCOUNT_ADMIN, is_staff=True)


@pytest.fixture
def charlie(globex: Company) -> User:
    """Somebody from another company."""
    return member("charlie", globex, Role.ACCOUNT_OWNER)


def member(name: str, company: Company, role: Role, **fields: Any) -> User:
    user = User.objects.create_user(
        username=name, email=f"{name}@{company.slug}.example", password=PASSWORD, **fields
    )
    Membership.objects.create(company=company, user=user, role=role)
    return user


def is_here(host: str) -> bool:
    if host in {"", "localhost"} or host.endswith(".localhost"):
        return True
    return is_address(host) and ipaddress.ip_address(host.partition("%")[0]).is_loopback


def is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


@pytest.fixture(autouse=True)
def closed_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No name but localhost resolves, and a test that connects beyond this machine fails.

    What a test means to reach is remembered apart from the refusal: the product may swallow an error.
    """
    attempts: list[str] = []
    connect, connect_ex, look_up = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def refuse_outside(address: Any) -> None:
        if isinstance(address, tuple) and not is_here(str(address[0])):
            attempts.append(str(address))
            raise ConnectionRefusedError(f"the tests' network ends at this machine: {address}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        refuse_outside(address)
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        refuse_outside(address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and not is_here(name) and not is_address(name):
            raise socket.gaierror(socket.EAI_NONAME, f"the tests' network knows no {name}")
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    yield
    assert not attempts, f"this test reached for the network: {attempts}"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What a page keeps for a minute belongs to the world of one test."""
    cache.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole session; a test opens a context of its own in it."""
    # Playwright's loop runs in this thread, where Django would otherwise refuse to use its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: much of the suite waits for processes, sockets and browsers."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("tx", None) and not hasattr(config, "workerinput"):
        config.stash[MAKING] = template.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if MAKING in config.stash:
        template.end(config.stash[MAKING])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    on_postgres = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"
    no_browser = pytest.mark.skip(reason="Chromium is not installed (Debian package chromium)")
    no_postgres = pytest.mark.skip(reason="DATABASE_URL does not name a PostgreSQL")
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if CHROMIUM is None and ("browser" in fixtures or item.get_closest_marker("browser")):
            item.add_marker(no_browser)
        if not on_postgres and item.get_closest_marker("postgres"):
            item.add_marker(no_postgres)
        if "django_db_setup" not in fixtures and not item.get_closest_marker("django_db"):
            item.add_marker("no_database")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Any:
    return refuse_skip((yield))


def refuse_skip(report: Any) -> Any:
    """With REQUIRE_ALL=1 everything is there, so a skipped test is a failed one."""
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but REQUIRE_ALL=1 allows no skip: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    if template.is_there():
        template.take()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """A file that was copied is there already, and goes with its folder."""
    return django_db_keepdb or (template.is_there() and connection.vendor == "sqlite")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """On PostgreSQL, tables of a few rows are emptied row by row: TRUNCATE makes all their files anew, for seconds.

    Sessions of killed processes may outlive them for a moment, and would keep their database.
    """
    if connection.vendor == "postgresql":
        connection.ops.sql_flush = deletions
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        connection.close()


def deletions(_style: Any, tables: Iterable[str], **_options: bool) -> list[str]:
    return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]  # noqa: S608 (our own tables)
