"""All that match, where they are too many for a request: asked for once more, then handed to the worker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext

from candidates.requests import MemberRequest
from candidates.services.bulk_actions import MOST, Wish, begin
from candidates.services.bulk_moves import TooMany

KEY_LENGTH = 24
FINAL = ("skip", "cancel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """What is wanted for whom. `shown` is what the page that asks once more needs beside."""

    about: str
    action: str
    keys: Sequence[int]
    shown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return reverse("bulk" if self.about == "candidates" else "bulk_interviews")


def ask_once_more(request: MemberRequest, crowd: Crowd, problem: str = "") -> HttpResponse:
    if len(crowd.keys) > MOST:
        return too_many(request, crowd)
    context = {
        "about": crowd.about,
        "action": crowd.action,
        "number": len(crowd.keys),
        "address": crowd.address,
        "query": request.POST.get("query", ""),
        "key": request.POST.get("key", "")[:KEY_LENGTH] or get_random_string(KEY_LENGTH),
        "problem": problem,
        **crowd.shown,
    }
    return render(request, "interviews/bulk_all.html", context, status=422 if problem else 200)


def hand_over(
    request: MemberRequest,
    crowd: Crowd,
    options: Mapping[str, Any],
    *,
    about: str = "",
    keys: Sequence[int] = (),
) -> HttpResponse:
    """`about` and `keys` where the work is about others than those that were chosen."""
    if crowd.action in FINAL and request.POST.get("count") != str(len(crowd.keys)):
        told = gettext("Write the number, %d, to confirm.") % len(crowd.keys)
        return ask_once_more(request, crowd, told)
    wish = Wish(
        about=about or crowd.about,
        action=crowd.action,
        key=request.POST.get("key", "")[:KEY_LENGTH] or get_random_string(KEY_LENGTH),
        options=options,
    )
    try:
        made = begin(wish, keys or crowd.keys, request.membership, now=request.now)
    except TooMany:
        return too_many(request, crowd)
    return redirect("many_result", pk=made.pk)


def too_many(request: MemberRequest, crowd: Crowd) -> HttpResponse:
    told = gettext("At most %d can be handed over at once. Narrow the filters first.") % MOST
    messages.error(request, told)
    return redirect(f"{reverse(crowd.about)}?{request.POST.get('query', '')}")
