"""The mail that invites a candidate: written when they are invited, anew when the deadline changes before it left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from candidates.ical import calendar_of
from candidates.mail import text
from candidates.mail.links import new_activation_key
from candidates.mail.text import Occasion
from candidates.mail.wording import Wording, filled, message_of, shipped
from candidates.models import Candidate, Company, Mail
from candidates.ports import Appointment, ports
from candidates.selectors.message_templates import Book, book_of
from candidates.services.outbox import dressed, hold_of, waiting, write_mails
from candidates.statuses import CandidateStatus
from candidates.times import zone_called, zone_or_utc

Kind = Mail.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What letters of a company are written with: its own words, and what is known of interviews."""

    company: Company
    book: Book
    appointments: Mapping[int, tuple[Appointment, ...]]
    now: datetime


def sheet_for(candidates: Sequence[Candidate], company: Company, *, now: datetime) -> Sheet:
    """A constant number of statements."""
    appointments = ports.diary.appointments(candidates)
    return Sheet(company=company, book=book_of(company.pk), appointments=appointments, now=now)


def invite(
    candidates: Sequence[Candidate], company: Company, *, now: datetime, by_id: int | None
) -> None:
    """Part of the move, in its transaction."""
    if not candidates:
        return
    for candidate in candidates:
        if not candidate.activation_key:
            candidate.activation_key = new_activation_key()
            candidate.save(update_fields=["activation_key"])
    sheet = sheet_for(candidates, company, now=now)
    mails = []
    for candidate in candidates:
        mail = letter_to(candidate, Kind.INVITATION, sheet)
        mail.key, mail.written_by_id = f"invitation {candidate.version}", by_id
        mails.append(mail)
    write_mails(mails)


def follow_deadline(
    candidates: Sequence[Candidate], company: Company, *, now: datetime, by_id: int | None
) -> None:
    """What still waits in the outbox speaks of a deadline that is no more: an invitation is written anew."""
    outdated = waiting().select_for_update().filter(candidate__in=candidates)
    invited = {mail.candidate_id for mail in outdated if mail.kind == Kind.INVITATION}
    with translation.override(company.language):
        reason = gettext("The deadline was changed after it was written.")
    outdated.update(state=Mail.State.DISCARDED, problem=reason, done_at=now, next_attempt_at=None)
    invite([one for one in candidates if one.pk in invited], company, now=now, by_id=by_id)


def letter_to(candidate: Candidate, kind: Mail.Kind, sheet: Sheet) -> Mail:
    """Not stored, and without a key yet. A reminder that is due at this moment is needless beside it."""
    assert candidate.deadline is not None, "whoever is invited has a deadline"
    company, now = sheet.company, sheet.now
    language = language_of(candidate, company)
    appointments = sheet.appointments.get(candidate.pk, ())
    message = message_of(kind, confirmed=candidate.status == CandidateStatus.CONFIRMED)
    assert message is not None, "only what is worded is written here"
    own = sheet.book.get((message, language))
    letter = written(candidate, own or shipped(message, language), language, sheet)
    return Mail(
        company=company,
        candidate=candidate,
        kind=kind,
        language=language,
        recipient=candidate.email or "",
        subject=letter.subject,
        text=letter.text,
        html=dressed(letter.text, company=company.name, language=language),
        calendar=calendar_of(appointments, company.name, now=now)
        if kind == Kind.INVITATION
        else "",
        status=candidate.status or "",
        deadline=candidate.deadline,
        days_before=text.days_left(
            text.days_said(company.remind_days),
            candidate.deadline,
            zone_or_utc(company.time_zone),
            now=now,
        ),
        created_at=now,
        next_attempt_at=now + hold_of(company),
    )


def written(candidate: Candidate, wording: Wording, language: str, sheet: Sheet) -> Wording:
    """The wording filled with what is known of a candidate who has a deadline."""
    about = occasion_of(candidate, sheet.company, sheet.appointments.get(candidate.pk, ()))
    with translation.override(language):
        return filled(wording, text.values_of(about))


def occasion_of(
    candidate: Candidate, company: Company, appointments: tuple[Appointment, ...]
) -> Occasion:
    assert candidate.deadline is not None
    project = candidate.project
    own = zone_called(candidate.time_zone or "")
    zones = dict.fromkeys(filter(None, (own, zone_or_utc(company.time_zone))))
    return Occasion(
        company=company.name,
        project=(project.name if project else None) or "",
        name=candidate.name or "",
        first_name=candidate.first_name or "",
        deadline=candidate.deadline,
        zones=tuple(zones),
        appointments=appointments,
    )


def language_of(candidate: Candidate, company: Company) -> str:
    """The candidate's, else the project's, else the company's: the first that the hub speaks."""
    spoken = dict(settings.LANGUAGES)
    project = candidate.project
    for wish in (candidate.language, project.language if project else "", company.language):
        language = (wish or "").replace("_", "-").partition("-")[0].lower()
        if language in spoken:
            return language
    return str(settings.LANGUAGE_CODE)
