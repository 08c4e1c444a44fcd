"""Who comes into the portal: with the key alone until there is a password, then with both."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import override

from candidates.forms.portal import PortalSignInForm
from candidates.models import Candidate, Change
from candidates.requests import PersonalRequest
from candidates.selectors.portal import Visit, guest_of
from candidates.services.invitations import language_of
from candidates.services.workflow import Asking
from candidates.times import clock_of
from candidates.transitions import Mover

P = ParamSpec("P")
SESSION = "portal"
LANGUAGE = "portal_language"
# The address is a secret. `no-referrer` would also make browsers send forms with the origin “null”, which looks
# like a forgery; the page's own <meta> widens it to forms of this origin.
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


class VisitRequest(PersonalRequest):
    visit: Visit
    key: str


Page = Callable[Concatenate[VisitRequest, P], HttpResponse]


def portal_page(*, signed_in: bool = True) -> Callable[[Page[P]], Callable[..., HttpResponse]]:
    """`signed_in`: whoever has a password is asked for it first. All others get the same 404."""

    def door(page: Page[P]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def guarded(
            plain: HttpRequest, key: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            request = cast("VisitRequest", plain)
            candidate = guest_of(key)
            if candidate is None:
                return with_headers(render(request, "candidates/portal_404.html", status=404))
            request.visit, request.key = Visit(candidate, request.now), key
            request.zones = request.visit.zones
            language = spoken(request, candidate)
            with translation.override(language), override(request.zones.main), clock_of(""):
                cast("Any", request).LANGUAGE_CODE = language
                if signed_in and not is_signed_in(request):
                    return with_headers(ask_to_sign_in(request))
                return with_headers(page(request, *args, **kwargs))

        return guarded

    return door


def with_headers(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def ask_to_sign_in(
    request: VisitRequest, form: PortalSignInForm | None = None, status: int = 200
) -> HttpResponse:
    if request.method not in ("GET", "HEAD") and form is None:
        return redirect("portal", key=request.key)
    return shown(request, "portal_sign_in", status, form=form or PortalSignInForm())


def shown(request: VisitRequest, page: str, status: int = 200, **more: Any) -> HttpResponse:
    context = {"visit": request.visit, "key": request.key, **more}
    return render(request, f"candidates/{page}.html", context, status=status)


def spoken(request: VisitRequest, candidate: Candidate) -> str:
    chosen = request.session.get(LANGUAGE)
    return (
        chosen if chosen in dict(settings.LANGUAGES) else language_of(candidate, candidate.company)
    )


def fingerprint(candidate: Candidate) -> str:
    """Another password ends the session."""
    return salted_hmac(SESSION, candidate.password, algorithm="sha256").hexdigest()


def is_signed_in(request: VisitRequest) -> bool:
    candidate = request.visit.candidate
    if not candidate.password:
        return True
    known = request.session.get(SESSION, {}).get(str(candidate.pk), "")
    return constant_time_compare(known, fingerprint(candidate))


def let_in(request: VisitRequest, candidate: Candidate) -> None:
    """From now on this browser may see this candidate's page, and no other's."""
    request.session.cycle_key()
    sessions = request.session.get(SESSION, {})
    request.session[SESSION] = sessions | {str(candidate.pk): fingerprint(candidate)}


def let_out(request: VisitRequest) -> None:
    sessions = dict(request.session.get(SESSION, {}))
    sessions.pop(str(request.visit.candidate.pk), None)
    request.session[SESSION] = sessions


def asking_of(request: VisitRequest) -> Asking:
    return Asking(
        company=request.visit.candidate.company,
        by=Mover.CANDIDATE,
        source=Change.Source.PORTAL,
        now=request.now,
    )
