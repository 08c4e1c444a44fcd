"""The candidate's own page: see who, what and when; confirm, ask for another time, start, finish, withdraw."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates import ical
from candidates.forms.portal import NewPasswordForm, PortalSignInForm, WishForm, ZoneForm
from candidates.selectors.password_reset import opens_reset
from candidates.services import portal
from candidates.services.login_throttling import TooManyGuesses
from candidates.services.password_reset import ask_for_portal
from candidates.services.passwords import WeakPassword, reset_password
from candidates.services.workflow import MovedMeanwhile, NoSuchCandidate, move
from candidates.times import duration, zone_names
from candidates.transitions import TransitionRefused
from candidates.views.portal_session import (
    LANGUAGE,
    VisitRequest,
    ask_to_sign_in,
    asking_of,
    is_signed_in,
    let_in,
    let_out,
    portal_page,
    shown,
)

MOVES: dict[str, tuple[str, str | Promise]] = {
    "start": ("advance", _("Your interview has begun.")),
    "finish": ("finish", _("Thank you: your interview is finished.")),
    "withdraw": ("withdraw", _("You have withdrawn. Thank you for telling us.")),
}


@require_safe
@portal_page()
def page(request: VisitRequest) -> HttpResponse:
    return home(request)


def home(request: VisitRequest, form: NewPasswordForm | None = None) -> HttpResponse:
    return shown(
        request,
        "portal",
        422 if form else 200,
        form=form or NewPasswordForm(),
        zone_names=zone_names(),
    )


@require_POST
@portal_page()
def confirm(request: VisitRequest) -> HttpResponse:
    """With a new password, unless there is one."""
    candidate = request.visit.candidate
    password = ""
    form = NewPasswordForm(request.POST)
    if not candidate.password:
        if not form.is_valid():
            return home(request, form)
        password = form.cleaned_data["password"]
    try:
        confirmed = portal.confirm(candidate.pk, password, asking_of(request))
    except WeakPassword as weak:
        form.add_error("password", weak.sentences)
        return home(request, form)
    except (TransitionRefused, MovedMeanwhile) as refused:
        messages.error(request, str(refused))
        return redirect("portal", key=request.key)
    if password:
        let_in(request, confirmed)
    messages.success(request, gettext("Thank you, you have confirmed."))
    return redirect("portal", key=request.key)


@require_POST
@portal_page(signed_in=False)
def sign_in(request: VisitRequest) -> HttpResponse:
    form = PortalSignInForm(request.POST)
    if not form.is_valid():
        return ask_to_sign_in(request, form, 422)
    candidate = request.visit.candidate
    try:
        right = portal.knows_password(candidate, form.cleaned_data["password"], asking_of(request))
    except TooManyGuesses as many:
        said = gettext("Too many wrong passwords. Try again in %s.") % duration(many.wait)
        form.add_error("password", said)
        return ask_to_sign_in(request, form, 429)
    if not right:
        form.add_error("password", gettext("This is not the password."))
        return ask_to_sign_in(request, form, 422)
    let_in(request, candidate)
    return redirect("portal", key=request.key)


@require_POST
@portal_page(signed_in=False)
def forgotten(request: VisitRequest) -> HttpResponse:
    """Another password, by the address of a mail: only whoever reads the candidate's mail gets it."""
    ask_for_portal(request.visit.candidate, now=request.now)
    messages.success(
        request, gettext("A mail is on its way to the address that your invitation went to.")
    )
    return redirect("portal", key=request.key)


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page(signed_in=False)
def new_password(request: VisitRequest, token: str) -> HttpResponse:
    candidate = request.visit.candidate
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["password"]
        try:
            changed = reset_password(candidate.pk, token, given, asking_of(request))
        except WeakPassword as weak:
            form.add_error("password", weak.sentences)
        except (TransitionRefused, MovedMeanwhile) as refused:
            messages.error(request, str(refused))
            return redirect("portal", key=request.key)
        else:
            let_in(request, changed)
            messages.success(request, gettext("Your new password is set."))
            return redirect("portal", key=request.key)
    status = 422 if form.is_bound else 200
    valid = opens_reset(candidate, token)
    return shown(request, "portal_password", status, form=form, token=token, valid=valid)


@require_POST
@portal_page()
def sign_out(request: VisitRequest) -> HttpResponse:
    let_out(request)
    return redirect("portal", key=request.key)


@require_POST
@portal_page()
def act(request: VisitRequest, name: str) -> HttpResponse:
    if name not in MOVES:
        raise Http404
    table_name, done = MOVES[name]
    if table_name not in request.visit.moves:
        messages.error(request, gettext("That is not possible any more."))
        return redirect("portal", key=request.key)
    return tried(
        request, lambda: move(request.visit.candidate.pk, table_name, asking_of(request)), str(done)
    )


@require_safe
@portal_page()
def sure(request: VisitRequest) -> HttpResponse:
    """Withdrawing is asked about first."""
    return shown(request, "portal_withdraw")


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page()
def other_time(request: VisitRequest) -> HttpResponse:
    form = WishForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return shown(request, "portal_time", 422 if form.is_bound else 200, form=form)
    text = form.cleaned_data["text"]
    return tried(
        request,
        lambda: portal.ask_for_time(request.visit.candidate.pk, text, asking_of(request)),
        gettext("We have your wish and will answer it. Until then the time stays as it is."),
    )


@require_POST
@portal_page()
def take_back(request: VisitRequest) -> HttpResponse:
    return tried(
        request,
        lambda: portal.take_back(request.visit.candidate.pk, asking_of(request)),
        gettext("Your wish for another time is taken back."),
    )


@require_POST
@portal_page()
def zone(request: VisitRequest) -> HttpResponse:
    form = ZoneForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for all_ in form.errors.values() for one in all_))
        return redirect("portal", key=request.key)
    return tried(
        request,
        lambda: portal.prefer(request.visit.candidate.pk, asking_of(request), form.cleaned_data),
        gettext("Times are shown in %s.") % form.cleaned_data["time_zone"].replace("_", " "),
    )


@require_POST
@portal_page(signed_in=False)
def language(request: VisitRequest) -> HttpResponse:
    """For this browser; and for mails, which follow whoever may answer them."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        request.session[LANGUAGE] = chosen
        if is_signed_in(request):
            portal.prefer(request.visit.candidate.pk, asking_of(request), {"language": chosen})
    return redirect("portal", key=request.key)


@require_safe
@portal_page()
def calendar(request: VisitRequest) -> HttpResponse:
    visit = request.visit
    text = ical.calendar_of(visit.appointments, visit.candidate.company.name, now=request.now)
    if not text:
        raise Http404
    return HttpResponse(
        text,
        content_type=f"{ical.CONTENT_TYPE}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{ical.NAME}"'},
    )


def tried(request: VisitRequest, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except (TransitionRefused, MovedMeanwhile) as refused:
        messages.error(request, str(refused))
    except NoSuchCandidate:
        raise Http404 from None
    else:
        messages.success(request, done)
    return redirect("portal", key=request.key)
