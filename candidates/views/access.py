"""What a person signs in with: their password, where they are signed in, the tokens that act as them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from candidates.forms.access import NewPasswordForm, TokenForm
from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from candidates.selectors.sessions import living_tokens, own_token, seats_of
from candidates.services.access import choose_password
from candidates.services.sessions import end_others
from candidates.services.tokens import issue_token, revoke_token


@require_safe
@never_cache
@member_page
def access(request: MemberRequest) -> HttpResponse:
    return shown(request)


def shown(request: MemberRequest, status: int = 200, **more: Any) -> HttpResponse:
    key = request.session.session_key
    context = {
        "password_form": NewPasswordForm(request.user),
        "token_form": TokenForm(),
        "seats": seats_of(request.user, key, request.now),
        "tokens": living_tokens(request.user, request.company.pk, request.now),
    } | more
    return render(request, "candidates/access.html", context, status=status)


@sensitive_post_parameters()
@require_POST
@never_cache
@member_page
def change_password(request: MemberRequest) -> HttpResponse:
    """Every other session ends with the old one."""
    form = NewPasswordForm(request.user, request.POST)
    if not form.is_valid():
        return shown(request, 422, password_form=form)
    choose_password(user=request.user, password=form.cleaned_data["new_password1"])
    update_session_auth_hash(request, request.user)
    messages.success(request, gettext("Your password is changed; you are signed out elsewhere."))
    return redirect("access")


@require_POST
@member_page
def sign_out_elsewhere(request: MemberRequest) -> HttpResponse:
    ended = end_others(request.user, request.session.session_key)
    said = ngettext(
        "You are signed out in %d other place.", "You are signed out in %d other places.", ended
    )
    messages.success(request, said % ended)
    return redirect("access")


@require_POST
@never_cache
@member_page
def new_token(request: MemberRequest) -> HttpResponse:
    """The token is in the answer itself: it is stored nowhere, and shown once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return shown(request, 422, token_form=form)
    made, secret = issue_token(
        company=request.company,
        user=request.user,
        name=form.cleaned_data["name"],
        days=form.cleaned_data["days"],
        now=request.now,
    )
    return shown(request, secret=secret, made=made)


@require_POST
@member_page
def end_token(request: MemberRequest, pk: int) -> HttpResponse:
    token = own_token(request.user, request.company.pk, pk)
    if token is None:
        raise Http404
    revoke_token(token=token, now=request.now)
    messages.success(request, gettext("The token opens nothing any more."))
    return redirect("access")
