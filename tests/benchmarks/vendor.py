"""A Greenhouse (Harvest v1) that costs nothing: every answer is rendered before the first call comes.

`python -m tests.benchmarks.vendor SIZE` prints its port and serves one connection after the other. Asked
with `updated_after` it lists the hundredth part of its interviews, each moved to another room.
"""

import json
import socket
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

PAGE = 500
EDITED = 100  # every hundredth interview
USERS_FOR_EACH = 40  # interviews
INTERVIEWS, USERS = "/v1/scheduled_interviews", "/v1/users"
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-RateLimit-Limit: 1000000000\r\n"
STATUSES = ("scheduled", "awaiting_feedback", "complete")
ANSWERS = ("needs_action", "accepted", "tentative", "declined")


def people(size: int) -> int:
    return max(size // USERS_FOR_EACH, 20)


def user(number: int) -> dict[str, Any]:
    return {
        "id": 4_000_000 + number,
        "name": f"Person Number{number}",
        "first_name": "Person",
        "last_name": f"Number{number}",
        "primary_email_address": f"person.{number}@example.com",
        "updated_at": "2026-03-01T08:00:00.000Z",
        "created_at": "2025-01-01T08:00:00.000Z",
        "disabled": False,
        "site_admin": False,
        "emails": [f"person.{number}@example.com"],
        "employee_id": f"e{number}",
    }


def seat(number: int) -> dict[str, Any]:
    return {
        "id": 4_000_000 + number,
        "employee_id": f"e{number}",
        "name": f"Person Number{number}",
        "email": f"person.{number}@example.com",
        "response_status": ANSWERS[number % 4],
        "scorecard_id": None,
    }


def interview(number: int, size: int, *, edited: bool = False) -> dict[str, Any]:
    """One to three seats, two on average."""
    month, day, hour = 1 + number % 12, 1 + number % 28, 7 + number % 11
    moment = f"2026-{month:02}-{day:02}T{hour:02}"
    host = number % people(size)
    sitting = [(number * 7 + place * 13) % people(size) for place in range(1 + number % 3)]
    return {
        "id": 9_000_000 + number,
        "application_id": 5_000_000 + number // 3,
        "external_event_id": f"event-{number}",
        "start": {"date_time": f"{moment}:00:00.000Z"},
        "end": {"date_time": f"{moment}:45:00.000Z"},
        "location": "Room moved" if edited else f"Room {number % 90}",
        "video_conferencing_url": f"https://meet.example.com/{number:x}",
        "status": STATUSES[number % 3],
        "created_at": "2026-01-02T09:00:00.000Z",
        "updated_at": "2026-06-02T09:00:00.000Z" if edited else "2026-01-02T09:00:00.000Z",
        "interview": {"id": 7_000 + number % 40, "name": f"Step {number % 40}"},
        "organizer": {
            "id": 4_000_000 + host,
            "first_name": "Person",
            "last_name": f"Number{host}",
            "name": f"Person Number{host}",
            "employee_id": f"e{host}",
        },
        "interviewers": [seat(one) for one in sitting],
    }


def paged(path: str, rows: Iterable[dict[str, Any]], origin: str, marked: str = "") -> list[bytes]:
    left: Iterator[dict[str, Any]] = iter(rows)
    bodies = []
    while some := list(islice(left, PAGE)):
        bodies.append(json.dumps(some, separators=(",", ":")).encode())
    links = [
        f'Link: <{origin}{path}?page={number + 2}&per_page={PAGE}{marked}>; rel="next"\r\n'
        for number in range(len(bodies) - 1)
    ]
    return [
        f"{HEAD}{link}Content-Length: {len(body)}\r\n\r\n".encode() + body
        for body, link in zip(bodies or [b"[]"], [*links, ""], strict=True)
    ]


class Answers:
    def __init__(self, size: int, origin: str) -> None:
        whole, edited = range(size), range(0, size, EDITED)
        since = "&updated_after=then"
        self.lists = {
            (INTERVIEWS, False): paged(INTERVIEWS, (interview(n, size) for n in whole), origin),
            (INTERVIEWS, True): paged(
                INTERVIEWS, (interview(n, size, edited=True) for n in edited), origin, since
            ),
            (USERS, False): paged(USERS, (user(n) for n in range(people(size))), origin),
        }
        self.nothing = paged("", (), origin)

    def to(self, line: str) -> bytes:
        """The answer to a request's first line."""
        path, _, query = line.split(" ")[1].partition("?")
        asked = dict(pair.split("=", 1) for pair in query.split("&") if "=" in pair)
        since = "updated_after" in asked or "last_activity_after" in asked
        return self.lists.get((path, since), self.nothing)[int(asked.get("page", "1")) - 1]


def serve(size: int) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=16) as listening:
        port = listening.getsockname()[1]
        answers = Answers(size, f"http://127.0.0.1:{port}")
        sys.stdout.write(f"{port}\n")
        sys.stdout.flush()
        while True:
            caller, _ = listening.accept()
            with caller:
                converse(caller, answers)


def converse(caller: socket.socket, answers: Answers) -> None:
    caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    heard = b""
    while some := caller.recv(65536):
        heard += some
        if heard.endswith(b"\r\n\r\n"):
            caller.sendall(answers.to(heard.partition(b"\r\n")[0].decode()))
            heard = b""


if __name__ == "__main__":
    serve(int(sys.argv[1]))
