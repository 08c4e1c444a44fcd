"""Who may open a page, and in whose name what is done on it happens."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from candidates.models import Candidate, Change
from candidates.permissions import NotAllowed, Right, require
from candidates.requests import MemberRequest, PersonalRequest
from candidates.selectors.access import MANAGERS, may_manage
from candidates.selectors.candidates import candidate_of
from candidates.selectors.feedback import parts_about
from candidates.selectors.teams import read_by
from candidates.services.changes import Origin
from candidates.services.outbox import Desk
from candidates.services.workflow import Asking
from candidates.statuses import Role
from candidates.transitions import Mover

P = ParamSpec("P")
MAY_MOVE = (Role.ACCOUNT_OWNER, Role.ACCOUNT_ADMIN, Role.RECRUITER)


def member_page(
    view: Callable[Concatenate[MemberRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """For people of a company: others are asked to sign in, or told that they belong to none."""

    @wraps(view)
    def guarded(plain: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        request = cast("PersonalRequest", plain)
        if request.membership is None:
            raise PermissionDenied(
                gettext(
                    "You do not belong to a company yet. Ask an administrator to add you to one."
                )
            )
        cast("Any", request).company = request.membership.company
        return view(cast("MemberRequest", request), *args, **kwargs)

    return login_required(guarded)


def desk_of(request: MemberRequest) -> Desk:
    """Whoever works on mails or people of the company now."""
    role = request.membership.role
    return Desk(company=request.company, user=request.user, role=role, now=request.now)


def origin_of(request: MemberRequest) -> Origin:
    """Of a change that somebody makes on a page."""
    return Origin(
        company_id=request.company.pk,
        source=Change.Source.PAGE,
        at=request.now,
        actor_id=request.user.pk,
    )


def asking_of(request: MemberRequest, *, seen: int | None = None) -> Asking:
    """For a move of a candidate, by somebody of the company. `seen` is the version they had before them."""
    return Asking(
        company=request.company,
        by=Mover.MANAGER,
        source=Change.Source.PAGE,
        now=request.now,
        actor_id=request.user.pk,
        seen=seen,
    )


def manager_page(
    view: Callable[Concatenate[MemberRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """For owners and administrators of a company."""

    def managed(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not may_manage(request.user, request.company):
            raise PermissionDenied(gettext("This page is for owners and administrators only."))
        return view(request, *args, **kwargs)

    return wraps(view)(member_page(managed))


def safe_next(request: HttpRequest, otherwise: str = "/") -> str:
    """Where the form was sent from, if that is a page of ours."""
    target = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed and target.startswith("/") else otherwise


def check_may_move(request: MemberRequest) -> None:
    """Owners and administrators always may."""
    if request.membership.role not in MAY_MOVE:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may move a candidate.")
        )


def check_may_arrange(request: MemberRequest) -> None:
    if request.membership.role not in MAY_MOVE:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may arrange interviewers' time.")
        )


def check_may_mail(request: MemberRequest) -> None:
    if request.membership.role not in MAY_MOVE:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may work on the outbox.")
        )


def check_may_word(request: MemberRequest) -> None:
    if request.membership.role not in MANAGERS:
        raise PermissionDenied(
            gettext("Only administrators and owners may change what the hub's mails say.")
        )


def candidate_read(request: MemberRequest, pk: int) -> Candidate:
    """A living one whom this colleague may read; anybody else is not there (Http404)."""
    found = candidate_of(request.company.pk, pk, read_by(request.membership))
    if found is None:
        raise Http404
    return found


def check_right(request: MemberRequest, right: Right, candidate: Candidate) -> None:
    """By the part that somebody has in the candidate's project, as in the API."""
    parts = parts_about(candidate, request.user, request.membership.role)
    try:
        require(right, parts)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from None
