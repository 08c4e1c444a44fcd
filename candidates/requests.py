"""What the middleware adds to every request."""

from datetime import datetime
from typing import cast

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from candidates.models import Company, Membership, User
from candidates.times import Zones


class PersonalRequest(HttpRequest):
    """`now` is the one reading of the clock of this request; pages pass it on."""

    now: datetime
    zones: Zones
    membership: Membership | None


class MemberRequest(PersonalRequest):
    """A request that came through `member_page`: somebody is signed in and belongs to a company."""

    user: User
    company: Company
    membership: Membership


def network_address(request: HttpRequest | Request) -> str:
    """Where it comes from; behind a proxy, what that says (BEHIND_PROXY)."""
    asked = cast("Request", request)  # of which only META is looked at
    return BaseThrottle().get_ident(asked) or ""


def request_id_of(request: HttpRequest | Request) -> str:
    """What this call is found by in the logs."""
    return str(getattr(request, "request_id", ""))
