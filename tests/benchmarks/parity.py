"""Whether two databases hold the same rows, but for when and by which run they were written."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from typing import Any

import psycopg

TABLES = (
    "connectors_remoterecord",
    "interviews_intervieweridentity",
    "interviews_atsuser",
    "interviews_interview",
    "interviews_interviewer",
    "candidates_change",
)
OWN = {"digest", "read_at", "run_id", "created_at", "updated_at", "at"}
JSON = {"reading", "fields"}


def differing(one: str, other: str) -> list[str]:
    """The tables whose rows are not the same."""
    return [table for table in TABLES if fingerprint(one, table) != fingerprint(other, table)]


def fingerprint(url: str, table: str) -> tuple[int, str]:
    """How many rows, and a hash of them in the order of their keys."""
    line: Any
    digest, number = hashlib.sha256(), 0
    if url.startswith("postgres"):
        line = psycopg.connect(url)
        cursor = line.cursor(name="rows")
    else:
        line = sqlite3.connect(url.removeprefix("sqlite:///"))
        cursor = line.cursor()
    with closing(line), closing(cursor):
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
        for row in cursor:
            names = [column[0] for column in cursor.description]
            digest.update(repr(comparable(names, row)).encode())
            number += 1
    return number, digest.hexdigest()


def comparable(names: Iterable[str], row: Iterable[Any]) -> list[Any]:
    kept = []
    for name, value in zip(names, row, strict=True):
        if name in OWN:
            continue
        if name in JSON:
            parsed = json.loads(value) if isinstance(value, str) else value
            kept.append(json.dumps(parsed, sort_keys=True))
        elif name == "raw":
            kept.append(json.dumps(json.loads(zlib.decompress(value)), sort_keys=True))
        else:
            kept.append(value)
    return kept
