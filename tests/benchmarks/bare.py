"""The floor: a loader of these very pages into these very tables, and of nothing else.

`python -m tests.benchmarks.bare DATABASE_URL PORT first|again|changed`. A socket, a parser, a hash, and
executemany or COPY. It knows one vendor, one account, one user of the database and no fault: no rule of the
product is in it, but it leaves the same rows behind (`parity.py` compares them).
"""

import json
import socket
import sys
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import msgspec

from tests.benchmarks.bare_tables import Tables, tables
from tests.benchmarks.vendor import INTERVIEWS, USERS

Row = dict[str, Any]
NOW = datetime.now(UTC).replace(tzinfo=None)
STATUS = {
    "scheduled": "scheduled",
    "awaiting_feedback": "awaiting_feedback",
    "complete": "completed",
}
RECORD = ("resource", "remote_id", "raw", "digest", "reading", "read_at", "run_id")
SHAPES = {"interviews": "interview", "users": "user"}
canonical = msgspec.json.Encoder(order="sorted").encode


def pages(port: int, path: str, *, since: bool) -> Iterator[list[Row]]:
    with socket.create_connection(("127.0.0.1", port)) as line:
        query = "?updated_after=then" if since else "?page=1"
        while path:
            line.sendall(f"GET {path}{query} HTTP/1.1\r\n\r\n".encode())
            head, body = answer(line)
            yield msgspec.json.decode(body)
            _, linked, rest = head.partition(b"Link: <")
            path, _, asked = (
                rest.partition(b">")[0].decode().partition("?") if linked else ("",) * 3
            )
            path, query = path.removeprefix(f"http://127.0.0.1:{port}"), f"?{asked}"


def answer(line: socket.socket) -> tuple[bytes, bytes]:
    heard = line.recv(1 << 20)
    while (end := heard.find(b"\r\n\r\n")) < 0:
        heard += line.recv(1 << 20)
    head, body = heard[:end], [heard[end + 4 :]]
    left = int(head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0]) - len(body[0])
    while left:
        body.append(line.recv(1 << 20))
        left -= len(body[-1])
    return head, b"".join(body)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def read_user(raw: Row) -> Row:
    return {
        "remote_id": str(raw["id"]),
        "name": raw["name"],
        "email": raw["primary_email_address"],
        "active": not raw["disabled"],
        "vendor_created_at": moment(raw["created_at"]),
        "vendor_updated_at": moment(raw["updated_at"]),
    }


def read_interview(raw: Row) -> Row:
    return {
        "remote_id": str(raw["id"]),
        "title": raw["interview"]["name"],
        "application_remote_id": str(raw["application_id"]),
        "slot_remote_id": str(raw["interview"]["id"]),
        "organizer_remote_id": str(raw["organizer"]["id"]),
        "location": raw["location"],
        "meeting_url": raw["video_conferencing_url"],
        "start_at": moment(raw["start"]["date_time"]),
        "end_at": moment(raw["end"]["date_time"]),
        "status": STATUS[raw["status"]],
        "vendor_status": raw["status"],
        "external_event_id": raw["external_event_id"],
        "vendor_created_at": moment(raw["created_at"]),
        "vendor_updated_at": moment(raw["updated_at"]),
    }


def read_seat(raw: Row, interview: str) -> Row:
    return {
        "remote_id": f"{interview}:{raw['id']}",
        "interview_remote_id": interview,
        "user_remote_id": str(raw["id"]),
        "name": raw["name"],
        "email": raw["email"],
        "response_status": raw["response_status"],
        "vendor_response_status": raw["response_status"],
    }


def told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def reading(**kinds: list[Row]) -> str:
    read = {
        kind: {
            row["remote_id"]: {
                name: told(value) for name, value in row.items() if name != "remote_id"
            }
            for row in rows
        }
        for kind, rows in kinds.items()
        if rows
    }
    return json.dumps(read)


class Loader:
    def __init__(self, tables: Tables, port: int) -> None:
        self.tables, self.port = tables, port
        self.users: dict[str, int] = {}

    def load(self, *, since: bool) -> None:
        for name, path in (("users", USERS), ("interviews", INTERVIEWS)):
            known = self.tables.digests(name)
            for raws in pages(self.port, path, since=since):
                news = []
                for raw in raws:
                    text = canonical(raw)
                    digest = blake2b(text, digest_size=16).hexdigest()
                    if known.get(str(raw["id"])) != digest:
                        news.append((raw, text, digest))
                if news:
                    self.keep(name, news, known)

    def keep(self, name: str, news: list[tuple[Row, bytes, str]], known: dict[str, str]) -> None:
        fresh = [one for one in news if str(one[0]["id"]) not in known]
        if fresh:
            self.records(name, fresh)
            (self.new_users if name == "users" else self.new_interviews)([one[0] for one in fresh])
        if len(fresh) < len(news):
            self.changed_interviews([one for one in news if str(one[0]["id"]) in known])
        self.tables.commit()

    def records(self, name: str, news: list[tuple[Row, bytes, str]]) -> None:
        self.tables.insert(
            "connectors_remoterecord",
            RECORD,
            [(name, *self.record(name, one)) for one in news],
            account_id=1,
            problem="",
            unknown_words="",
        )

    def record(self, name: str, one: tuple[Row, bytes, str]) -> tuple[Any, ...]:
        raw, text, digest = one
        if name == "users":
            read = reading(user=[read_user(raw)])
        else:
            seats = [read_seat(seat, str(raw["id"])) for seat in raw["interviewers"]]
            read = reading(interview=[read_interview(raw)], interviewer=seats)
        return str(raw["id"]), zlib.compress(text, 1), digest, read, NOW, self.tables.run

    def new_users(self, raws: list[Row]) -> None:
        rows = [read_user(raw) for raw in raws]
        by_email = sorted(rows, key=lambda row: row["email"])
        people = self.tables.insert(
            "interviews_intervieweridentity",
            ("email", "name"),
            [(row["email"], row["name"]) for row in by_email],
            company_id=1,
            time_zone="",
            paused=False,
        )
        for row, person in zip(by_email, people, strict=True):
            row["identity_id"], row["alone"] = person, False
        keys = self.add("interviews_atsuser", "atsuser", rows)
        self.users |= {row["remote_id"]: key for row, key in zip(rows, keys, strict=True)}

    def new_interviews(self, raws: list[Row]) -> None:
        rows = [read_interview(raw) for raw in raws]
        for row in rows:
            row["organizer_id"] = self.users[row["organizer_remote_id"]]
            row["begins_at"], row["finishes_at"] = row["start_at"], row["end_at"]
        keys = self.add("interviews_interview", "interview", rows)
        seats = []
        for raw, key in zip(raws, keys, strict=True):
            for seat in raw["interviewers"]:
                row = read_seat(seat, str(raw["id"]))
                row["interview_id"], row["user_id"] = key, self.users[row["user_remote_id"]]
                seats.append(row)
        self.add("interviews_interviewer", "interviewer", seats)

    def add(self, table: str, subject: str, rows: list[Row]) -> list[int]:
        names = list(rows[0])
        keys = self.tables.insert(
            table,
            names,
            [tuple(row.values()) for row in rows],
            company_id=1,
            account_id=1,
            created_at=NOW,
            updated_at=NOW,
            version=1,
            deleted_reason="",
        )
        changes = [
            (
                "ADDED",
                key,
                row["remote_id"],
                key if subject == "interview" else row.get("interview_id"),
                json.dumps({name: [None, told(row[name])] for name in names[1:]}),
            )
            for row, key in zip(rows, keys, strict=True)
        ]
        self.note(subject, changes)
        return keys

    def changed_interviews(self, news: list[tuple[Row, bytes, str]]) -> None:
        rows = [read_interview(raw) for raw, _, _ in news]
        held = self.tables.interviews([row["remote_id"] for row in rows])
        updates, changes = [], []
        for row in rows:
            key, place, updated = held[row["remote_id"]]
            fields = {
                "location": [place, row["location"]],
                "vendor_updated_at": [updated, told(row["vendor_updated_at"])],
            }
            updates.append((row["location"], row["vendor_updated_at"], NOW, key))
            changes.append(("UPDATED", key, row["remote_id"], key, json.dumps(fields)))
        self.tables.many(
            "UPDATE interviews_interview SET location = ?, vendor_updated_at = ?, updated_at = ?, "
            "version = version + 1 WHERE id = ?",
            updates,
        )
        self.tables.many(
            "UPDATE connectors_remoterecord SET raw = ?, digest = ?, reading = ?, read_at = ?, "
            "run_id = ? WHERE account_id = 1 AND resource = 'interviews' AND remote_id = ?",
            [(*values, key) for key, *values in (self.record("interviews", one) for one in news)],
        )
        self.note("interview", changes)

    def note(self, subject: str, changes: list[tuple[Any, ...]]) -> None:
        self.tables.insert(
            "candidates_change",
            ("kind", "subject_id", "remote_id", "interview_id", "fields"),
            changes,
            company_id=1,
            account_id=1,
            subject=subject,
            source="sync",
            run_id=self.tables.run,
            at=NOW,
        )


if __name__ == "__main__":
    url, port, what = sys.argv[1:]
    Loader(tables(url), int(port)).load(since=what == "changed")
