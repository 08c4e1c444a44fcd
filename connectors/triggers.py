"""Triggers of the database that delete the text of an interview with whatever changes what it shows.

So no writer can forget it, whether a sync, an erasure, the admin or a person with a database shell. They are made
after every migration, and by name tell what they do: where they are missing or of another version, there
are no texts, and none are kept (`stands`).

On PostgreSQL each takes a lock that many may share and that whoever keeps texts must have alone
(connectors/services/unified_texts.py); on SQLite there is one writer at a time anyway.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from django.db import connections, transaction

TEXTS = "connectors_interviewtext"
MARK = "interview_text_"
LOCK = 0x1D7E  # among the advisory locks of the database
SHOWN = "resource = 'interviews'"
CATALOGUES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT DISTINCT tgname FROM pg_trigger WHERE tgname LIKE %s",
}
# Table, event, which texts: by the row as it was (OLD) and as it is (NEW).
ROWS = (
    ("interviews_interview", "UPDATE", "interview_id = OLD.id"),
    ("interviews_interview", "DELETE", "interview_id = OLD.id"),
    ("interviews_interviewer", "UPDATE", "interview_id IN (OLD.interview_id, NEW.interview_id)"),
    ("interviews_interviewer", "DELETE", "interview_id = OLD.interview_id"),
    (
        "connectors_remoterecord",
        "UPDATE",
        f"account_id = OLD.account_id AND record IN (OLD.remote_id, NEW.remote_id) AND OLD.{SHOWN}",
    ),
    (
        "connectors_remoterecord",
        "DELETE",
        f"account_id = OLD.account_id AND record = OLD.remote_id AND OLD.{SHOWN}",
    ),
)
# The same of rows that come: one by one on SQLite, all that one statement brings on PostgreSQL.
NEW = (
    (
        "interviews_interviewer",
        "interview_id = NEW.interview_id",
        "interview_id IN (SELECT interview_id FROM come)",
    ),
    (
        "connectors_remoterecord",
        f"account_id = NEW.account_id AND record = NEW.remote_id AND NEW.{SHOWN}",
        f"(account_id, record) IN (SELECT account_id, remote_id FROM come WHERE {SHOWN})",  # noqa: S608
    ),
)


def triggers(vendor: str) -> dict[str, str]:
    """`{name: statements}`."""
    if vendor == "sqlite":
        rows = [*ROWS, *((table, "INSERT", which) for table, which, _ in NEW)]
        return named([on_sqlite(*row) for row in rows])
    return named(
        [on_postgres(*row) for row in ROWS]
        + [on_postgres_insert(table, which) for table, _, which in NEW]
    )


def named(statements: list[str]) -> dict[str, str]:
    version = blake2b("".join(statements).encode(), digest_size=4).hexdigest()
    names = [f"{MARK}{number}_{version}" for number in range(len(statements))]
    return {
        name: text.replace("{name}", name) for name, text in zip(names, statements, strict=True)
    }


def on_sqlite(table: str, event: str, which: str) -> str:
    delete = f"DELETE FROM {TEXTS} WHERE {which}"  # noqa: S608
    return f"CREATE TRIGGER {{name}} AFTER {event} ON {table} BEGIN {delete}; END"


def on_postgres(table: str, event: str, which: str) -> str:
    lock = f"pg_advisory_xact_lock_shared({LOCK}, OLD.account_id::int)"
    return function(lock, which) + (
        f"CREATE TRIGGER {{name}} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {{name}}()"
    )


def on_postgres_insert(table: str, which: str) -> str:
    accounts = "(SELECT DISTINCT account_id FROM come) AS accounts"
    lock = f"pg_advisory_xact_lock_shared({LOCK}, account_id::int) FROM {accounts}"
    return function(lock, which) + (
        f"CREATE TRIGGER {{name}} AFTER INSERT ON {table} REFERENCING NEW TABLE AS come "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {{name}}()"
    )


def function(lock: str, which: str) -> str:
    delete = f"DELETE FROM {TEXTS} WHERE {which}"  # noqa: S608
    return (
        "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"PERFORM {lock}; {delete}; RETURN NULL; END $$; "
    )


def stands(using: str = "default") -> bool:
    return standing(using) == triggers(connections[using].vendor).keys()


def standing(using: str) -> set[str]:
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUES[connection.vendor], [f"{MARK}%"])
        return {name for (name,) in cursor.fetchall()}


def stand_down(using: str = "default", plan: Sequence[Any] = (), **_of_signal: Any) -> None:
    """Before a migration, on SQLite: a table that is made anew loses its triggers, and one that they name cannot be."""
    if plan and connections[using].vendor == "sqlite":
        with transaction.atomic(using=using):
            remove(using)


def stand(using: str = "default", **_of_signal: Any) -> None:
    """After every migration."""
    wanted = triggers(connections[using].vendor) if is_there(using) else {}
    if standing(using) == wanted.keys():
        return
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        remove(using)
        for statement in wanted.values():
            cursor.execute(statement)


def is_there(using: str) -> bool:
    return TEXTS in connections[using].introspection.table_names()


def remove(using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        if is_there(using):
            cursor.execute(f"DELETE FROM {TEXTS}")  # noqa: S608
        for name in standing(using):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {name}")
            else:
                cursor.execute(f"DROP FUNCTION {name}() CASCADE")
