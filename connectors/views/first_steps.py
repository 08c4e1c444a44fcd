"""The first steps in a new hub."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from candidates.forms.fields import known_zone, zone_choices
from candidates.page_permissions import member_page, origin_of
from candidates.requests import MemberRequest
from candidates.selectors.access import MANAGERS
from candidates.services.companies import change_company, skip_steps
from connectors.selectors.first_steps import NAMES, first_steps
from interviews.forms.base import PageForm


class CompanyForm(PageForm):
    name = forms.CharField(label=_("Name"), max_length=200)
    time_zone = forms.CharField(label=_("Time zone"), validators=[known_zone])
    language = forms.ChoiceField(label=_("Language of mails"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = zone_choices(None)[1:]
        self.fields["time_zone"].widget = forms.Select(choices=choices, attrs={"class": "input"})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def welcome(request: MemberRequest) -> HttpResponse:
    check_may_set_up(request)
    company = request.company
    known = {name: getattr(company, name) for name in CompanyForm.base_fields}
    form = CompanyForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        change_company(company.pk, form.cleaned_data, origin_of(request))
        if form.cleaned_data["time_zone"] == "UTC":
            skip_steps(company.pk, ["company"])
        messages.success(request, gettext("Saved."))
        return redirect("welcome")
    steps = first_steps(company)
    context = {"steps": steps, "open": any(step.open for step in steps), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "connectors/welcome.html", context, status=status)


@require_POST
@member_page
def skip(request: MemberRequest) -> HttpResponse:
    """One of them, or all that are left."""
    check_may_set_up(request)
    step = request.POST.get("step", "")
    if step in NAMES:
        skip_steps(request.company.pk, [step])
        return redirect("welcome")
    skip_steps(request.company.pk, NAMES)
    messages.success(request, gettext("The first steps are not asked about any more."))
    return redirect("today")


def check_may_set_up(request: MemberRequest) -> None:
    if request.membership.role not in MANAGERS:
        raise PermissionDenied(gettext("Only administrators and owners may set up the hub."))
