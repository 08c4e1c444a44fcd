"""What the frame of every page needs. Nothing is asked of the database before a template prints it."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from candidates.models import Company
from candidates.requests import PersonalRequest
from candidates.selectors.mails import Backlog, backlog, mails_read_by
from candidates.times import OFTEN, Zones
from connectors.freshness import TONES, WORST_FIRST, Health
from connectors.selectors.connections import Connection, connections
from interviews.saved.meaning import address_of
from interviews.selectors.attention.counts import Pressing, pressing
from interviews.selectors.saved import pinned_views

QUIET = (Health.OK, Health.NEW, Health.RUNNING, Health.PAUSED, Health.REMOVED)


@dataclass(frozen=True, slots=True)
class Frame:
    """`company` is None for somebody who belongs to none, and then there are no connections and no mails.

    `views` are the names and addresses of the views that the person pinned.
    """

    company: Company | None
    connections: list[Connection]
    outbox: Backlog
    queue: Pressing
    views: list[tuple[str, str]] = field(default_factory=list)

    @property
    def troubled(self) -> list[Connection]:
        return [one for one in self.connections if one.health not in QUIET]

    @property
    def failing(self) -> int:
        return sum(TONES.get(one.health) == "red" for one in self.connections)

    @property
    def worst(self) -> Connection | None:
        ranked = sorted(self.connections, key=lambda one: WORST_FIRST.index(one.health))
        return ranked[0] if ranked else None

    @property
    def oldest(self) -> Connection | None:
        """Of the accounts that were read at all, the one read longest ago."""
        read = [one for one in self.connections if one.account.synced_at]
        return min(read, key=lambda one: str(one.account.synced_at), default=None)


def build(request: PersonalRequest) -> Frame:
    if request.membership is None:
        return Frame(None, [], Backlog(), Pressing())
    company = request.membership.company
    pinned = [(view.name, address_of(view)) for view in pinned_views(request.membership)]
    return Frame(
        company,
        connections(company.pk, now=request.now),
        backlog(company.pk, among=mails_read_by(request.membership)),
        pressing(request.membership, request.now),
        pinned,
    )


def frame(plain: HttpRequest) -> dict[str, Any]:
    """A request that an earlier middleware answered was never read by ours, hence the defaults."""
    request = cast("PersonalRequest", plain)
    if not hasattr(request, "membership"):
        zones = Zones(timezone.get_default_timezone())
        return {"zones": zones, "now": timezone.now(), "languages": settings.LANGUAGES}
    return {
        "frame": SimpleLazyObject(lambda: build(request)),
        "zones": request.zones,
        "now": request.now,
        "languages": settings.LANGUAGES,
        "often_zones": OFTEN,
    }
