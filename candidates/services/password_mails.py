"""Letters that are about a password: to colleagues, and to candidates who have forgotten theirs."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation

from candidates.mail.wording import Message, Wording, filled, one_line, shipped
from candidates.models import Candidate, Company, Mail, User
from candidates.selectors.message_templates import book_of
from candidates.services.invitations import language_of
from candidates.services.outbox import dressed
from candidates.statuses import Role

KINDS = {
    Message.WELCOME: Mail.Kind.WELCOME,
    Message.ACCESS: Mail.Kind.ACCESS,
    Message.PASSWORD: Mail.Kind.PASSWORD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Who gets a letter, as what, and who asked for it if it was somebody else."""

    user: User
    company: Company
    role: str
    sender: User | None = None


def letter_to_colleague(message: Message, about: Colleague, *, now: datetime) -> Mail:
    """Not stored; it leaves at once."""
    user, company = about.user, about.company
    spoken = dict(settings.LANGUAGES)
    wishes = (user.language, company.language, settings.LANGUAGE_CODE)
    language = next(one for one in wishes if one in spoken)
    wording = worded(company, message, language)
    mail = unsent(message, company, language, now)
    mail.user, mail.written_by, mail.recipient = user, about.sender, user.email
    return said(mail, filled_for_colleague(wording, message, language, about))


def letter_to_guest(candidate: Candidate, *, now: datetime) -> Mail:
    """For another password. Not stored; it leaves at once."""
    language = language_of(candidate, candidate.company)
    wording = worded(candidate.company, Message.PASSWORD, language)
    mail = unsent(Message.PASSWORD, candidate.company, language, now)
    mail.candidate, mail.recipient = candidate, candidate.email or ""
    return said(mail, filled_for_guest(wording, language, candidate))


def filled_for_colleague(
    wording: Wording, message: Message, language: str, about: Colleague
) -> Wording:
    with translation.override(language):
        values = {
            "name": one_line(about.user.get_full_name()),
            "first_name": one_line(about.user.first_name),
            "company": one_line(about.company.name),
            "sender": one_line(about.sender.get_full_name()) if about.sender else "",
            "role": str(Role(about.role).label),
            "login": about.user.get_username(),
            "link": message.link,
        }
        return filled(wording, values)


def filled_for_guest(wording: Wording, language: str, candidate: Candidate) -> Wording:
    with translation.override(language):
        values = {
            "name": one_line(candidate.name or ""),
            "first_name": one_line(candidate.first_name or ""),
            "company": one_line(candidate.company.name),
            "link": Message.PASSWORD.link,
        }
        return filled(wording, values)


def worded(company: Company, message: Message, language: str) -> Wording:
    return book_of(company.pk).get((message, language)) or shipped(message, language)


def unsent(message: Message, company: Company, language: str, now: datetime) -> Mail:
    key = f"{message} {now:%Y-%m-%dT%H:%M:%S.%f}"
    return Mail(
        company=company,
        kind=KINDS[message],
        key=key,
        language=language,
        created_at=now,
        next_attempt_at=now,
    )


def said(mail: Mail, letter: Wording) -> Mail:
    mail.subject, mail.text = letter.subject, letter.text
    mail.html = dressed(letter.text, company=mail.company.name, language=mail.language)
    return mail
