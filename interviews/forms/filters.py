"""What may stand in the address of the pages. A value that makes no sense is said, not ignored."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.models import Company, User
from interviews.coordination import Colleagues
from interviews.lists.tables import INTERVIEWS
from interviews.selectors import choices
from interviews.selectors.coordinators import MINE, UNASSIGNED, ArrangedBy, colleagues_of
from interviews.selectors.listing import SORTS, Bound, InterviewQuery
from interviews.statuses import InterviewStatus

PAGE_SIZE = 50
SIZES = [(size, str(size)) for size in (25, PAGE_SIZE, 100, 200)]
WITHIN_REACH = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2200, 1, 1))]
LARGEST_KEY = 2**63 - 1
UNKNOWN = "unknown"
STATUSES = [*InterviewStatus.choices, (UNKNOWN, _("Not mapped"))]
NEEDS = [
    ("declined", _("somebody declined")),
    ("no_answer", _("somebody has not answered")),
    ("no_place", _("no place and no link")),
    ("no_time", _("a time is still to be given")),
]
SPANS = [
    ("", _("At any time")),
    ("from_today", _("From today on")),
    ("today", _("Today")),
    ("tomorrow", _("Tomorrow")),
    ("next_48_h", _("In the next 48 hours")),
    ("this_week", _("This week, Monday to Sunday")),
    ("next_week", _("Next week, Monday to Sunday")),
]
WHOSE = [(MINE, _("Mine")), (UNASSIGNED, _("Unassigned"))]
BESIDE = ("cursor", "saved")  # in the address of a list, but no filter
ORDERS = [
    ("start_at", _("Start, earliest first")),
    ("-start_at", _("Start, latest first")),
    ("-updated_at", _("Changed at the vendor, newest first")),
    ("updated_at", _("Changed at the vendor, oldest first")),
]


def rows_on_a_page() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Rows on a page"), required=False, coerce=int, choices=SIZES, empty_value=None
    )


class DayForm(forms.Form):
    date = forms.DateField(required=False, validators=WITHIN_REACH)


class AddressForm(forms.Form):
    """Filters in the address of a page: what is not understood is left out, and said."""

    def complaints(self) -> list[str]:
        """One sentence for each value that was not understood, and for each name nobody knows."""
        said = []
        assert isinstance(self.data, QueryDict)
        self.is_valid()
        for name, errors in self.errors.items():
            field = self.fields[name]
            given = ", ".join(self.data.getlist(name))
            why = valid_values(field) or " ".join(map(str, errors))
            said.append(
                gettext("%(label)s is “%(given)s”, which was left out: %(why)s")
                % {"label": field.label, "given": given, "why": why}
            )
        strange = [name for name in self.data if name not in self.fields and name not in BESIDE]
        said += [gettext("There is no filter called “%s”.") % name for name in strange]
        return said


class FilterForm(AddressForm):
    """The filters of the list; `account` holds ids of the company's accounts, `job` and `person` too."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200, strip=True)
    date_from = forms.DateField(label=_("From"), required=False, validators=WITHIN_REACH)
    date_to = forms.DateField(label=_("To"), required=False, validators=WITHIN_REACH)
    when = forms.ChoiceField(label=_("When"), required=False, choices=SPANS)
    status = forms.MultipleChoiceField(label=_("Status"), required=False, choices=STATUSES)
    account = forms.TypedMultipleChoiceField(label=_("Connection"), required=False, coerce=int)
    job = forms.IntegerField(label=_("Job"), required=False, min_value=1, max_value=LARGEST_KEY)
    person = forms.IntegerField(
        label=_("Interviewer"), required=False, min_value=1, max_value=LARGEST_KEY
    )
    who = forms.ChoiceField(label=_("Coordinator"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)
    needs = forms.MultipleChoiceField(label=_("Only where"), required=False, choices=NEEDS)
    deleted = forms.BooleanField(label=_("Deleted ones too"), required=False)
    undated = forms.BooleanField(label=_("Ones without a time too"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)
    size = rows_on_a_page()
    cols = forms.MultipleChoiceField(label=_("Columns"), required=False, choices=INTERVIEWS.columns)

    def __init__(self, data: QueryDict, company: Company) -> None:
        super().__init__(data)
        self.company = company
        accounts, who = self.fields["account"], self.fields["who"]
        assert isinstance(accounts, forms.TypedMultipleChoiceField)
        assert isinstance(who, forms.ChoiceField)
        accounts.choices = choices.accounts(company)
        who.choices = self.offered_as_coordinators
        for name in ("q", "when", "job", "person", "who", "sort"):
            self.fields[name].widget.attrs["class"] = "input"
        for name in ("date_from", "date_to"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date", "class": "input"})

    @cached_property
    def colleagues(self) -> Colleagues:
        return colleagues_of(self.company.pk)

    def offered_as_coordinators(self) -> list[tuple[str, Any]]:
        """Only asked for where somebody chooses one, or has."""
        names = self.colleagues.names.items()
        return [("", _("Everyone")), *WHOSE, *((str(pk), name) for pk, name in names)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("date_from"), cleaned.get("date_to")
        if first and last and last < first:
            self.add_error("date_to", gettext("The last day is before the first."))
        return cleaned

    @property
    def narrowed(self) -> bool:
        """Whether one of the filters that are folded away is on."""
        folded = (
            "when", "status", "account", "job", "person", "who", "mine", "needs", "deleted", "undated"
        )  # fmt: skip
        return any(self.cleaned_data.get(name) for name in folded)


def valid_values(field: forms.Field) -> str:
    """Of a field that offers choices, the words that may stand in the address."""
    if not isinstance(field, forms.ChoiceField):
        return ""
    words = [str(value) for value, _label in field.choices if value]  # type: ignore[misc,union-attr]
    return gettext("Valid are %s.") % (", ".join(words) or gettext("none"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for, and what of it was not understood."""

    query: InterviewQuery
    complaints: list[str] = field(default_factory=list)


def wanted(
    form: FilterForm, *, company_id: int, zone: tzinfo, now: datetime, reader: User, cursor: str
) -> Wanted:
    """What was understood counts; the rest is complained about. What is the reader's is “mine”."""
    form.is_valid()
    ok = form.cleaned_data
    needs = ok.get("needs") or []
    query = InterviewQuery(
        company_id=company_id,
        account_ids=tuple(ok["account"]) if ok.get("account") else None,
        statuses=tuple(None if word == UNKNOWN else word for word in ok.get("status") or ()),
        job_ids=(ok["job"],) if ok.get("job") else (),
        interviewer_identity_ids=(ok["person"],) if ok.get("person") else (),
        begins_at=(
            *span(ok.get("date_from"), ok.get("date_to"), zone),
            *span_called(ok.get("when") or "", zone, now),
        ),
        with_email=reader.email if ok.get("mine") else None,
        arranged_by=arranged_by(form, reader),
        q=ok.get("q") or "",
        only_declined="declined" in needs,
        no_answer="no_answer" in needs,
        missing_place="no_place" in needs,
        waiting_for_time="no_time" in needs,
        include_deleted=bool(ok.get("deleted")),
        include_undated=bool(ok.get("undated")),
        sort=ok.get("sort") or "start_at",
        limit=ok.get("size") or PAGE_SIZE,
        cursor=cursor,
    )
    assert query.sort.removeprefix("-") in SORTS
    return Wanted(query, form.complaints())


def arranged_by(form: FilterForm, reader: User) -> ArrangedBy | None:
    who = form.cleaned_data.get("who")
    if not who:
        return None
    user = None if who == UNASSIGNED else reader.pk if who == MINE else int(who)
    return ArrangedBy.of(form.company.pk, user, form.colleagues)


def span(first: date | None, last: date | None, zone: tzinfo) -> tuple[Bound, ...]:
    """From the first moment of the first day to the last of the last, in the reader's zone."""
    bounds: list[Bound] = []
    if first:
        bounds.append(("gte", datetime.combine(first, time.min, zone).astimezone(UTC)))
    if last:
        end = datetime.combine(last + timedelta(days=1), time.min, zone)
        bounds.append(("lt", end.astimezone(UTC)))
    return tuple(bounds)


def span_called(name: str, zone: tzinfo, now: datetime) -> tuple[Bound, ...]:
    """What a word like “this week” means at this moment for this reader."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    week = timedelta(days=6)
    if name == "next_48_h":  # from the hour that began, so that pages of one search fit together
        hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        return (("gte", hour), ("lt", hour + timedelta(hours=49)))
    days: dict[str, tuple[date | None, date | None]] = {
        "from_today": (today, None),
        "today": (today, today),
        "tomorrow": (today + timedelta(days=1), today + timedelta(days=1)),
        "this_week": (monday, monday + week),
        "next_week": (monday + timedelta(days=7), monday + timedelta(days=7) + week),
    }
    return span(*days.get(name, (None, None)), zone)
