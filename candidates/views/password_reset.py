"""Pages for a forgotten password, and for the first one of somebody who was invited."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from rest_framework.throttling import BaseThrottle

from candidates.forms.access import ChoosePasswordForm, ForgottenForm
from candidates.requests import PersonalRequest
from candidates.services.password_reset import ask_for_access


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(plain: Any) -> HttpResponse:
    """Whether anybody is known by that name is not told."""
    request: PersonalRequest = plain
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, origin = form.cleaned_data["name"].strip(), BaseThrottle().get_ident(plain) or ""
        ask_for_access(name, origin, now=request.now)
        messages.success(
            request,
            gettext("If there is such an account, a mail is on its way: look also among spam."),
        )
        return redirect("login")
    status = 422 if form.is_bound else 200
    return render(request, "candidates/forgotten.html", {"form": form}, status=status)


class ChoosePassword(PasswordResetConfirmView):
    template_name = "candidates/choose_password.html"
    form_class = ChoosePasswordForm
    success_url = reverse_lazy("login")

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        messages.success(self.request, gettext("Your password is set: sign in with it."))
        return answer


choose_password = ChoosePassword.as_view()
