"""Errors as they look, for the schema and the documentation."""

from typing import Any


def error(status: int, name: str, message: str, *failures: dict[str, Any]) -> dict[str, Any]:
    shape = {"statusCode": status, "error": name, "message": message}
    return shape | {"details": {"failures": list(failures)}} if failures else shape


WHY = "limit: “0” is not a whole number from 1 to 500 (100 where nothing is said)."
ERRORS: dict[int, tuple[str, dict[str, Any]]] = {
    400: (
        "A parameter is missing, unknown or not understood; all of them are named at once.",
        error(400, "Bad Request", WHY, {"parameter": "limit", "message": WHY, "value": "0"}),
    ),
    401: (
        "No API key was sent, or it is unknown, expired or revoked.",
        error(401, "Unauthorized", "This API key is unknown, expired or revoked."),
    ),
    403: (
        "The key lacks a scope.",
        error(403, "Forbidden", "Raw records need an API key with the scope “pii”."),
    ),
    404: (
        "There is no such record, or it belongs to somebody else.",
        error(404, "Not Found", "There is no interview “9128481” in the account Greenhouse."),
    ),
    405: (
        "This method does not work here.",
        error(405, "Method Not Allowed", 'Method "POST" not allowed.'),
    ),
    406: (
        "The answer is JSON, and the Accept header excludes it.",
        error(406, "Not Acceptable", "Could not satisfy the request Accept header."),
    ),
    409: (
        "It cannot be done as things are now.",
        error(409, "Conflict", "Greenhouse is being synced already (run 4711)."),
    ),
    415: (
        "The body must be JSON.",
        error(415, "Unsupported Media Type", "Unsupported media type “text/plain” in request."),
    ),
    500: (
        "The hub failed. It has been logged.",
        error(500, "Internal Server Error", "The hub failed while answering this."),
    ),
}
