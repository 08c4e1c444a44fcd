"""Every page of the hub with an address that leads to records of one company."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from candidates.models import (
    AccessToken,
    ApiKey,
    Batch,
    BulkAction,
    Candidate,
    Comment,
    Company,
    Distinct,
    Mail,
    Membership,
    Project,
    ProjectRole,
    Share,
)
from connectors.models import (
    IntegratedAccount,
    Issue,
    OutboundDelivery,
    SyncRun,
    WebhookEndpoint,
    WriteBack,
)
from interviews.models import (
    Absence,
    AtsUser,
    Conflict,
    Feed,
    Interview,
    KeptApart,
    SavedView,
)

PART = re.compile(r"<(?:(\w+):)?(\w+)>")
WORDS = {
    "verdict": "same",
    "oneness": "join",
    "move": "advance",
    "hold": "pin",
    "document": "cv",
}
NAMES = {
    "reports/": {"name": "volume", "table": "weeks"},
    "outbox/": {"name": "send"},
    "candidates/<int:pk>/files/": {"name": "photo"},
    "queue/": {"code": "owner.none"},
    "settings/templates/": {"message": "reminder", "language": "en"},
    "connections/new/": {"vendor": "greenhouse"},
}


def pages(patterns: Any = None, before: str = "") -> Iterator[str]:
    """Routes of plain views: neither of the API nor of the admin site."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(one.pattern)
        if route.startswith(("admin/", "^")):
            continue
        if isinstance(one, URLResolver):
            yield from pages(one.url_patterns, route)
        elif isinstance(one, URLPattern) and not hasattr(one.callback, "cls"):
            yield route


def first(model: Any, **facts: Any) -> Any:
    return model.objects.filter(**facts).order_by("pk").first()


def keys_of(company: Company) -> dict[str, dict[str, Any]]:
    """The parts of addresses by the beginning of the route; the longest that fits holds."""
    candidate = first(Candidate, company=company)
    absence = first(Absence, identity__company=company)
    user = first(AtsUser, company=company)
    apart = first(KeptApart, company=company)
    twin = first(Candidate, company=company, name__endswith="twin")
    account = first(IntegratedAccount, company=company)
    mine = {"company": company}
    return {
        "": {"uuid": account.uuid, "run_id": first(SyncRun, account=account).pk},
        "interviews/": {"pk": first(Interview, **mine).pk, "key": "x"},
        "candidates/": {
            "pk": candidate.pk,
            "comment": first(Comment, candidate=candidate).pk,
            "shared": first(Share, candidate=candidate).pk,
        },
        "candidates/import/": {"pk": first(Batch, **mine).pk},
        "candidates/duplicates/": {"first": candidate.pk, "second": twin.pk},
        "candidates/duplicates/<int:pk>": {"pk": first(Distinct, **mine).pk},
        "interviewers/": {"pk": absence.identity_id, "absence": absence.pk},
        "interviewers/<int:pk>/users/": {"pk": user.identity_id, "user": user.pk},
        "interviewers/<int:pk>/<oneness": {"pk": apart.first_id, "other": apart.second_id},
        "conflicts/": {"pk": first(Conflict, **mine).pk},
        "views/": {"pk": first(SavedView, **mine).pk},
        "projects/": {
            "pk": first(Project, **mine).pk,
            "role": first(ProjectRole, project__company=company).pk,
        },
        "people/": {"pk": Membership.objects.filter(**mine).latest("pk").pk},
        "outbox/": {"pk": first(Mail, **mine).pk},
        "many/": {"pk": first(BulkAction, **mine).pk},
        "settings/feeds/": {"pk": first(Feed, **mine).pk},
        "settings/access/": {"pk": first(AccessToken, **mine).pk},
        "connections/keys/": {"pk": first(ApiKey, **mine).pk},
        "connections/webhooks/": {"pk": first(WebhookEndpoint, **mine).pk},
        "connections/webhooks/log/": {"pk": first(OutboundDelivery, endpoint__company=company).pk},
        "connections/issues/": {"pk": first(Issue, **mine).pk},
        "wishes/": {"pk": first(WriteBack, account=account).pk},
        "api/v3/": {
            "company": company.pk,
            "project": candidate.project_id,
            "pk": candidate.pk,
            "secret": "1-x",
        },
    }


def address_of(route: str, keys: dict[str, dict[str, Any]], **other: Any) -> str:
    parts: dict[str, Any] = {}
    for known in (keys, NAMES):
        for begin in sorted(known, key=len):
            if route.startswith(begin):
                parts |= known[begin]
    parts |= other

    def filled(found: re.Match[str]) -> str:
        kind, name = found[1] or "str", found[2]
        return str(WORDS.get(kind) or parts.get(name, "x"))

    return "/" + PART.sub(filled, route)


def names_records(route: str) -> bool:
    """Whether a number or a UUID in the address says which record of a company is meant."""
    return "<int:" in route or "<uuid:" in route
