"""The tables of the suite, migrated once while its workers still collect; each worker begins with a copy.

Without it every worker would apply every migration, which costs as much as a few hundred tests.
"""

import fcntl
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django
import psycopg
from django.db import connection
from psycopg.sql import SQL, Identifier

FOLDER = "HUB_TESTS_TEMPLATE"  # names the folder, for the workers
ROOT = Path(__file__).resolve().parent.parent


def begin() -> "subprocess.Popen[bytes]":
    """For as long as it lives it holds the lock on which the workers wait."""
    folder = Path(tempfile.mkdtemp(prefix="hub-template-"))
    os.environ[FOLDER] = str(folder)
    with (folder / "lock").open("w") as lock, (folder / "log").open("w") as log:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return subprocess.Popen(
            [sys.executable, "-m", "tests.template"],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=[lock.fileno()],
        )


def end(making: "subprocess.Popen[bytes]") -> None:
    making.kill()
    making.wait()
    shutil.rmtree(os.environ.pop(FOLDER))
    if connection.vendor == "postgresql":
        params = connection.get_connection_params() | {"dbname": "postgres"}
        with psycopg.connect(**params, autocommit=True) as server:
            server.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name())))


def name() -> str:
    """Of the template on PostgreSQL."""
    return f"test_{connection.settings_dict['NAME']}_template"


def is_there() -> bool:
    return FOLDER in os.environ


def take() -> None:
    """The test database of this process is to be a copy of it."""
    folder = Path(os.environ[FOLDER])
    with (folder / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
    assert (folder / "done").exists(), (folder / "log").read_text()
    test = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        test["TEMPLATE"] = name()
    else:
        shutil.copy(folder / "hub.sqlite3", test["NAME"])


def make(folder: Path) -> None:
    gc.disable()  # what migrations leave behind goes with the process
    django.setup()
    on_postgres = connection.vendor == "postgresql"
    test = connection.settings_dict["TEST"]
    test["NAME"] = name() if on_postgres else str(folder / "hub.sqlite3")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    (folder / "done").touch()


if __name__ == "__main__":
    make(Path(os.environ[FOLDER]))
