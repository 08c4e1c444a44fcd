"""The tables as the bare loader writes them: executemany on SQLite, COPY on PostgreSQL."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import psycopg

RUN = (
    "INSERT INTO connectors_syncrun (account_id, {trigger}, state, {full}, resources, counts, checkpoint, message, "
    "attempts, lease_token, holder, announced, queued_at) "
    "VALUES (1, 'command', 'completed', {yes}, '[]', '{{}}', '{{}}', '', 0, '', '', {no}, {at}) RETURNING id"
)


def as_text(value: datetime) -> str:
    """As Django writes moments into SQLite."""
    return str(value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value)


def tables(url: str) -> "Tables":
    return Postgres(url) if url.startswith("postgres") else Sqlite(url)


class Tables:
    """One run's worth of writing. `insert` gives the new rows' keys; what is the same in all goes by name."""

    run: int

    def digests(self, resource: str) -> dict[str, str]:
        return dict(
            self.rows(
                "SELECT remote_id, digest FROM connectors_remoterecord "
                "WHERE account_id = 1 AND resource = ?",
                (resource,),
            )
        )

    def interviews(self, remote_ids: list[str]) -> dict[str, tuple[int, str, str]]:
        """Key, place and last update of each."""
        places = ", ".join("?" * len(remote_ids))
        found = self.rows(
            "SELECT remote_id, id, location, vendor_updated_at FROM interviews_interview "  # noqa: S608
            f"WHERE account_id = 1 AND remote_id IN ({places})",
            remote_ids,
        )
        return {key: (pk, place, iso(updated)) for key, pk, place, updated in found}

    def rows(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        raise NotImplementedError

    def many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        raise NotImplementedError

    def insert(
        self, table: str, names: Sequence[str], rows: list[tuple[Any, ...]], **same: Any
    ) -> list[int]:
        raise NotImplementedError

    def commit(self) -> None:
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError


def iso(moment: datetime | str) -> str:
    known = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return (known if known.tzinfo else known.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


class Sqlite(Tables):
    def __init__(self, url: str) -> None:
        self.line = sqlite3.connect(url.removeprefix("sqlite:///"))
        sqlite3.register_adapter(datetime, as_text)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY"):
            self.line.execute(f"PRAGMA {pragma}")
        run = RUN.format(trigger='"trigger"', full='"full"', yes=1, no=0, at="'2026-01-01'")
        self.run = self.line.execute(run).fetchone()[0]
        self.next: dict[str, int] = {}

    def rows(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self.line.execute(statement, values).fetchall()

    def many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        self.line.executemany(statement, rows)

    def insert(
        self, table: str, names: Sequence[str], rows: list[tuple[Any, ...]], **same: Any
    ) -> list[int]:
        if table not in self.next:
            found = self.rows("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
            self.next[table] = found[0][0] + 1 if found else 1
        first = self.next[table]
        self.next[table] += len(rows)
        keys = list(range(first, first + len(rows)))
        columns = ", ".join(("id", *names, *same))
        places = ", ".join("?" * (1 + len(names) + len(same)))
        values = tuple(same.values())
        self.line.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({places})",  # noqa: S608
            [(key, *row, *values) for key, row in zip(keys, rows, strict=True)],
        )
        return keys

    def commit(self) -> None:
        self.line.commit()

    def close(self) -> None:
        self.line.close()


class Postgres(Tables):
    def __init__(self, url: str) -> None:
        self.line = psycopg.connect(url)
        self.line.execute("SET TIME ZONE 'UTC'")
        run = RUN.format(trigger="trigger", full='"full"', yes="true", no="false", at="now()")
        row = self.line.execute(run).fetchone()
        assert row is not None
        self.run = row[0]

    def rows(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        return self.line.execute(statement.replace("?", "%s"), values).fetchall()

    def many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        with self.line.cursor() as cursor:
            cursor.executemany(statement.replace("?", "%s"), rows)

    def insert(
        self, table: str, names: Sequence[str], rows: list[tuple[Any, ...]], **same: Any
    ) -> list[int]:
        numbers = self.rows(
            "SELECT nextval((SELECT pg_get_serial_sequence(%s, 'id')::regclass)) FROM generate_series(1, %s)",
            (table, len(rows)),
        )
        keys = [row[0] for row in numbers]
        columns = ", ".join(("id", *names, *same))
        values = tuple(same.values())
        with (
            self.line.cursor() as cursor,
            cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
        ):
            for key, row in zip(keys, rows, strict=True):
                copy.write_row((key, *row, *values))
        return keys

    def commit(self) -> None:
        self.line.commit()

    def close(self) -> None:
        self.line.close()
