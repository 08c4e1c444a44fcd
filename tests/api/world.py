"""One record of each kind in one company, and who may do everything with them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from candidates.imports.objects import sheet_of_objects
from candidates.models import Candidate, Company, Evaluation, Project, ProjectRole
from candidates.services.access import create_api_key
from candidates.services.batches import Opening, open_batch
from candidates.services.candidates import create_candidates
from candidates.services.changes import Origin
from candidates.services.projects import create_project, share
from candidates.services.tokens import issue_token
from candidates.statuses import Role, Scope
from connectors.models import WriteBack
from connectors.services.issues import Finding, raise_issues
from interviews.models import Conflict
from interviews.services.bookings import catch_up
from tests import make
from tests.conftest import PASSWORD, member

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOWHERE = "http://127.0.0.1:9"
"""Nobody answers there, and nobody is asked: private addresses are refused."""
FAR = datetime(2090, 1, 1, tzinfo=UTC)
Ids = dict[str, Any]


@dataclass(frozen=True)
class World:
    """`ids` are those of the address, by the names that the schema gives them; `heads` is who calls, by door."""

    ids: dict[str, Ids]
    heads: dict[str, str]

    def head(self, path: str) -> str:
        return next(head for door, head in self.heads.items() if path.startswith(door))

    def ids_of(self, path: str) -> Ids:
        """The longest that fits: `/api/v1/issues/{id}` and `/api/v1/interviews/{id}` are two ids."""
        fitting = [known for known in self.ids if path.startswith(known)]
        return {
            name: one for known in sorted(fitting, key=len) for name, one in self.ids[known].items()
        }


@transaction.atomic
def build() -> World:
    company = make.company()
    owner = member("owner", company, Role.ACCOUNT_OWNER)
    account = make.account(company, base_url=NOWHERE)
    interview = make.interview(account, NOW + timedelta(days=1))
    make.interview(account, NOW + timedelta(days=1), candidate="Jonas Weber")
    catch_up(company.pk, now=NOW)
    conflict = Conflict.objects.get(company=company)
    make.tell(account, "application", "a1", NOW, candidate_remote_id="Annika Schröder")
    make.tell(account, "stage", "s1", NOW, name="On site")
    project, ids = of_project(company, owner)
    key, narrow = (
        create_api_key(
            company=company,
            name=f"{len(accounts)}",
            scopes=tuple(Scope),
            accounts=accounts,
            now=timezone.now(),
        )[1]
        for accounts in ((), (account,))
    )
    _, token = issue_token(company=company, user=owner, now=timezone.now())
    run = make.run(account, counts={"interviews": {"read": 3}})
    raise_issues(account, [finding()], NOW)
    issue = account.issues.latest("pk")
    write = WriteBack.objects.create(
        account=account, interview=interview, action="cancel", key="1", source="api", asked_at=NOW
    )
    invited = Candidate.objects.get(project=project)
    return World(
        ids={
            "/api/v1/accounts/": {"uuid": str(account.uuid)},
            "/api/v1/candidates/": {"id": invited.pk},
            "/api/v1/conflicts/": {"id": conflict.pk},
            "/api/v1/interviewers/": {"id": conflict.identity_id},
            "/api/v1/interviews/": {"id": interview.pk},
            "/api/v1/issues/": {"id": issue.pk},
            "/api/v1/sync-runs/": {"id": run.pk},
            "/api/v1/writes/": {"id": write.pk},
            "/api/v3/companies/": {"company_id": company.pk},
            "/api/v3/company-by-identifier/": {"slug": company.slug},
            "/unified/ats/applications/": {"remote_id": "a1"},
            "/unified/ats/candidates/": {"remote_id": "Annika Schröder"},
            "/unified/ats/interviews/": {"remote_id": interview.remote_id},
            "/unified/ats/job-interview-stages/": {"remote_id": "s1"},
            "/unified/ats/jobs/": {"remote_id": "Senior Backend Engineer"},
            "/unified/ats/users/": {"remote_id": "Felix Baumann"},
        }
        | ids,
        heads={
            "/api/v3/": f"Token {token}",
            "/whoami/": f"ActivationKey {invited.activation_key}",
            "/unified/": f"Bearer {narrow}",
            "/": f"Bearer {key}",
        },
    )


def of_project(company: Company, owner: Any) -> tuple[Project, dict[str, Ids]]:
    origin = Origin(company_id=company.pk, source="page", at=NOW)
    project = create_project({"name": "Backend"}, origin=origin, made_by=owner)
    colleague = member("colleague", company, Role.RECRUITER)
    role, _ = ProjectRole.objects.update_or_create(
        project=project, user=owner, defaults={"interview_manager": True, "evaluator": True}
    )
    person = {"first_name": "Minji", "last_name": "Kim", "email": "minji@example.org"}
    [row] = create_candidates([person | {"project_id": project.pk}], origin=origin)
    Candidate.objects.filter(pk=row.pk).update(status="invited", deadline=FAR)
    shared = share(row, colleague, origin)
    opinion = Evaluation.objects.create(candidate=row, evaluator=owner, rating=4, updated_at=NOW)
    veto = row.vetos.create(evaluator=colleague, comment="No licence.", created_at=NOW)
    batch = open_batch(
        sheet_of_objects([person | {"email": "luke@example.org"}]),
        Opening(company=company, project=project, source="api", now=NOW, made_by_id=owner.pk),
    )
    here = "/api/v3/companies/{company_id}/projects/"
    of_candidate = here + "{project_id}/candidates/{candidate_id}/"
    return project, {
        here + "{": {"project_id": project.pk},
        "/api/v3/companies/{company_id}/customers/": {"id": colleague.pk},
        here + "{project_id}/roles/": {"id": role.pk},
        here + "{project_id}/candidates/": {"candidate_id": row.pk, "batch_id": batch.pk},
        of_candidate + "shares/": {"id": shared.pk},
        of_candidate + "evaluations/": {"id": opinion.pk},
        of_candidate + "vetos/": {"id": veto.pk},
    }


def finding() -> Finding:
    told = {
        "wrong": "unknown_word", "do": "map", "list": "interviews", "field": "status", "word": "Unknown"
    }  # fmt: skip
    return Finding(
        code="unknown_word", subject="Unknown", resource="interviews", value="Unknown", told=told
    )


SIGN_IN = {"username": "owner", "password": PASSWORD}
