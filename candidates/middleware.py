"""Each person in their own zone and language, on their own clock, which is read once."""

from collections.abc import Callable
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from candidates.models import Membership, User
from candidates.requests import PersonalRequest
from candidates.selectors.access import Person, membership_of
from candidates.times import TWENTY_FOUR, Zones, clock_of, zone_called

LANGUAGES = dict(settings.LANGUAGES)


class PersonMiddleware:
    """Stands after authentication. Without a preference the company's zone and the browser's language hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast("PersonalRequest", plain)
        request.now = timezone.now()
        request.membership = membership_of(request.user)
        request.zones = zones_of(request.user, request.membership)
        language = getattr(request.user, "language", "")
        if language in LANGUAGES:
            translation.activate(language)
            cast("Any", request).LANGUAGE_CODE = language
        with timezone.override(request.zones.main), clock_of(clock_chosen_by(request.user)):
            return self.get_response(request)


def clock_chosen_by(user: Person) -> str:
    """Whoever is not signed in reads times as mails tell them."""
    return user.clock if isinstance(user, User) else TWENTY_FOUR


def zones_of(user: Person, membership: Membership | None) -> Zones:
    """The second zone is the one asked for, else the company's where it is another."""
    company = zone_called(membership.company.time_zone) if membership else None
    main = zone_called(getattr(user, "time_zone", "")) or company or ZoneInfo(settings.TIME_ZONE)
    second = zone_called(getattr(user, "second_time_zone", "")) or company
    return Zones(main, second if second != main else None)
