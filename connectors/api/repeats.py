"""The same request under the same Idempotency-Key is done once, however often it is sent."""

import json
from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponseBase
from rest_framework.request import Request

from connectors.api.keys import key_of
from connectors.api.params import BadParameters, refused
from connectors.api.refusals import Conflict
from connectors.services import idempotency
from connectors.services.idempotency import Result

LONGEST_KEY = 255


def once(request: Request, act: Callable[[], Result], *, now: datetime) -> tuple[Result, bool]:
    """What came of it, and whether of an earlier request. Raises BadParameters or Conflict."""
    name = request.headers.get("Idempotency-Key")
    if name is None:
        return act(), False
    if not 0 < len(name) <= LONGEST_KEY:
        why = f"must have 1 to {LONGEST_KEY} characters."
        raise BadParameters([refused("Idempotency-Key", why, name)])
    asked = [request.method, request.get_full_path(), request.data or {}]
    told = json.dumps(asked, sort_keys=True).encode()
    try:
        return idempotency.once(key_of(request), name, told, act, now=now)
    except (idempotency.NameTaken, idempotency.InFlight) as error:
        raise Conflict(str(error)) from None


def marked(response: HttpResponseBase, *, repeated: bool) -> HttpResponseBase:
    if repeated:
        response.headers["Idempotency-Replayed"] = "true"
    return response
