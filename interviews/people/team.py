"""Projects of the hub's own, and who works on them."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from candidates.models import ProjectRole
from candidates.page_permissions import member_page, origin_of
from candidates.permissions import NotAllowed, Part, Right, Team, allows, parts_of, require
from candidates.requests import MemberRequest
from candidates.selectors.projects import ProjectView, project_view, projects_seen
from candidates.selectors.teams import colleagues
from candidates.services.access import AccessError
from candidates.services.projects import (
    PARTS,
    add_role,
    change_project,
    create_project_by_hand,
    end_role,
)
from interviews.forms.base import PageForm
from interviews.lists.assign import NoColleague, coordinator_in
from interviews.selectors.coordinators import colleagues_of
from interviews.services.coordinators import assign_project


class ProjectForm(PageForm):
    """Empty days and language are the company's."""

    name = forms.CharField(label=_("Name"), max_length=300)
    interview_period = forms.IntegerField(
        label=_("Days to the deadline"), required=False, min_value=1, max_value=365
    )
    language = forms.ChoiceField(label=_("Language of mails"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("As the company")), *settings.LANGUAGES]


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def projects(request: MemberRequest) -> HttpResponse:
    parts = parts_of(request.membership.role, Team())
    may_make = allows(Right.MAKE_PROJECT, parts)
    form = ProjectForm(request.POST or None)
    if form.is_bound:
        permit(Right.MAKE_PROJECT, parts)
        if form.is_valid():
            made = create_project_by_hand(
                form.cleaned_data, origin=origin_of(request), made_by=request.user
            )
            messages.success(request, gettext("%(name)s was added.") % {"name": made})
            return redirect("project", pk=made.pk)
    context = {
        "form": form,
        "may_make": may_make,
        "projects": projects_seen(request.company.pk, request.membership.role, request.user.pk),
    }
    status = 422 if form.is_bound else 200
    return render(request, "interviews/projects.html", context, status=status)


def permit(right: Right, parts: Collection[Part]) -> None:
    try:
        require(right, parts)
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from None


def seen(request: MemberRequest, pk: int) -> ProjectView:
    found = project_view(request.company.pk, pk, request.user.pk)
    if found is None:
        raise Http404
    permit(Right.SEE_PROJECT, parts_of(request.membership.role, found.mine))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def project(request: MemberRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    may_set = allows(Right.SET_TEAM, parts_of(request.membership.role, found.mine))
    row = found.project
    form = ProjectForm(
        request.POST or None,
        initial={name: getattr(row, name) for name in ProjectForm.base_fields},
    )
    if form.is_bound:
        permit(Right.SET_TEAM, parts_of(request.membership.role, found.mine))
        if row.account_id is not None:
            raise PermissionDenied(gettext("This project is kept by a vendor: change it there."))
        if form.is_valid():
            change_project(row.pk, form.cleaned_data, origin=origin_of(request))
            messages.success(request, gettext("Saved."))
            return redirect("project", pk=pk)
    context = {
        "found": found,
        "form": form,
        "may_set": may_set,
        "arranging": colleagues_of(request.company.pk),
        "colleagues": colleagues(request.company.pk).order_by("first_name", "username"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "interviews/project.html", context, status=status)


@require_POST
@member_page
def set_coordinator(request: MemberRequest, pk: int) -> HttpResponse:
    """Of any project, a vendor's too: who arranges its interviews is said here alone."""
    found = seen(request, pk)
    permit(Right.SET_TEAM, parts_of(request.membership.role, found.mine))
    try:
        chosen = coordinator_in(request)
    except NoColleague:
        messages.error(request, gettext("Choose a colleague first."))
    else:
        assign_project(found.project, chosen, origin_of(request))
        messages.success(request, gettext("Saved."))
    return redirect("project", pk=pk)


@require_POST
@member_page
def join_team(request: MemberRequest, pk: int) -> HttpResponse:
    found = seen(request, pk)
    permit(Right.SET_TEAM, parts_of(request.membership.role, found.mine))
    given = request.POST.get("user", "")
    number = int(given) if given.isdecimal() and len(given) < 19 else 0
    user = colleagues(request.company.pk).filter(pk=number).first()
    parts = {name: name in request.POST.getlist("part") for name in PARTS}
    if user is None or not any(parts.values()):
        messages.error(request, gettext("Choose a colleague and a part."))
        return redirect("project", pk=pk)
    try:
        add_role(found.project, user, parts, origin_of(request))
    except AccessError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, gettext("%(name)s has a part in it now.") % {"name": user})
    return redirect("project", pk=pk)


@require_POST
@member_page
def leave_team(request: MemberRequest, pk: int, role: int) -> HttpResponse:
    found = seen(request, pk)
    permit(Right.SET_TEAM, parts_of(request.membership.role, found.mine))
    row = ProjectRole.objects.filter(project=found.project, pk=role).first()
    if row is None:
        raise Http404
    end_role(row, origin_of(request))
    messages.success(request, gettext("%(name)s has no part in it any more.") % {"name": row.user})
    return redirect("project", pk=pk)
