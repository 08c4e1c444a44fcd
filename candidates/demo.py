"""The demo's own candidates: a small project with one in each of the eight statuses, moved there as people would."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from candidates.models import Change, Company, Project, ProjectRole, User
from candidates.services.candidates import create_candidates
from candidates.services.changes import Origin
from candidates.services.evaluations import Opinion, evaluate
from candidates.services.portal import confirm
from candidates.services.projects import change_role, create_project
from candidates.services.workflow import Asking, expire, move
from candidates.transitions import Mover

PROJECT = "Graduate Program"
MANAGER, CANDIDATE, CLOCK = Mover.MANAGER, Mover.CANDIDATE, Mover.CLOCK
Step = tuple[str, Mover, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`steps` are moves: which, by whom, and how many days ago. `since` is when the candidate was added."""

    first_name: str
    last_name: str
    time_zone: str
    language: str
    since: float
    steps: tuple[Step, ...] = ()


INVITE, CONFIRM, BEGIN = ("advance", MANAGER), ("confirm", CANDIDATE), ("advance", CANDIDATE)
CAST = (
    Part(first_name="Noor", last_name="Haddad", time_zone="Europe/Berlin", language="en", since=1),
    Part(first_name="Jonas", last_name="Weidner", time_zone="Europe/Berlin", language="de", since=3,
         steps=((*INVITE, 2),)),
    Part(first_name="서연", last_name="윤", time_zone="Asia/Seoul", language="ko", since=4,
         steps=((*INVITE, 4), (*CONFIRM, 2))),
    Part(first_name="Tomás", last_name="Quiroga", time_zone="America/Montevideo", language="en", since=5,
         steps=((*INVITE, 5), (*CONFIRM, 3), (*BEGIN, 0.02))),
    Part(first_name="Aoife", last_name="Brennan", time_zone="Europe/Dublin", language="en", since=8,
         steps=((*INVITE, 6), (*CONFIRM, 5), (*BEGIN, 1.1), ("finish", CANDIDATE, 1))),
    Part(first_name="Ifeoma", last_name="Eze", time_zone="Africa/Lagos", language="en", since=13,
         steps=((*INVITE, 12), ("expire", CLOCK, 3))),
    Part(first_name="Lukas", last_name="Steiner", time_zone="Europe/Vienna", language="de", since=9,
         steps=((*INVITE, 6), (*CONFIRM, 4), (*BEGIN, 2), ("withdraw", CANDIDATE, 1.9))),
    Part(first_name="Priya", last_name="Raghavan", time_zone="Asia/Kolkata", language="en", since=7,
         steps=(("skip", MANAGER, 2),)),
)  # fmt: skip


@transaction.atomic
def show(company: Company, user: User, now: datetime) -> bool:
    """Whether it was made now. A second time nothing is done, whatever became of it."""
    if Project.objects.filter(company=company, account=None, name=PROJECT).exists():
        return False
    ago = now - timedelta(days=max(part.since for part in CAST))
    project = create_project({"name": PROJECT}, origin=origin(company, user, ago), made_by=user)
    role = ProjectRole.objects.get(project=project, user=user)
    change_role(role, {"evaluator": True}, origin(company, user, ago))
    for part in CAST:
        play(part, project, user, now)
    return True


def play(part: Part, project: Project, user: User, now: datetime) -> None:
    company = project.company
    added = now - timedelta(days=part.since)
    values = {
        "first_name": part.first_name,
        "last_name": part.last_name,
        "email": f"candidate-{CAST.index(part) + 1}@example.org",
        "time_zone": part.time_zone,
        "language": part.language,
        "project_id": project.pk,
    }
    [made] = create_candidates([values], origin=origin(company, user, added), created_by_id=user.pk)
    for name, by, days in part.steps:
        step(made.pk, name, asking(company, user, by, now - timedelta(days=days)))
        if name == "finish":
            opinion = Opinion(
                rating=4, comment="Clear, and kind to the interviewer.", completed=True
            )
            evaluate(made.pk, user, opinion, origin(company, user, now))


def step(candidate_id: int, name: str, made: Asking) -> None:
    if name == "confirm":
        confirm(candidate_id, secrets.token_urlsafe(), made)
    elif name == "expire":
        expire([candidate_id], made.now)
    else:
        move(candidate_id, name, made)


def origin(company: Company, user: User, at: datetime) -> Origin:
    return Origin(company_id=company.pk, source=Change.Source.RULE, at=at, actor_id=user.pk)


def asking(company: Company, user: User, by: Mover, at: datetime) -> Asking:
    portal = by == CANDIDATE
    return Asking(
        company=company,
        by=by,
        source=Change.Source.PORTAL if portal else Change.Source.PAGE,
        now=at,
        actor_id=None if portal else user.pk,
    )
