"""Databases of a benchmark's own: a prepared one, and copies of it that are thrown away."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent.parent
URL = os.environ.get("DATABASE_URL", "")
SETTINGS = "tests.benchmarks.settings"


def on_postgres() -> bool:
    return URL.startswith("postgres")


def kind() -> str:
    if not on_postgres():
        return "SQLite"
    with psycopg.connect(URL) as connection:
        return f"PostgreSQL {connection.info.server_version // 10000}"


class Databases:
    """Makes databases by name; `url` is what DATABASE_URL is to be for one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: set[str] = set()

    def url(self, name: str) -> str:
        if on_postgres():
            return urlsplit(URL)._replace(path=f"/{self.full(name)}").geturl()
        return f"sqlite:///{self.folder / name}.sqlite3"

    def full(self, name: str) -> str:
        return f"{urlsplit(URL).path.strip('/')}_bench_{name}"

    def empty(self, name: str) -> None:
        """A new one with the product's tables."""
        self.drop(name)
        self.made.add(name)
        if on_postgres():
            self._execute("CREATE DATABASE {}", name)
        manage(self.url(name), "migrate", "--verbosity", "0")

    def copy(self, source: str, name: str) -> None:
        self.drop(name)
        self.made.add(name)
        if on_postgres():
            self._execute("CREATE DATABASE {} TEMPLATE {}", name, source)
        else:
            shutil.copy(self.folder / f"{source}.sqlite3", self.folder / f"{name}.sqlite3")

    def drop(self, name: str) -> None:
        self.made.discard(name)
        if on_postgres():
            self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        else:
            for file in self.folder.glob(f"{name}.sqlite3*"):
                file.unlink()

    def analyze(self, name: str) -> None:
        """What autovacuum would have done some minutes after so many rows came."""
        if on_postgres():
            with psycopg.connect(self.url(name), autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(URL, autocommit=True) as connection:
            wanted = [sql.Identifier(self.full(name)) for name in names]
            connection.execute(sql.SQL(statement).format(*wanted))


@contextmanager
def databases() -> Iterator[Databases]:
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        some = Databases(Path(folder))
        try:
            yield some
        finally:
            for name in list(some.made):
                some.drop(name)


def environment(database_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONPATH": str(ROOT),
        "DEBUG": "true",
        "ALLOW_PRIVATE_ADDRESSES": "true",
        "LOG_LEVEL": "WARNING",
        "PYTHONWARNINGS": "ignore",  # of static files that nobody collected
    }


def manage(database_url: str, *arguments: str, said: str = "") -> str:
    """What a command of the product prints."""
    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env=environment(database_url),
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout
