"""Saved views: all of them, one of them, and what a person does with one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from candidates.page_permissions import member_page, safe_next
from candidates.requests import MemberRequest
from interviews.models import SavedView
from interviews.saved.forms import NewViewForm, ViewForm
from interviews.saved.meaning import address_of, complaints_about
from interviews.saved.suggestions import SUGGESTIONS
from interviews.selectors.saved import held_views, view_of
from interviews.services.saved import (
    ViewRefused,
    change_view,
    delete_view,
    may_change,
    move_view,
    open_with,
    pin,
    save_view,
)

HOLDS = ("pin", "unpin", "default", "plain", "up", "down")


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def views(request: MemberRequest) -> HttpResponse:
    form = NewViewForm(request.POST or None, company=request.company)
    if form.is_bound and form.is_valid() and (made := saved_by(request, form)):
        messages.success(request, gettext("The view “%s” was saved.") % made)
        return redirect(safe_next(request, "") or address_of(made))
    held = held_views(request.membership)
    taken = {(one.view.page, one.view.query) for one in held}
    context = {
        "form": form if form.is_bound else None,
        "held": [
            (one, address_of(one.view), may_change(request.membership, one.view)) for one in held
        ],
        "suggestions": [one for one in SUGGESTIONS if (one.page, one.query) not in taken],
    }
    return render(request, "interviews/views.html", context, status=422 if form.is_bound else 200)


def saved_by(request: MemberRequest, form: NewViewForm) -> SavedView | None:
    """None where it was refused, which the form then says."""
    values = {name: form.cleaned_data[name] for name in ("page", "name", "query", "shared")}
    try:
        made = save_view(request.membership, now=request.now, **values)
    except ViewRefused as refused:
        form.add_error("name", str(refused))
        return None
    if form.cleaned_data["pinned"]:
        pin(request.membership, made, pinned=True)
    return made


def found_view(request: MemberRequest, pk: int) -> SavedView:
    found = view_of(request.membership, pk)
    if found is None:
        raise Http404
    return found


def to_change(request: MemberRequest, pk: int) -> SavedView:
    found = found_view(request, pk)
    if not may_change(request.membership, found):
        raise PermissionDenied(gettext("Only %s may change this view.") % found.owner)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def view(request: MemberRequest, pk: int) -> HttpResponse:
    found = to_change(request, pk)
    form = ViewForm(request.POST or None, initial={"name": found.name, "shared": found.shared})
    if form.is_bound and form.is_valid():
        try:
            change_view(request.membership, found, form.cleaned_data, request.now)
        except ViewRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("views")
    context = {
        "form": form,
        "view": found,
        "address": address_of(found),
        "broken": complaints_about(found.page, found.query, request.company),
    }
    return render(request, "interviews/view.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_page
def filters(request: MemberRequest, pk: int) -> HttpResponse:
    """The filters that a list shows become those of the view."""
    found = to_change(request, pk)
    form = NewViewForm(
        {"name": found.name, "page": found.page, "query": request.POST.get("query", "")},
        company=request.company,
    )
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.non_field_errors())))
        return redirect(address_of(found))
    change_view(request.membership, found, {"query": form.cleaned_data["query"]}, request.now)
    messages.success(request, gettext("The view “%s” asks for this now.") % found)
    return redirect(address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    found = to_change(request, pk)
    if request.method == "POST":
        delete_view(request.membership, found, request.now)
        messages.success(request, gettext("The view “%s” was deleted.") % found)
        return redirect("views")
    return render(request, "interviews/view_delete.html", {"view": found})


@require_POST
@member_page
def hold(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    found = found_view(request, pk)
    if name in ("pin", "unpin"):
        pin(request.membership, found, pinned=name == "pin")
    elif name in ("default", "plain"):
        open_with(request.membership, found, default=name == "default")
    else:
        move_view(request.membership, found, by=-1 if name == "up" else 1)
    return redirect("views")
