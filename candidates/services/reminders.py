"""Remind candidates of what they are invited to: by hand, and so many days before the deadline."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, SmallIntegerField, Value, When
from django.utils.translation import gettext

from candidates.mail.text import days_said, latest_deadline
from candidates.models import Candidate, Company, Mail
from candidates.ports import ports
from candidates.selectors.cases import case_of
from candidates.selectors.message_templates import books_of
from candidates.services.invitations import Kind, Sheet, letter_to, sheet_for
from candidates.services.outbox import write_mails, write_once
from candidates.services.workflow import Asking, held
from candidates.times import zone_or_utc
from candidates.transitions import OPEN, TransitionRefused, find_move

AGAIN_AFTER = timedelta(minutes=30)
AT_ONCE = 200


def remind(candidate_id: int, asking: Asking) -> Candidate:
    """At most one every `AGAIN_AFTER`. Raises as `workflow.move` does."""
    with transaction.atomic():
        candidate: Candidate = held(candidate_id, asking).row
        find_move("remind", case_of(candidate, asking.now, asking.company), asking.by)
        if reminded_lately([candidate], asking):
            raise TransitionRefused(too_soon())
        write_by_hand([candidate], asking)
    return candidate


def reminded_lately(candidates: Iterable[Candidate], asking: Asking) -> set[int]:
    """Their keys; one statement."""
    written = Mail.objects.filter(
        candidate__in=list(candidates),
        kind=Kind.REMINDER,
        created_at__gt=asking.now - AGAIN_AFTER,
    )
    return set(written.exclude(state=Mail.State.DISCARDED).values_list("candidate_id", flat=True))


def too_soon() -> str:
    minutes = AGAIN_AFTER.total_seconds() // 60
    return gettext("A reminder was written within the last %d minutes.") % minutes


def write_by_hand(candidates: Iterable[Candidate], asking: Asking) -> None:
    """Of candidates who are held, and may be reminded."""
    reminded = list(candidates)
    sheet = sheet_for(reminded, asking.company, now=asking.now)
    mails = []
    for candidate in reminded:
        mail = letter_to(candidate, Kind.REMINDER, sheet)
        mail.key = f"reminder by hand {asking.now:%Y-%m-%dT%H:%M:%S.%f}"
        mail.written_by_id = asking.actor_id
        mails.append(mail)
    write_mails(mails)


def write_due(now: datetime) -> int:
    """The reminders whose day has come, a batch of them in a constant number of statements. Returns how many.

    One that nobody could send in time is not made up for by the next: only the last that is due is written.
    """
    companies = {one.pk: one for one in Company.objects.all() if days_said(one.remind_days)}
    if not companies:
        return 0
    with transaction.atomic():
        due = list(due_candidates(list(companies.values()), now)[:AT_ONCE])
        sheets = sheets_for(due, companies, now)
        write_once(reminder_of(one, sheets[one.company_id]) for one in due)
    return len(due)


def due_now(company: Company, now: datetime) -> int:
    """How many of the company's candidates the next sweep reminds."""
    return due_candidates([company], now).count() if days_said(company.remind_days) else 0


def due_candidates(companies: list[Company], now: datetime) -> QuerySet[Candidate]:
    """Who has an open invitation, and no mail yet of the reminder that is due: `due_days`."""
    windows = [
        When(
            company=company,
            deadline__lte=latest_deadline(days, zone_or_utc(company.time_zone), now=now),
            then=Value(days),
        )
        for company in companies
        for days in days_said(company.remind_days)
    ]
    told = Mail.objects.filter(
        candidate=OuterRef("pk"), deadline=OuterRef("deadline"), days_before=OuterRef("due_days")
    )
    open_ones = Candidate.objects.filter(
        company__in=companies,
        account=None,
        deleted_at=None,
        status__in=OPEN,
        deadline__gt=now,
    ).exclude(Q(email=None) | Q(email=""))
    return (  # type: ignore[no-any-return]
        open_ones.alias(due_days=Case(*windows, default=None, output_field=SmallIntegerField()))
        .filter(~Exists(told), due_days__isnull=False)
        .select_related("project")
        .order_by("deadline", "pk")
    )


def sheets_for(
    due: list[Candidate], companies: Mapping[int, Company], now: datetime
) -> dict[int, Sheet]:
    """One for each company, in a constant number of statements."""
    appointments = ports.diary.appointments(due)
    books = books_of({one.company_id for one in due})
    return {
        key: Sheet(company=companies[key], book=book, appointments=appointments, now=now)
        for key, book in books.items()
    }


def reminder_of(candidate: Candidate, sheet: Sheet) -> Mail:
    """The key holds the deadline: another deadline is another reminder."""
    mail = letter_to(candidate, Kind.REMINDER, sheet)
    assert mail.deadline is not None
    mail.key = (
        f"reminder {mail.days_before} before {mail.deadline.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"
    )
    return mail
