"""The people of a company: who they are, what they may do, and how one more comes in."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from candidates.forms.access import InviteForm, roles_to_give
from candidates.models import Membership
from candidates.page_permissions import desk_of, member_page
from candidates.requests import MemberRequest
from candidates.selectors.access import MANAGERS
from candidates.selectors.teams import members
from candidates.services import colleagues
from candidates.services.access import AccessError
from candidates.services.outbox import Desk


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def people(request: MemberRequest) -> HttpResponse:
    """Everybody sees who is here; administrators and owners invite."""
    may_invite = request.membership.role in MANAGERS
    role = request.membership.role
    form = InviteForm(request.POST or None, company_id=request.company.pk, role=role)
    if request.method == "POST":
        check_may_invite(request)
        if form.is_valid():
            try:
                made = colleagues.invite(form.newcomer, desk_of(request))
            except AccessError as refused:
                form.add_error("email", str(refused))
            else:
                said = gettext("An invitation is on its way to %s.") % made.user.email
                messages.success(request, said)
                return redirect("people")
    context = {
        "form": form,
        "people": members(request.company.pk).order_by("user__first_name", "user__username", "pk"),
        "may_invite": may_invite,
        "roles": roles_to_give(role),
    }
    return render(request, "candidates/people.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_page
def give_role(request: MemberRequest, pk: int) -> HttpResponse:
    role = request.POST.get("role", "")
    done = gettext("The role is changed.")
    return tried(request, pk, lambda one, desk: colleagues.change_role(one, role, desk), done)


@require_POST
@member_page
def invite_again(request: MemberRequest, pk: int) -> HttpResponse:
    return tried(request, pk, colleagues.invite_again, gettext("Another invitation is on its way."))


@require_POST
@member_page
def let_go(request: MemberRequest, pk: int) -> HttpResponse:
    return tried(request, pk, colleagues.let_go, gettext("They cannot come in any more."))


def tried(
    request: MemberRequest, pk: int, act: Callable[[Membership, Desk], None], done: str
) -> HttpResponse:
    check_may_invite(request)
    membership = members(request.company.pk).filter(pk=pk).first()
    if membership is None:
        raise Http404
    try:
        act(membership, desk_of(request))
    except AccessError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("people")


def check_may_invite(request: MemberRequest) -> None:
    if request.membership.role not in MANAGERS:
        raise PermissionDenied(
            gettext("Only administrators and owners may invite people and change their roles.")
        )
