"""Word the hub's mails: in words of the company's own, back to the shipped ones, tried on oneself."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from candidates.mail.wording import LONGEST_SUBJECT, Message, Wording, checked, shipped
from candidates.models import Candidate, Change, Mail, MessageTemplate
from candidates.ports import Appointment
from candidates.selectors.cases import case_of
from candidates.services.changes import Origin, note_beside
from candidates.services.invitations import sheet_for, written
from candidates.services.outbox import Desk, MailRefused, dressed, write_mails
from candidates.services.password_mails import Colleague, filled_for_colleague, filled_for_guest

NOTHING = Wording("", "")
FIELDS = ("subject", "text")
USUAL = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Place:
    """Which wording is meant."""

    message: Message
    language: str


@dataclass(frozen=True, slots=True)
class Example:
    """Whom a letter is tried on, and an interview that it tells of; somebody invented where nobody is named."""

    candidate: Candidate | None = None
    appointment: Appointment | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A wording as a candidate would read it, in text and in HTML."""

    subject: str
    text: str
    html: str


@transaction.atomic
def word(place: Place, wording: Wording, desk: Desk) -> bool:
    """From the next mail on. Whether anything is changed by it. Raises WordingRefused."""
    tidy = checked(wording, place.message)
    return keep(place, NOTHING if tidy == shipped(place.message, place.language) else tidy, desk)


@transaction.atomic
def restore(place: Place, desk: Desk) -> bool:
    """The shipped wording holds again. Whether it did not already."""
    return keep(place, NOTHING, desk)


def keep(place: Place, wording: Wording, desk: Desk) -> bool:
    rows = MessageTemplate.objects.select_for_update()
    row, made = rows.get_or_create(
        company=desk.company,
        message=place.message,
        language=place.language,
        defaults={"changed_at": desk.now},
    )
    told = {
        name: [getattr(row, name), getattr(wording, name)]
        for name in FIELDS
        if getattr(row, name) != getattr(wording, name)
    }
    row.subject, row.text = wording.subject, wording.text
    row.changed_by, row.changed_at = desk.user, desk.now
    if told:
        row.save()
        kind = Change.Kind.ADDED if made else Change.Kind.UPDATED
        note_beside(row, kind, told, origin_of(desk))
    elif made:
        row.delete()
    return bool(told)


def origin_of(desk: Desk) -> Origin:
    source = Change.Source.PAGE
    return Origin(company_id=desk.company.pk, source=source, at=desk.now, actor_id=desk.user.pk)


def preview(place: Place, wording: Wording, example: Example, desk: Desk) -> Preview:
    """As the example would get it now, or as somebody invented would; what is for colleagues, as whoever asks
    would. Raises WordingRefused.
    """
    tidy = checked(wording, place.message)
    if place.message.to_colleague:
        about = Colleague(user=desk.user, company=desk.company, role=desk.role, sender=desk.user)
        letter = filled_for_colleague(tidy, place.message, place.language, about)
    else:
        letter = for_candidate(place, tidy, example, desk)
    html = dressed(letter.text, company=desk.company.name, language=place.language)
    return Preview(letter.subject, letter.text, html)


def for_candidate(place: Place, wording: Wording, example: Example, desk: Desk) -> Wording:
    candidate, appointment = example.candidate, example.appointment
    meant = candidate or invented(desk, place.language)
    if place.message == Message.PASSWORD:
        return filled_for_guest(wording, place.language, meant)
    meant.deadline = (
        meant.deadline or case_of(meant, desk.now, desk.company).deadline or desk.now + USUAL
    )
    sheet = sheet_for([meant] if candidate else [], desk.company, now=desk.now)
    known = sheet.appointments.get(meant.pk, ())
    if appointment and appointment.key not in {one.key for one in known}:
        sheet = replace(sheet, appointments={meant.pk: (*known, appointment)})
    return written(meant, wording, place.language, sheet)


def invented(desk: Desk, language: str) -> Candidate:
    """Not stored; with a name as the language has them."""
    with translation.override(language):
        name = gettext("Robin Example")
    return Candidate(
        company=desk.company, name=name, first_name=name.split()[0], status="new", email="robin@"
    )


@transaction.atomic
def send_test(place: Place, wording: Wording, example: Example, desk: Desk) -> Mail:
    """To whoever asks, by the way of all mails but without waiting. Raises WordingRefused and MailRefused."""
    if not desk.user.email:
        raise MailRefused(gettext("You have no e-mail address: ask an administrator to add it."))
    shown = preview(place, wording, example, desk)
    with translation.override(place.language):
        subject = gettext("Test: %s") % shown.subject
    mail = Mail(
        company=desk.company,
        candidate=example.candidate,
        user=desk.user,
        kind=Mail.Kind.TEST,
        key=f"test {desk.now:%Y-%m-%dT%H:%M:%S.%f}",
        language=place.language,
        recipient=desk.user.email,
        subject=subject[:LONGEST_SUBJECT],
        text=shown.text,
        html=shown.html,
        written_by=desk.user,
        created_at=desk.now,
        next_attempt_at=desk.now,
    )
    write_mails([mail], at_once=True)
    return mail
