"""Each call has an id: the caller's own X-Request-Id or a new one, in every line of the log and in the answer."""

import re
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase
from structlog.contextvars import bound_contextvars

from config.api_errors import in_our_shape

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


class CallMiddleware:
    """The outermost one: what the others say and log belongs to the call."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-Id", "")
        request_id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
        vars(request)["request_id"] = request_id
        with bound_contextvars(request_id=request_id, account=None, key=None):
            response = in_our_shape(request, self.get_response(request))
        response.headers["X-Request-Id"] = request_id
        if allowance := vars(request).get("allowance"):
            for name, value in allowance.headers.items():
                response.headers[name] = value
        return response
