"""What the middleware adds to every request."""

from datetime import datetime

from django.http import HttpRequest

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
