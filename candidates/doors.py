"""Who may open a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext

from candidates.requests import MemberRequest, PersonalRequest

P = ParamSpec("P")


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
