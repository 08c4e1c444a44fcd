"""Company, projects and people as the vendor sheet of viasto prints them (sections 5 and 6)."""

from collections.abc import Mapping
from typing import Any

from candidates.api.addresses import Addresses
from candidates.api.render import instant, language_of
from candidates.models import Company, Membership, Project, ProjectRole

ACCOUNT_TYPES = {"account-owner": "owner", "account-admin": "admin"}


def company(to: Addresses, row: Company) -> dict[str, Any]:
    here = to.company(row.pk)
    return {
        "resource_uri": here,
        "name": row.name,
        "identifier": row.slug,
        "timezone": row.time_zone,
        "language": row.language,
        "default_interview_period": row.interview_period,
        "projects": f"{here}projects/",
        "customers": f"{here}customers/",
        "features": ["Share Candidates"],
    }


def project(
    to: Addresses, row: Project, company: Company, roles: list[ProjectRole]
) -> dict[str, Any]:
    here = to.of_project(row)

    def holders(part: str) -> list[str]:
        return [to.customer(row.company_id, one.user_id) for one in roles if getattr(one, part)]

    return {
        "resource_uri": here,
        "company": to.company(row.company_id),
        "name": row.name,
        "status": row.status,
        "internal_id": row.remote_id,
        "language": language_of(row, company),
        "support_lang": language_of(row, company),
        "default_interview_period": company.interview_period
        if row.interview_period is None
        else row.interview_period,
        "creationdate": instant(row.vendor_created_at or row.created_at),
        "veto_enabled": True,
        "interview_managers": holders("interview_manager"),
        "evaluators": holders("evaluator"),
        "reviewers": holders("reviewer"),
        "candidates": f"{here}candidates/",
        "roles": f"{here}roles/",
    }


def role(to: Addresses, row: ProjectRole, project: Project) -> dict[str, Any]:
    return {
        "resource_uri": f"{to.of_project(project)}roles/{row.pk}/",
        "customer": to.customer(project.company_id, row.user_id),
        "interview_manager": row.interview_manager,
        "evaluator": row.evaluator,
        "reviewer": row.reviewer,
    }


def customer(
    to: Addresses, membership: Membership, company: Company, *, personal: bool
) -> dict[str, Any]:
    row = membership.user
    return {
        "resource_uri": to.customer(company.pk, row.pk),
        "company": to.company(company.pk),
        "account_type": ACCOUNT_TYPES.get(membership.role, membership.role),
        "username": row.username,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "email": row.email if personal else None,
        "preferred_language": row.language or company.language,
    }


def page(total: int, links: Mapping[str, str | None], objects: list[dict[str, Any]]) -> Any:
    return {
        "meta": {
            "total_count": total,
            "previous": links["previous"],
            "next": links["next"],
        },
        "objects": objects,
    }
