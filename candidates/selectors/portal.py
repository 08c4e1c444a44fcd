"""What a candidate sees in the portal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.utils.functional import cached_property
from django.utils.translation import gettext

from candidates.models import Candidate, Comment, Mail, User
from candidates.ports import Appointment, ports
from candidates.selectors.cases import case_of
from candidates.statuses import CandidateStatus
from candidates.times import (
    Zones,
    city,
    clock_range,
    dated_day,
    exact,
    long_day,
    zone_called,
    zone_or_utc,
    zone_word,
)
from candidates.transitions import Choice, Mover, moves_from, status_now

SHUT = (CandidateStatus.NEW, CandidateStatus.SKIPPED)
PLANNED = (CandidateStatus.INVITED, CandidateStatus.CONFIRMED, CandidateStatus.INTERVIEWING)


@dataclass(frozen=True, slots=True)
class Slot:
    """An interview as it stands on the ticket: the day and hours on the candidate's clock, with the zone; the same
    on the company's; `where` it takes place.
    """

    appointment: Appointment
    day: str
    hours: str = ""
    zone: str = ""
    elsewhere: str = ""


@dataclass(frozen=True)
class Visit:
    """A candidate who came with a key, at this moment."""

    candidate: Candidate
    now: datetime

    @cached_property
    def zones(self) -> Zones:
        """The candidate's own zone where it is known, and the company's where that is another."""
        company = zone_or_utc(self.candidate.company.time_zone)
        own = zone_called(self.candidate.time_zone or "") or company
        return Zones(own, company if company != own else None)

    @cached_property
    def status(self) -> str:
        return status_now(case_of(self.candidate, self.now, self.candidate.company))

    @property
    def open(self) -> bool:
        """Whether there is still something to answer or to do."""
        return self.status in PLANNED

    @cached_property
    def moves(self) -> Mapping[str, Choice]:
        """What the candidate can do now, by name."""
        case = case_of(self.candidate, self.now, self.candidate.company)
        choices = moves_from(case, Mover.CANDIDATE)
        return {one.name: one for one in choices if not one.blocked}

    @cached_property
    def appointments(self) -> tuple[Appointment, ...]:
        return tuple(ports.diary.appointments([self.candidate]).get(self.candidate.pk, ()))

    @property
    def slots(self) -> list[Slot]:
        return [slot_of(one, self.zones) for one in self.appointments]

    @property
    def dated(self) -> bool:
        """Whether there is anything for a calendar."""
        return any(one.starts is not None for one in self.appointments)

    @property
    def zone_name(self) -> str:
        return str(self.zones.main)

    @property
    def deadline(self) -> list[str]:
        """In each zone, without doubt."""
        at = self.candidate.deadline
        zones: list[tzinfo] = [zone for zone in (self.zones.main, self.zones.second) if zone]
        return [exact(at, zone) for zone in zones] if at else []

    @cached_property
    def wish(self) -> Comment | None:
        """The open wish for another time."""
        asked = Comment.objects.filter(
            candidate=self.candidate, kind=Comment.Kind.ASKED, answered_at=None
        )
        return asked.order_by("-pk").first()

    @cached_property
    def contact(self) -> User | None:
        """Whom to ask: who invited the candidate, else who made them."""
        written = Mail.objects.filter(candidate=self.candidate, user=None, written_by__isnull=False)
        last = written.select_related("written_by").defer("html", "text").order_by("-pk").first()
        return last.written_by if last else self.candidate.created_by


def guest_of(key: str) -> Candidate | None:
    """Whom the key lets in. Who is not invited yet, was skipped or is gone is nobody's guest."""
    rows = Candidate.objects.select_related("company", "project", "created_by")
    found: Candidate | None = (
        rows.filter(activation_key=key, account=None, deleted_at=None)
        .exclude(status__in=SHUT)
        .first()
    )
    return found


def slot_of(one: Appointment, zones: Zones) -> Slot:
    starts = one.starts
    if isinstance(starts, datetime):
        ends = one.ends if isinstance(one.ends, datetime) else None
        zone, other = zones.main, zones.second
        elsewhere = ""
        if other is not None:
            elsewhere = gettext("%(hours)s %(zone)s for the team in %(city)s") % {
                "hours": clock_range(starts, ends, other),
                "zone": zone_word(starts, other),
                "city": city(other),
            }
        return Slot(
            one,
            day=long_day(starts.astimezone(zone).date()),
            hours=clock_range(starts, ends, zone),
            zone=", ".join(dict.fromkeys((zone_word(starts, zone), city(zone)))),
            elsewhere=elsewhere,
        )
    if isinstance(starts, date):
        return Slot(one, day=dated_day(starts), hours=gettext("All day"))
    return Slot(one, day=gettext("No time yet"))
