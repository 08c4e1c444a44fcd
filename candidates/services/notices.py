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
class Notice:
    """`about` names the interview and `occasion` the change of it: each address is written to once for one occasion,
    and what still waits of an earlier one is outdated.
    """

    candidate: Candidate
    about: str
    occasion: str
    addresses: Sequence[str]
    subject: str
    text: str
    language: str
    by_id: int | None


@transaction.atomic
def announce(notice: Notice, company: Company, *, now: datetime) -> None:
    """One mail to each address, so that nobody reads who else was written to."""
    outdate(notice, company, now)
    write_once(
        mail_to(address, notice, company, now) for address in dict.fromkeys(notice.addresses)
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


def mail_to(address: str, notice: Notice, company: Company, now: datetime) -> Mail:
    text = notice.text.replace("\r\n", "\n").strip()
    return Mail(
        company=company,
        candidate=notice.candidate,
        kind=Mail.Kind.NOTICE,
        key=f"{key_of(notice)}{list(dict.fromkeys(notice.addresses)).index(address)}",
        language=notice.language,
        recipient=address,
        subject=one_line(notice.subject)[:LONGEST_SUBJECT],
        text=text,
        html=dressed(text, company=company.name, language=notice.language),
        written_by_id=notice.by_id,
        created_at=now,
        next_attempt_at=now + hold_of(company),
    )
