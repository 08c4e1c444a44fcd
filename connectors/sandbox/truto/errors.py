"""Truto's error bodies; what the vendor behind it answered is marked and quoted."""

from http import HTTPStatus
from typing import Any

from connectors.sandbox.wire import Response, json_response

REMOTE = frozenset({409, 429, 500, 502, 503})


class Refusal(Exception):
    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def error(status: int, message: str = "") -> Response:
    phrase = HTTPStatus(status).phrase
    body = {"statusCode": status, "error": phrase, "message": message or phrase}
    return json_response(body, status)


def remote_error(status: int) -> Response:
    phrase = HTTPStatus(status).phrase
    body: dict[str, Any] = {
        "statusCode": status,
        "error": phrase,
        "message": f"The integration answered {status}",
        "truto_is_remote_error": True,
        "raw_response": {"errors": [phrase]},
    }
    return json_response(body, status)


def refused(status: int, message: str = "") -> Refusal:
    return Refusal(error(status, message))
