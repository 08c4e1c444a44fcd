"""Acme's project with a team, and callers of the API with tokens of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from candidates.models import Candidate, Company, Project, ProjectRole, User
from candidates.problems import EXTRAS
from candidates.services.access import create_api_key
from candidates.services.candidates import create_candidates
from candidates.services.changes import Origin
from candidates.services.projects import create_project
from candidates.services.tokens import issue_token
from candidates.statuses import Role
from tests.conftest import member

STRONG = "kolibri auf der Fensterbank"


@dataclass
class Api:
    """Somebody who calls; `head` is their Authorization header."""

    head: str
    root: str = ""

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        client = Client(raise_request_exception=False)
        known = {"Authorization": self.head} if self.head else {}
        address = path if path.startswith(("/", "http")) else f"{self.root}{path}"
        more = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(client, method)(address, headers=known | headers, **more)

    def get(self, path: str) -> Any:
        return told(self.ask("get", path), 200)

    def post(self, path: str, body: Any = None) -> Any:
        return told(self.ask("post", path, body), 201)

    def patch(self, path: str, body: Any = None) -> Any:
        return told(self.ask("patch", path, body), 202)

    def refused(self, status: int, method: str, path: str, body: Any = None) -> Any:
        return told(self.ask(method, path, body), status)


def told(response: HttpResponse, status: int) -> Any:
    """Errors without what every door tells beside them."""
    assert response.status_code == status, (response.status_code, response.content)
    body = response.json()
    if status < 400:
        return body
    assert body.keys() >= EXTRAS.keys()
    return {name: value for name, value in body.items() if name not in EXTRAS}


@pytest.fixture
def project(acme: Company) -> Project:
    return create_project({"name": "Backend"}, origin=origin(acme), made_by=None)


def origin(company: Company) -> Origin:
    return Origin(company_id=company.pk, source="page", at=timezone.now())


def root_of(project: Project) -> str:
    return f"/api/v3/companies/{project.company_id}/projects/{project.pk}/candidates/"


Calls = Callable[..., Api]


def token(user: User, company: Company, **more: Any) -> str:
    return issue_token(company=company, user=user, now=timezone.now(), **more)[1]


@pytest.fixture
def calls(acme: Company, project: Project) -> Calls:
    """`calls(Role.RECRUITER, evaluator=True)`: a new colleague with this part in the project."""
    numbers = iter(range(1, 1000))

    def call(role: Role = Role.RECRUITER, **parts: bool) -> Api:
        user = member(f"{role}{next(numbers)}", acme, role)
        if parts:
            ProjectRole.objects.create(project=project, user=user, **parts)
        return Api(f"Token {token(user, acme)}", root_of(project))

    return call


@pytest.fixture
def owner(calls: Calls) -> Api:
    return calls(Role.ACCOUNT_OWNER)


@pytest.fixture
def manager(calls: Calls) -> Api:
    return calls(Role.RECRUITER, interview_manager=True)


def key(company: Company, project: Project, *scopes: str, **more: Any) -> Api:
    made = create_api_key(
        company=company, name=str(scopes), scopes=scopes, now=timezone.now(), **more
    )
    return Api(f"Bearer {made[1]}", root_of(project))


def candidate(project: Project, status: str = "new", **fields: Any) -> Candidate:
    """As the workflow leaves them in this status, with a deadline ahead."""
    person = {"first_name": "Minji", "last_name": "Kim", "email": "minji@example.org"}
    known = {name: fields.pop(name) for name in list(fields) if name in (*person, "username")}
    [row] = create_candidates(
        [person | known | {"project_id": project.pk}], origin=origin(project.company)
    )
    facts = {"deadline": datetime.now(UTC) + timedelta(days=3)} | fields
    Candidate.objects.filter(pk=row.pk).update(status=status, **facts)
    row.refresh_from_db()
    return row


def themself(row: Candidate) -> Api:
    assert row.project is not None
    return Api(f"ActivationKey {row.activation_key}", root_of(row.project))
