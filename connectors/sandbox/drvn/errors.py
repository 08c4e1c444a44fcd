"""Errors as a Rails application with Devise would word them: DRVN publishes none."""

from connectors.sandbox.wire import Response, json_response

WORDS = {
    400: "param is missing or the value is empty: interview",
    401: "You need to sign in or sign up before continuing.",
    403: "You are not authorized to perform this action.",
    404: "Not found",
    409: "Conflict",
    429: "Too many requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


class Refusal(Exception):
    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def error(status: int, words: str = "") -> Response:
    return json_response({"error": words or WORDS.get(status, "Error")}, status)


def refused(status: int) -> Refusal:
    return Refusal(error(status))


def invalid(field: str, words: str) -> Refusal:
    return Refusal(json_response({"errors": {field: [words]}}, 422))
