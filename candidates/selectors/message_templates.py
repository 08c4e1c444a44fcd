"""How companies word their mails: what is shipped, unless they have words of their own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from candidates.mail.wording import Message, Wording, shipped
from candidates.models import Candidate, Change, MessageTemplate, User

Book = Mapping[tuple[str, str], Wording]
SUBJECT = "messagetemplate"
SHOWN = 20
OFFERED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """One message in one language as it is sent now; `row` where it ever was changed."""

    message: Message
    language: str
    wording: Wording
    row: MessageTemplate | None = None

    @property
    def own(self) -> bool:
        return self.row is not None and self.row.own


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change of a wording. `wording` is what it was changed to; None is the shipped one."""

    pk: int
    who: User | None
    at: datetime
    wording: Wording | None


def books_of(companies: Collection[int]) -> dict[int, Book]:
    """The words of their own, by message and language; one statement."""
    books: dict[int, dict[tuple[str, str], Wording]] = {key: {} for key in companies}
    rows = MessageTemplate.objects.filter(company__in=companies).exclude(text="")
    for company, message, language, subject, text in rows.values_list(
        "company_id", "message", "language", "subject", "text"
    ):
        books[company][message, language] = Wording(subject, text)
    return dict(books)


def book_of(company_id: int) -> Book:
    return books_of([company_id])[company_id]


def all_current(company_id: int) -> list[tuple[Message, list[Current]]]:
    """Every message with every language the hub speaks; one statement."""
    rows = MessageTemplate.objects.filter(company=company_id).select_related("changed_by")
    known = {(row.message, row.language): row for row in rows}
    return [
        (
            message,
            [current_of(message, code, known.get((message, code))) for code in languages()],
        )
        for message in Message
    ]


def one_current(company_id: int, message: Message, language: str) -> Current:
    rows = MessageTemplate.objects.filter(company=company_id, message=message, language=language)
    return current_of(message, language, rows.select_related("changed_by").first())


def current_of(message: Message, language: str, row: MessageTemplate | None) -> Current:
    own = Wording(row.subject, row.text) if row is not None and row.own else None
    wording = own or shipped(message, language)
    return Current(message=message, language=language, wording=wording, row=row)


def edits_of(row: MessageTemplate | None) -> list[Edit]:
    """The newest first."""
    if row is None:
        return []
    changes = Change.objects.filter(
        company_id=row.company_id, subject=SUBJECT, subject_id=row.pk
    ).select_related("actor")
    edits = []
    told: dict[str, str] = {"subject": "", "text": ""}
    for change in changes.order_by("pk"):
        told |= {name: both[1] or "" for name, both in change.fields.items() if name in told}
        wording = Wording(told["subject"], told["text"]) if told["text"] else None
        edits.append(Edit(pk=change.pk, who=change.actor, at=change.at, wording=wording))
    return edits[: -SHOWN - 1 : -1]


def offered_candidates(company_id: int, chosen: Candidate | None) -> list[Candidate]:
    """Whom a preview may be about: who is chosen already, and the newest."""
    rows = Candidate.objects.filter(company=company_id, deleted_at=None)
    named = rows.exclude(name=None).exclude(name="").only("pk", "name", "email")
    newest = list(named.order_by("-pk")[:OFFERED])
    return [chosen, *newest] if chosen and chosen not in newest else newest


def candidate_of(company_id: int, pk: int) -> Candidate | None:
    rows = Candidate.objects.select_related("project", "company").defer("password")
    return rows.filter(company=company_id, pk=pk, deleted_at=None).first()


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
