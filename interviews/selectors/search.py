"""What one field finds: candidates, their interviews, interviewers, jobs, projects. A few of each."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from candidates.models import Candidate, Membership, Project
from candidates.selectors.teams import reached_projects, read_by
from interviews.models import Interview, InterviewerIdentity, Job

MOST = 8
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """At most `MOST` of each; `interviews` are those to come of whom and what was found, soonest first."""

    candidates: list[Candidate] = field(default_factory=list)
    interviews: list[Interview] = field(default_factory=list)
    interviewers: list[InterviewerIdentity] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.candidates, self.interviews, self.interviewers, self.jobs, self.projects))


def too_short(asked: str) -> bool:
    """One letter finds everything; one syllable of Korean is a family name."""
    return len(asked) < SHORTEST and asked.isascii()


def search(*, member: Membership, asked: str, now: datetime) -> Found:
    """Every word must be in the name or e-mail address; a vendor's id is found whole. Five statements. The board is
    open to all: interviews are found by the names of those, too, whom the reader may not read.
    """
    company_id = member.company_id
    words = asked.split()
    if not words or too_short(asked):
        return Found()
    among, living = (
        read_by(member),
        Candidate.objects.filter(company_id=company_id, deleted_at=None),
    )
    people = living.filter(among, either(words, "name", "email") | Q(remote_id=asked))
    candidates = list(people.select_related("account", "project").order_by("-updated_at")[:MOST])
    named = living.filter(either(words, "name")).order_by("-updated_at")[:MOST]
    open_jobs = Job.objects.filter(company_id=company_id, deleted_at=None)
    jobs = list(open_jobs.filter(either(words, "name")).select_related("account")[:MOST])
    identities = InterviewerIdentity.objects.filter(company_id=company_id)
    projects = reached_projects(company_id, member.role, member.user_id)
    return Found(
        candidates=candidates,
        interviews=coming(
            company_id, asked, [*candidates, *named] if among else candidates, jobs, now
        ),
        interviewers=list(
            identities.filter(either(words, "name", "email")).order_by("name")[:MOST]
        ),
        jobs=jobs,
        projects=list(projects.filter(either(words, "name")).order_by("name")[:MOST]),
    )


def either(words: list[str], *columns: str) -> Q:
    wanted = Q()
    for word in words:
        anywhere = Q()
        for column in columns:
            anywhere |= Q(**{f"{column}__icontains": word})
        wanted &= anywhere
    return wanted


def coming(
    company_id: int, asked: str, candidates: list[Candidate], jobs: list[Job], now: datetime
) -> list[Interview]:
    of_these = Q(candidate__in=[one.pk for one in candidates]) | Q(job__in=[one.pk for one in jobs])
    rows = Interview.objects.filter(company_id=company_id, deleted_at=None)
    wanted = rows.filter(of_these & Q(finishes_at__gte=now) | Q(remote_id=asked))
    return list(wanted.select_related("candidate", "job", "account").order_by("begins_at")[:MOST])
