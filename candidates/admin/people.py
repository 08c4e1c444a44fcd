"""Candidates and the projects they are invited for. A status is shown; no page of the admin can set one."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from candidates.admin.cells import link_to_list, linked
from candidates.admin.mirrored import MirroredAdmin
from candidates.models import Candidate, Change, Company, Project
from candidates.services.bulk_moves import Became, Outcome, TooMany, Wanted, move_many
from candidates.services.workflow import Asking
from candidates.transitions import Mover

KEY_LENGTH = 24
REASONS_TOLD = 10


@admin.register(Candidate)
class CandidateAdmin(MirroredAdmin):
    list_display = (
        "__str__",
        "email",
        "status",
        "vendor_status",
        linked("project", _("project")),
        linked("account", _("account")),
        "deadline",
        "updated_at",
    )
    list_filter = ("status", *MirroredAdmin.list_filter)
    search_fields = ("name", "email", "=remote_id")
    joined = ("company", "account", "project")
    about = (
        ("first_name", "last_name", "name"),
        ("email", "phone"),
        ("gender", "address", "time_zone"),
        ("status", "vendor_status"),
        ("deadline", "invited_at", "confirmed_at", "interviewed_at"),
    )
    links = ("project", "project_remote_id", "interviews")
    actions = ("advance", "skip")

    @admin.action(description=_("Invite or re-open the selected"), permissions=["manage"])
    def advance(self, request: HttpRequest, queryset: QuerySet[Candidate]) -> None:
        self.move(request, queryset, "advance")

    @admin.action(description=_("Skip the selected: this cannot be undone"), permissions=["manage"])
    def skip(self, request: HttpRequest, queryset: QuerySet[Candidate]) -> None:
        self.move(request, queryset, "skip")

    def move(self, request: HttpRequest, queryset: QuerySet[Candidate], name: str) -> None:
        rows = self.managed(request, queryset).values_list("company_id", "pk", "version")
        wanted = Wanted(name=name, key=get_random_string(KEY_LENGTH))
        now = timezone.now()
        for company in Company.objects.filter(pk__in={row[0] for row in rows}):
            asking = Asking(
                company=company,
                by=Mover.MANAGER,
                source=Change.Source.ADMIN,
                now=now,
                actor_id=request.user.pk,
            )
            seen = {pk: version for owner, pk, version in rows if owner == company.pk}
            try:
                tell(request, move_many(seen, wanted, asking))
            except TooMany as refusal:
                messages.error(request, str(refusal))

    @admin.display(description=_("interviews"))
    def interviews(self, candidate: Candidate) -> str:
        return link_to_list(
            "interviews_interview", _("Interviews"), candidate__id__exact=candidate.pk
        )


def tell(request: HttpRequest, outcomes: list[Outcome]) -> None:
    """How many were moved, and of the others each with the reason."""
    done = sum(one.became in (Became.DONE, Became.ASKED) for one in outcomes)
    sentence = ngettext(
        "%(count)d candidate was moved, or asked for at the vendor.",
        "%(count)d candidates were moved, or asked for at the vendor.",
        done,
    )
    messages.success(request, sentence % {"count": done})
    left = [one for one in outcomes if one.why]
    for one in left[:REASONS_TOLD]:
        messages.warning(request, f"{one.candidate}: {one.why}")
    if len(left) > REASONS_TOLD:
        more = gettext("%d more were not moved.") % (len(left) - REASONS_TOLD)
        messages.warning(request, more)


@admin.register(Project)
class ProjectAdmin(MirroredAdmin):
    list_display: Any = ("__str__", "status", linked("account", _("account")), "updated_at")
    search_fields = ("name", "=remote_id")
    about = ("name", "status")
    links = ("candidates",)

    @admin.display(description=_("candidates"))
    def candidates(self, project: Project) -> str:
        return link_to_list("candidates_candidate", _("Candidates"), project__id__exact=project.pk)
