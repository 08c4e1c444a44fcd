"""Where a person is signed in, and with which tokens programs act as them."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from candidates.models import AccessToken, User, UserSession
from candidates.selectors.tokens import lives

BROWSERS = (
    ("Edge", re.compile(r"Edg")),
    ("Opera", re.compile(r"OPR/")),
    ("Firefox", re.compile(r"Firefox/")),
    ("Chrome", re.compile(r"Chrom(?:e|ium)/")),
    ("Safari", re.compile(r"Safari/")),
)
SYSTEMS = (
    ("iPhone", re.compile(r"iPhone")),
    ("iPad", re.compile(r"iPad")),
    ("Android", re.compile(r"Android")),
    ("Windows", re.compile(r"Windows")),
    ("macOS", re.compile(r"Mac OS X|Macintosh")),
    ("Linux", re.compile(r"Linux")),
)
SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """`device` is a guess from how the browser names itself; "" where nothing is known."""

    device: str
    began_at: datetime | None
    until: datetime
    here: bool


def seats_of(user: User, current: str | None, now: datetime) -> list[Seat]:
    """This one first, then the newest."""
    rows = UserSession.objects.filter(user_id=user.pk, expire_date__gt=now).defer("session_data")
    found = [
        Seat(
            device=device_of(row.agent),
            began_at=row.began_at,
            until=row.expire_date,
            here=row.session_key == current,
        )
        for row in rows.order_by("-expire_date")[:SHOWN]
    ]
    return sorted(found, key=lambda seat: not seat.here)


def device_of(agent: str) -> str:
    """`Firefox, Linux`"""
    parts = (named_in(agent, BROWSERS), named_in(agent, SYSTEMS))
    return ", ".join(part for part in parts if part)


def named_in(agent: str, known: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    return next((name for name, pattern in known if pattern.search(agent)), "")


def living_tokens(user: User, company_id: int, now: datetime) -> list[AccessToken]:
    rows = AccessToken.objects.filter(user=user, company=company_id, revoked_at=None)
    unspent = rows.filter(Q(expires_at=None) | Q(expires_at__gt=now))
    return [token for token in unspent.order_by("-pk") if lives(token, now)]


def own_token(user: User, company_id: int, pk: int) -> AccessToken | None:
    return AccessToken.objects.filter(user=user, company=company_id, pk=pk).first()
