"""Answers as JSON text."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import cast

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from rest_framework.request import Request

from connectors.selectors.freshness_headers import headers
from connectors.selectors.unified_interviews import Account


def answer(
    request: Request,
    text: bytes,
    *,
    status: int = 200,
    version: int | None = None,
    accounts: Iterable[Account] = (),
) -> HttpResponseBase:
    """JSON with a tag of its content, after the `version` of its record: whoever has the same already is told 304.

    How old the data of the `accounts` is stands in headers.
    """
    digest = blake2b(text, digest_size=12).hexdigest()
    tag = f'"{digest}"' if version is None else f'"{version}-{digest}"'
    response = HttpResponse(
        b"" if request.method == "HEAD" else text,
        status=status,
        content_type="application/json",
        headers={"ETag": tag, "Cache-Control": "private, no-cache", "Content-Length": len(text)},
    )
    if request.method in ("GET", "HEAD"):
        response = cast(
            "HttpResponse", get_conditional_response(request, etag=tag, response=response)
        )
    for name, value in headers(accounts, timezone.now()).items():
        response.headers[name] = value
    return response
