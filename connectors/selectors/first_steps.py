"""What is still to do before a new hub is of use, seen from what is there."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate, Company, Membership
from connectors.models import IntegratedAccount


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`page` is the name of the page where it is done."""

    name: str
    title: str | Promise
    why: str | Promise
    label: str | Promise
    page: str
    done: bool = False
    skipped: bool = False

    @property
    def open(self) -> bool:
        return not self.done and not self.skipped


def first_steps(company: Company) -> list[Step]:
    """In the order in which they are best done."""
    people = Membership.objects.filter(company=company, user__is_active=True)
    done = {
        "company": company.time_zone != "UTC",
        "system": IntegratedAccount.objects.filter(company=company, removed_at=None).exists(),
        "colleague": people.count() > 1,
        "candidates": Candidate.objects.filter(company=company).exists(),
    }
    return [
        Step(
            name=name,
            title=title,
            why=why,
            label=label,
            page=page,
            done=done[name],
            skipped=name in company.skipped_steps,
        )
        for name, title, why, label, page in STEPS
    ]


STEPS = (
    (
        "company",
        _("Say where your company is"),
        _("Days, working hours and mails follow its time zone."),
        _("Set name and time zone"),
        "welcome",
    ),
    (
        "system",
        _("Connect a system"),
        _("Interviews, candidates, jobs and panels come from there. An API key is needed."),
        _("Connect a system"),
        "connect",
    ),
    (
        "colleague",
        _("Invite a colleague"),
        _("They get a mail and choose a password of their own."),
        _("Invite a colleague"),
        "people",
    ),
    (
        "candidates",
        _("Import candidates"),
        _("From a spreadsheet, if they are in no system that you connect."),
        _("Import candidates"),
        "import",
    ),
)
NAMES = tuple(step[0] for step in STEPS)
