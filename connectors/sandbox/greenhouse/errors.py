"""Greenhouse's error answers. v1's texts were recorded; every v3 text is unconfirmed."""

from collections.abc import Mapping

from connectors.sandbox.wire import Response, json_response

V1_MESSAGES = {
    401: "Invalid Basic Auth credentials",
    403: "This API Key does not have permission for this endpoint",
    404: "Resource not found",
    409: "Conflict",
    429: "Rate limit exceeded",
    500: "Server timeout in API",
    503: "Service unavailable",
}
V3_MESSAGES = {
    400: "Bad request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Resource not found",
    409: "Conflict",
    422: "Validation error",
    429: "Rate limit exceeded",
    500: "Internal server error",
    503: "Service unavailable",
}


class Refusal(Exception):
    """Ends the handling of a request with this answer."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def v1_error(status: int, headers: Mapping[str, str] | None = None) -> Response:
    return json_response({"message": V1_MESSAGES.get(status, "Error")}, status, headers)


def v1_invalid(message: str, field: str) -> Response:
    body = {"message": "Validation error", "errors": [{"message": message, "field": field}]}
    return json_response(body, 422)


def v3_error(
    status: int,
    detail: str = "",
    field: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    error = {"message": detail or V3_MESSAGES.get(status, "Error"), "field": field}
    errors = [{key: value for key, value in error.items() if value is not None}]
    return json_response(
        {"message": V3_MESSAGES.get(status, "Error"), "errors": errors}, status, headers
    )
