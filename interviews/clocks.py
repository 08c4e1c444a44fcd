"""Whose clock an interview is read on: the reader's, the company's, the candidate's, each interviewer's."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from candidates.times import zone_called
from interviews.models import Interview
from interviews.selectors.panel import SeatView


@dataclass(slots=True)
class Clock:
    """A zone and who lives by it; `zone` is None for those of whom it is not known."""

    zone: ZoneInfo | None
    people: list[str] = field(default_factory=list)


def clocks(
    interview: Interview, panel: Iterable[SeatView], *, company: str, reader: str
) -> list[Clock]:
    """The reader's first, those without a zone last. People of one zone stand together."""
    who: list[tuple[str, str]] = [(reader, gettext("you")), (company, gettext("the company"))]
    if interview.time_zone:
        who.append((interview.time_zone, gettext("the interview")))
    if interview.candidate is not None:
        name = interview.candidate.name or gettext("the candidate")
        who.append((interview.candidate.time_zone or "", name))
    who += [(seat.zone, seat.name or gettext("no name reported")) for seat in panel]
    found: dict[str, Clock] = {}
    for name, person in who:
        zone = zone_called(name)
        found.setdefault(str(zone or ""), Clock(zone)).people.append(person)
    unknown = found.pop("", None)
    return [*found.values(), *([unknown] if unknown else [])]
