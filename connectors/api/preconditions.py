"""ETag and If-Match: a caller says which version they have seen, and is told what differs where it is not the last.

A tag is `"<version>"` or `"<version>-<digest of the answer>"`: only the version decides.
"""

import re
from collections.abc import Callable
from typing import Any

from django.db.models import Q
from rest_framework.request import Request

from connectors.api.params import BadParameters, refused
from connectors.api.refusals import Stale
from interviews.models import Interview
from interviews.selectors.as_of import rows_before, version_of
from interviews.selectors.rows import InterviewRow

TAG = re.compile(r'\s*(?:W/)?"?(\d{1,18})(?:-[0-9a-f]*)?"?\s*', re.ASCII)
MOVED = "It has changed since you saw it. Look at it as it is now, and decide again."


def seen_in(request: Request) -> int | None:
    """The version in If-Match; None where the caller does not care. Raises BadParameters."""
    told = request.headers.get("If-Match", "*").strip()
    if told == "*":
        return None
    match = TAG.fullmatch(told)
    if match is None:
        why = "send the ETag of the record as you have seen it, or leave it out."
        raise BadParameters([refused("If-Match", why, told)])
    return int(match[1])


def stale(
    version: int, base: dict[str, Any], yours: dict[str, Any], theirs: dict[str, Any]
) -> Stale:
    """What you want, or others have changed, field by field: as you saw it, as you want it, as it is now."""
    names = [
        name for name in theirs if name in yours or (base and base.get(name) != theirs.get(name))
    ]
    fields = {
        name: {
            "base": base.get(name),
            "yours": yours.get(name, base.get(name)),
            "theirs": theirs.get(name),
        }
        for name in names
    }
    return Stale(MOVED, {"version": version, "fields": fields})


def check_seen(
    request: Request,
    interview: Interview,
    yours: dict[str, Any],
    shown: Callable[[InterviewRow], dict[str, Any]],
) -> None:
    """Raises Stale, with `shown` of the interview as it was seen and as it is, beside what is wanted."""
    seen = seen_in(request)
    if seen is None or seen == (version := version_of(interview.pk)):
        return
    base, theirs = (as_of_change(interview.pk, number) for number in (seen, version))
    raise stale(version, shown(base) if base else {}, yours, shown(theirs) if theirs else {})


def as_of_change(pk: int, number: int) -> InterviewRow | None:
    rows = rows_before(list(Interview.objects.filter(pk=pk)), Q(id__gt=number))
    return rows[0] if rows else None
