"""Errors as they look, for the schema and the documentation."""

from typing import Any

from candidates.problems import Problem, Remote
from connectors.api.preconditions import MOVED


def error(status: int, message: str, *failures: dict[str, Any], **more: Any) -> dict[str, Any]:
    where, request_id = "GET /unified/ats/interviews", "4f0c3a2e8f5b4d0f9a51c3a7d0c6f1e2"
    problem = Problem(status=status, message=message, where=where, request_id=request_id, **more)
    return problem.told({"failures": list(failures)} if failures else None)


WHY = "limit: “0” is not a whole number from 1 to 500 (100 where nothing is said)."
STALE = {
    "version": 90215,
    "fields": {
        "start_at": {
            "base": "2026-03-02T08:00:00.000Z",
            "yours": "2026-03-03T08:00:00Z",
            "theirs": "2026-03-02T09:00:00.000Z",
        }
    },
}
ERRORS: dict[int, tuple[str, dict[str, Any]]] = {
    400: (
        "A parameter is missing, unknown or not understood; all of them are named at once.",
        error(400, WHY, {"parameter": "limit", "message": WHY, "value": "0"}),
    ),
    401: (
        "No API key was sent, or it is unknown, expired or revoked.",
        error(401, "This API key is unknown, expired or revoked."),
    ),
    403: (
        "The key lacks a scope.",
        error(403, "Raw records need an API key with the scope “pii”."),
    ),
    404: (
        "There is no such record, or it belongs to somebody else.",
        error(404, "There is no interview “9128481” in the account Greenhouse."),
    ),
    405: (
        "This method does not work here.",
        error(405, 'Method "POST" not allowed.'),
    ),
    406: (
        "The answer is JSON, and the Accept header excludes it.",
        error(406, "Could not satisfy the request Accept header."),
    ),
    409: (
        "It cannot be done as things are now.",
        error(409, "Greenhouse is being synced already (run 4711)."),
    ),
    412: (
        "It has changed since it was seen (If-Match): details.fields has what differs.",
        error(412, MOVED) | {"details": STALE},
    ),
    415: (
        "The body must be JSON.",
        error(415, "Unsupported media type “text/plain” in request."),
    ),
    422: (
        "The vendor refuses what was sent (origin: vendor).",
        error(
            422,
            "The vendor refused the request (400).",
            origin="vendor",
            remote=Remote(status=400, body="…"),
        ),
    ),
    429: (
        "The key has made all calls of this minute; Retry-After says when the next one begins.",
        error(429, "This API key may make 60 calls a minute.", retry_after=40),
    ),
    502: (
        "The vendor failed, or refuses the account's credentials (origin: vendor).",
        error(
            502,
            "Greenhouse is not available (503).",
            origin="vendor",
            remote=Remote(status=503, body="<h1>…"),
        ),
    ),
    500: (
        "The hub failed. It has been logged.",
        error(500, "The hub failed while answering this."),
    ),
}
