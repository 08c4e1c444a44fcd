"""What Ashby answers: failures too come as HTTP 200, but for those of the key and of the rate."""

import hashlib
from typing import Any

from connectors.sandbox.wire import Response, json_response

WORDS = {
    400: "Bad request",
    401: "An API key is required",
    403: "The API key is not valid or lacks a permission",
    404: "There is no such method",
    429: "Rate limit exceeded",
    500: "Something went wrong",
    503: "The service is not available",
}


class Refusal(Exception):
    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def success(results: object, **more: Any) -> Response:
    return json_response({"success": True, "results": results, **more})


def failure(code: str, message: str, status: int = 200) -> Response:
    request_id = hashlib.sha256(f"{code}{message}".encode()).hexdigest()[:26].upper()
    info = {"code": code, "message": message, "requestId": request_id, "meta": {}}
    return json_response({"success": False, "errors": [code], "errorInfo": info}, status)


def refused(code: str, message: str, status: int = 200) -> Refusal:
    return Refusal(failure(code, message, status))


def error(status: int) -> Response:
    code = {401: "unauthorized", 403: "forbidden", 429: "rate_limit_exceeded"}.get(status, "error")
    return failure(code, WORDS.get(status, "Request failed"), status)
