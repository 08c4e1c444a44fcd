"""What the filters of the list offer, and what the chosen ones are called."""

from candidates.models import Company, Project
from interviews.models import InterviewerIdentity, Job

MOST_CHOICES = 200


def accounts(company: Company) -> list[tuple[int, str]]:
    return list(company.accounts.order_by("name").values_list("pk", "name"))


def projects(company_id: int) -> list[tuple[int, str]]:
    """The first by name."""
    found = Project.objects.filter(company_id=company_id, deleted_at=None, name__isnull=False)
    return list(found.order_by("name", "id").values_list("pk", "name")[:MOST_CHOICES])


def jobs(company_id: int) -> list[Job]:
    """The first by name, with the system that each is in; the search finds the others."""
    found = Job.objects.filter(company_id=company_id, deleted_at=None, name__isnull=False)
    return list(found.select_related("account").order_by("name", "id")[:MOST_CHOICES])


def people(company_id: int) -> list[InterviewerIdentity]:
    found = InterviewerIdentity.objects.filter(company_id=company_id).exclude(name="")
    return list(found.order_by("name", "id")[:MOST_CHOICES])
