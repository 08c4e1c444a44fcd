"""Error answers as Django REST Framework words them; two of the token endpoint are confirmed, the rest is assumed."""

from connectors.sandbox.wire import Response, json_response

DETAILS = {
    401: "Invalid token.",
    403: "You do not have permission to perform this action.",
    404: "Not found.",
    409: "Conflict.",
    429: "Request was throttled.",
    500: "A server error occurred.",
    503: "Service temporarily unavailable, try again later.",
}


class Refusal(Exception):
    """Ends the handling of a request with this answer."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def error(status: int, detail: str = "") -> Response:
    return json_response({"detail": detail or DETAILS.get(status, "Error.")}, status)


def refused(status: int, detail: str = "") -> Refusal:
    return Refusal(error(status, detail))


def invalid(field: str, *messages: str) -> Refusal:
    return Refusal(json_response({field: list(messages)}, 400))
