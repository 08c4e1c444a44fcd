"""Mails that tell people of a change of an interview, in the words of whoever made it. They wait in the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from candidates.mail.wording import LONGEST_SUBJECT, one_line
from candidates.models import Candidate, Company, Mail
from candidates.services.outbox import dressed, hold_of, waiting, write_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The same words to each of some addresses."""

    to: Sequence[str]
    subject: str
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`about` names the interview and `occasion` the change of it: each letter is written once for one occasion, and
    what still waits of an earlier one is outdated.
    """

    candidate: Candidate
    about: str
    occasion: str
    letters: Sequence[Letter]
    by_id: int | None


@transaction.atomic
def announce(notice: Notice, company: Company, *, now: datetime) -> None:
    """One mail to each address, so that nobody reads who else was written to."""
    outdate(notice, company, now)
    written = [(one, address) for one in notice.letters for address in dict.fromkeys(one.to)]
    write_once(
        mail_to(address, letter, number, notice, company, now)
        for number, (letter, address) in enumerate(written)
    )


def outdate(notice: Notice, company: Company, now: datetime) -> None:
    with translation.override(company.language):
        reason = gettext("The interview was changed again after it was written.")
    earlier = waiting().filter(
        candidate=notice.candidate, kind=Mail.Kind.NOTICE, key__startswith=f"notice {notice.about} "
    )
    earlier.exclude(key__startswith=key_of(notice)).update(
        state=Mail.State.DISCARDED, problem=reason, done_at=now, next_attempt_at=None
    )


def key_of(notice: Notice) -> str:
    return f"notice {notice.about} {notice.occasion} "


def mail_to(
    address: str, letter: Letter, number: int, notice: Notice, company: Company, now: datetime
) -> Mail:
    text = letter.text.replace("\r\n", "\n").strip()
    return Mail(
        company=company,
        candidate=notice.candidate,
        kind=Mail.Kind.NOTICE,
        key=f"{key_of(notice)}{number}",
        language=letter.language,
        recipient=address,
        subject=one_line(letter.subject)[:LONGEST_SUBJECT],
        text=text,
        html=dressed(text, company=company.name, language=letter.language),
        written_by_id=notice.by_id,
        created_at=now,
        next_attempt_at=now + hold_of(company),
    )
