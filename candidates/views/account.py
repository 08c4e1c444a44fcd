"""Signing in and out, and a person's own preferences."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from candidates.forms.access import SignInForm
from candidates.forms.preferences import PreferencesForm, SettingsForm
from candidates.models import User
from candidates.models.session import AGENT, BEGAN
from candidates.page_permissions import safe_next
from candidates.requests import PersonalRequest
from candidates.services.preferences import FIELDS, save_preferences


class SignIn(LoginView):
    template_name = "candidates/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        request = cast("PersonalRequest", self.request)
        request.session[AGENT] = request.headers.get("User-Agent", "")[:200]
        request.session[BEGAN] = request.now.isoformat()
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"nobody": not User.objects.exists()}


sign_in = SignIn.as_view()
sign_out = LogoutView.as_view()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    initial = model_to_dict(user, FIELDS) | SettingsForm.hours_of(user.hours)
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        hours = {"hours": form.hours()} if "from_0" in request.POST else {}
        return saved(request, user, form.cleaned_data | hours, "settings")
    status = 422 if form.is_bound else 200
    return render(request, "candidates/settings.html", {"form": form}, status=status)


@login_required
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """The small forms of the top bar: any of the preferences, then back to the page they were sent from."""
    user = cast("User", request.user)
    given = [name for name in FIELDS if name in request.POST]
    form = PreferencesForm(request.POST)
    target = safe_next(request)
    if form.is_valid():
        return saved(request, user, {name: form.cleaned_data[name] for name in given}, target)
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return redirect(target)


def saved(
    request: HttpRequest, user: User, chosen: dict[str, Any], target: str
) -> HttpResponseRedirect:
    save_preferences(user=user, chosen=chosen)
    if user.language:
        translation.activate(user.language)
    messages.success(request, gettext("Your preferences are saved."))
    return redirect(target)
