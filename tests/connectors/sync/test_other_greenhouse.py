"""A Greenhouse that the sandbox did not make: the seed's own examples, untouched, behind a plain server."""

import json
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.connectors.sync.hub import Api, Hub

PAYLOADS = Path(__file__).parents[2] / "payloads" / "greenhouse"
KEY = "a-key-of-a-test"


class Documented(BaseHTTPRequestHandler):
    """Knows the documented list of interviews and nothing else."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        wanted = "Basic " + b64encode(f"{KEY}:".encode()).decode()
        if self.headers["Authorization"] != wanted:
            return self.answer(401, {"message": "Invalid Basic Auth credentials"})
        if path == "/v1/scheduled_interviews":
            return self.answer(
                200, json.loads((PAYLOADS / "v1_scheduled_interviews.json").read_text())
            )
        return self.answer(404, {"message": "Resource not found"})

    def answer(self, status: int, body: Any) -> None:
        packed = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json;charset=utf-8")
        self.send_header("Content-Length", str(len(packed)))
        self.end_headers()
        self.wfile.write(packed)

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def connection() -> Iterator[dict[str, Any]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Documented)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield {
        "vendor": "greenhouse",
        "base_url": f"http://127.0.0.1:{server.server_port}",
        "credentials": {"api_key": KEY},
        "options": {"api_version": "v1"},
    }
    server.shutdown()
    server.server_close()


def test_the_documented_examples_are_read_as_documented(
    connection: dict[str, Any], hub: Hub, api: Api
) -> None:
    account = hub.connect(connection).last_line
    done = hub.sync()
    assert done.status == 0
    assert done.counts["interviews"]["new"] == 2
    rows = {row["id"]: row for row in api.interviews(account)}
    timed, all_day = rows["9128481"], rows["9128482"]
    assert timed["title"] == "Culture Fit"
    assert timed["application"] == {"id": "4684156"}
    assert timed["organizer"] == {"id": "2000"}
    assert timed["location"] == "Big Conference Room"
    assert (timed["start_at"], timed["end_at"]) == (
        "2014-03-26T22:15:00.000Z",
        "2014-03-26T22:30:00.000Z",
    )
    assert (timed["status"], timed["vendor_status"]) == ("awaiting_feedback", "awaiting_feedback")
    assert timed["created_at"] == "2016-02-10T14:31:51.019Z"
    assert timed["updated_at"] == "2016-05-23T20:43:11.679Z"
    assert timed["all_day"] is False
    assert timed["interviewers"] == [
        {
            "id": "4080",
            "name": "Kate Austen",
            "email": "kate.austen@example.com",
            "response_status": "needs_action",
        }
    ]
    assert (all_day["start_at"], all_day["end_at"]) == ("2017-08-22", "2017-08-23")
    assert (all_day["all_day"], all_day["status"]) == (True, "completed")
    assert (all_day["created_at"], all_day["updated_at"]) == (None, None)
    assert timed["remote_data"]["external_event_id"] == "event123"


def test_lists_that_this_vendor_does_not_have_are_told(
    connection: dict[str, Any], hub: Hub
) -> None:
    hub.connect(connection)
    again = [hub.sync() for _ in range(2)][-1]
    assert again.status == 0
    assert again.counts["interviews"] == {
        "read": 2,
        "new": 0,
        "changed": 0,
        "unchanged": 2,
        "deleted": 0,
        "rejected": 0,
    }


def test_wrong_credentials_say_which_and_why_and_store_nothing(
    connection: dict[str, Any], hub: Hub
) -> None:
    done = hub.connect(connection | {"credentials": {"api_key": "not-the-key"}})
    assert done.status == 1
    assert "api_key" in done.err
    assert "Invalid Basic Auth credentials" in done.err
    assert "not-the-key" not in done.err + done.out
    assert "none is connected yet" in hub.sync("GH").err
