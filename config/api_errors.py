"""One shape for every error below /api, /unified and /hooks.

    {"statusCode": 400, "error": "Bad Request", "message": "…", "details": {"failures": […]},
     "origin": "caller", "where": "GET /unified/ats/jobs", "retry": false, "retry_after": null, "request_id": "…"}

`details` is there where single parameters or fields are at fault, or what may be done instead is known. The API of seed
004 has its vendor's shape, which is that of Django REST framework, `{"detail": "…"}` or `{"field": ["…"]}`, with
`origin` and all after it beside that.
"""

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.signals import got_request_exception
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.exceptions import PermissionDenied as ScopeMissing
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from candidates.api.parsers import TooLarge
from candidates.problems import Problem
from candidates.requests import request_id_of
from config.vendor_errors import VendorFailed, as_failure
from connectors.errors import VendorError

PLAIN_DOORS = ("/api/v3/", "/api-token-auth/", "/whoami/")
DOORS = ("/api/", "/unified/", "/hooks/", *PLAIN_DOORS)
CRASHED = (
    "The hub failed while answering this. It has been logged; the same request may work later."
)
BARE = {
    400: "The hub could not read this request.",
    403: "This is not allowed.",
    404: "There is nothing at this address.",
    405: "This method does not work here.",
    500: CRASHED,
}
log = logging.getLogger(__name__)


def problem_of(request: HttpRequest | Request, status: int, message: str, **more: Any) -> Problem:
    return Problem(
        status=status,
        message=message,
        where=f"{request.method} {request.path}",
        request_id=request_id_of(request),
        **more,
    )


def shaped(request: HttpRequest | Request, status: int, message: str) -> dict[str, Any]:
    problem = problem_of(request, status, message)
    plain = request.path.startswith(PLAIN_DOORS)
    return {"detail": message} | problem.extras if plain else problem.told()


def answer(error: Exception, context: dict[str, Any]) -> Response:
    """What DRF answers for an exception (the setting EXCEPTION_HANDLER)."""
    request = context["request"]
    if isinstance(error, RequestDataTooBig):
        error = TooLarge("The body is larger than this address takes.")
    elif isinstance(error, VendorError):
        error = as_failure(error, request)
    if request.path.startswith(PLAIN_DOORS):
        return plainly(error, context)
    set_rollback()
    if isinstance(error, Http404):
        error = NotFound(str(error) or None)
    elif isinstance(error, PermissionDenied):
        error = ScopeMissing(str(error) or None)
    if not isinstance(error, APIException):
        return crashed(error, context)
    failures = failures_of(error)
    message = " ".join(failure["message"] for failure in failures) or str(error.detail)
    details = getattr(error, "details", None) or ({"failures": failures} if failures else None)
    return Response(
        explained(request, error, message).told(details),
        status=error.status_code,
        headers=headers_of(error),
    )


def plainly(error: Exception, context: dict[str, Any]) -> Response:
    response = exception_handler(error, context)
    if response is None:
        return crashed(error, context)
    if isinstance(response.data, dict):
        problem = explained(context["request"], error, "", status=response.status_code)
        response.data |= {
            name: told for name, told in problem.extras.items() if name not in response.data
        }
    return response


def explained(
    request: Request, error: Exception, message: str, *, status: int | None = None
) -> Problem:
    vendor = error if isinstance(error, VendorFailed) else None
    wait = getattr(error, "wait", None)
    told: int = getattr(error, "status_code", 500)
    return problem_of(
        request,
        status or told,
        message,
        origin="vendor" if vendor else None,
        retry=getattr(error, "retry", None),
        retry_after=None if wait is None else int(wait),
        remote=vendor.remote if vendor else None,
    )


def crashed(error: Exception, context: dict[str, Any]) -> Response:
    request = context["request"]
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request._request)  # noqa: SLF001
    return Response(shaped(request, 500, CRASHED), status=500)


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
    return JsonResponse(shaped(request, 404, message), status=404)


def leads_somewhere(path: str) -> bool:
    try:
        return resolve(path).func is not unmatched
    except Resolver404:
        return False


def in_our_shape(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What Django itself refuses below the doors, by a page or an empty answer, in the shape of the doors."""
    kind = response.headers.get("Content-Type", "")
    is_told = any(form in kind for form in ("json", "yaml"))
    if response.status_code < 400 or is_told or not request.path.startswith(DOORS):
        return response
    if not isinstance(response, HttpResponse):
        return response
    message = BARE.get(response.status_code, f"{response.reason_phrase}.")
    told = JsonResponse(shaped(request, response.status_code, message))
    response.content = told.content
    response.headers["Content-Type"] = told.headers["Content-Type"]
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(told.content))
    return response
