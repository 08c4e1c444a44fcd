"""Answers as JSON text."""

import json
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, cast

from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from rest_framework.request import Request


def answer(request: Request, text: bytes, *, status: int = 200) -> HttpResponseBase:
    """JSON with a tag of its content: whoever has the same already is told 304."""
    tag = f'"{blake2b(text, digest_size=12).hexdigest()}"'
    response = HttpResponse(
        b"" if request.method == "HEAD" else text,
        status=status,
        content_type="application/json",
        headers={"ETag": tag, "Cache-Control": "private, no-cache", "Content-Length": len(text)},
    )
    return cast("HttpResponseBase", get_conditional_response(request, etag=tag, response=response))


def instant(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with milliseconds."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
