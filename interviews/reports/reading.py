"""From the address of a page to what is asked for, and to what was found."""

from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from django.core.cache import cache
from django.http import QueryDict
from django.utils.translation import get_language

from candidates.models import Membership, Project
from candidates.permissions import ADMINS
from candidates.requests import MemberRequest
from candidates.selectors.teams import reached_projects
from interviews.models import Interview
from interviews.reports.asked import Account, Asked, narrowed
from interviews.reports.form import ReportForm
from interviews.reports.shapes import Found, Report
from interviews.selectors.choices import MOST_CHOICES

KEPT_FOR = 300


def accounts_of(member: Membership) -> dict[int, Account]:
    rows = member.company.accounts.order_by("name", "pk")
    return {
        pk: Account(pk=pk, name=name, vendor=vendor, silent_about=tuple(silent))
        for pk, name, vendor, silent in rows.values_list("pk", "name", "vendor", "silent_about")
    }


def projects_seen(member: Membership) -> tuple[list[tuple[int, str]], tuple[int, ...] | None]:
    """What the filter offers, and the keys of all that this person reaches; None where nothing is kept from them."""
    reached = reached_projects(member.company_id, member.role, member.user_id)
    rows = list(reached.order_by("name", "pk").values_list("pk", "name"))
    offered = [(pk, name or f"#{pk}") for pk, name in rows]
    if member.role in ADMINS:
        return offered, None
    every = Project.objects.filter(company=member.company_id).count()
    return offered, None if every == len(rows) else tuple(pk for pk, _name in rows)


def read(request: MemberRequest, given: QueryDict) -> tuple[ReportForm, list[str], Asked]:
    """The form, complaints about what was not understood, and what is asked for without it. Three statements."""
    accounts = accounts_of(request.membership)
    offered, seen = projects_seen(request.membership)
    zone = request.zones.main
    form = ReportForm(
        given,
        accounts=accounts.values(),
        projects=offered[:MOST_CHOICES],
        today=request.now.astimezone(zone).date(),
    )
    complaints = form.complaints()
    ok = form.cleaned_data
    first, last = form.days(ok)
    asked = Asked(
        company_id=request.company.pk,
        zone=zone,
        now=request.now,
        first=first,
        last=last,
        accounts=accounts,
        project_ids=tuple(ok["project"]) if ok.get("project") else None,
        seen=seen,
    )
    chosen = narrowed(asked, ok.get("account") or (), ok.get("vendor") or ())
    return form, complaints, replace(asked, account_ids=chosen)


def found_lately(report: Report, asked: Asked) -> tuple[Found, datetime]:
    """For the page of all reports: what was found within the last minutes, and when."""
    key = key_of(report, asked)
    kept: tuple[Found, datetime] | None = cache.get(key)
    if kept is None:
        kept = (replace(report.find(asked), chart=None, tables=()), asked.now)
        cache.set(key, kept, KEPT_FOR)
    return kept


def key_of(report: Report, asked: Asked) -> str:
    """Whoever sees the same, in the same language and zone, has the same figures."""
    parts = (
        report.name, asked.company_id, str(asked.zone), asked.first, asked.last, asked.account_ids,
        asked.project_ids, asked.seen, get_language(),
    )  # fmt: skip
    return f"report-{blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"


def anything_yet(asked: Asked) -> bool:
    """Whether the company has an interview at all."""
    return Interview.objects.filter(company=asked.company_id, deleted_at=None).exists()
