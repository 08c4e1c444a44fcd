"""One shape for every error below /api and /unified.

    {"statusCode": 400, "error": "Bad Request", "message": "…", "details": {"failures": […]}}

`details` is there where single parameters or fields are at fault.
"""

import logging
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.signals import got_request_exception
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.urls import Resolver404, resolve
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.exceptions import PermissionDenied as ScopeMissing
from rest_framework.response import Response
from rest_framework.views import set_rollback

DOORS = ("/api/", "/unified/")
CRASHED = (
    "The hub failed while answering this. It has been logged; the same request may work later."
)
log = logging.getLogger(__name__)


def body(status: int, message: str, failures: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    shape = {"statusCode": status, "error": HTTPStatus(status).phrase, "message": message}
    return shape | {"details": {"failures": failures}} if failures else shape


def answer(error: Exception, context: dict[str, Any]) -> Response:
    """What DRF answers for an exception (the setting EXCEPTION_HANDLER)."""
    set_rollback()
    if isinstance(error, Http404):
        error = NotFound(str(error) or None)
    elif isinstance(error, PermissionDenied):
        error = ScopeMissing(str(error) or None)
    if not isinstance(error, APIException):
        return crashed(error, context)
    failures = failures_of(error)
    message = " ".join(failure["message"] for failure in failures) or str(error.detail)
    return Response(
        body(error.status_code, message, failures),
        status=error.status_code,
        headers=headers_of(error),
    )


def crashed(error: Exception, context: dict[str, Any]) -> Response:
    request = context["request"]
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request._request)  # noqa: SLF001
    return Response(body(500, CRASHED), status=500)


def headers_of(error: APIException) -> dict[str, str]:
    authenticate = getattr(error, "auth_header", None)
    wait = getattr(error, "wait", None)
    headers = {} if authenticate is None else {"WWW-Authenticate": authenticate}
    return headers if wait is None else headers | {"Retry-After": str(int(wait))}


def failures_of(error: APIException) -> list[dict[str, Any]]:
    """What is wrong with which parameter or field, a sentence each."""
    told: list[dict[str, Any]] | None = getattr(error, "failures", None)
    if told is not None:
        return told
    return list(flattened(error.detail)) if isinstance(error, ValidationError) else []


def flattened(detail: Any, place: str = "") -> Iterator[dict[str, Any]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from flattened(inner, f"{place}.{name}".strip("."))
    elif isinstance(detail, list):
        for inner in detail:
            yield from flattened(inner, place)
    else:
        yield {"parameter": place, "message": f"{place}: {detail}" if place else str(detail)}


@csrf_exempt
def unmatched(request: HttpRequest, **_parts: str) -> HttpResponseBase:
    """What is below a door but nowhere: the same address with or without its last slash, or a 404."""
    if request.method in ("GET", "HEAD"):
        other = request.path[:-1] if request.path.endswith("/") else request.path + "/"
        if leads_somewhere(other):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{other}?{query}" if query else other)
    message = f"There is nothing at {request.path}. What there is, is described at /api/docs/."
    return JsonResponse(body(404, message), status=404)


def leads_somewhere(path: str) -> bool:
    try:
        return resolve(path).func is not unmatched
    except Resolver404:
        return False


def in_our_shape(
    status: int, message: str, page: Callable[..., HttpResponseBase]
) -> Callable[..., HttpResponseBase]:
    """A handler that speaks JSON below the doors and shows Django's page everywhere else."""

    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.path.startswith(DOORS):
            return JsonResponse(body(status, message), status=status)
        return page(request, *args, **kwargs)

    return handle


bad_request = in_our_shape(400, "The hub could not read this request.", defaults.bad_request)
forbidden = in_our_shape(403, "This is not allowed.", defaults.permission_denied)
not_found = in_our_shape(404, "There is nothing at this address.", defaults.page_not_found)
server_error = in_our_shape(500, CRASHED, defaults.server_error)
