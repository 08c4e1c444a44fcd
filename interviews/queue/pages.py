"""The queue, whole and by rule; the count that every page asks for once a minute."""

from functools import partial
from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from candidates.page_permissions import MAY_MOVE, member_page
from candidates.requests import MemberRequest
from candidates.selectors.access import MANAGERS
from interviews.attention.table import RULES
from interviews.queue import switches
from interviews.queue.forms import AT_ONCE, QueueForm
from interviews.selectors.attention.counts import awake, mark_of, pressing
from interviews.selectors.attention.queue import queue
from interviews.selectors.conflicts import waiting_since


@require_safe
@member_page
def needs_attention(request: MemberRequest, code: str = "") -> HttpResponse:
    if code and code not in RULES:
        raise Http404(gettext("There is no rule called “%s”.") % code)
    form = QueueForm(request.GET, request.company)
    for complaint in form.complaints():
        messages.error(request, complaint)
    found = queue(request.membership, form.wanted(code), request.now)
    takers = render_to_string("interviews/_queueto.html", {"queue": found, "request": request})
    context = {
        "queue": found,
        "takers": takers,
        "menus": menus(request, takers),
        "form": form,
        "rule": RULES.get(code),
        "awake": partial(awake, request.membership, request.now),
        "whose": switches.whose(request.GET, form),
        "importance": switches.importance(request.GET, form),
        "sleeping": switches.sleeping(request.GET, form),
        "address": switches.address(request.GET) if request.GET else "",
        "here": request.get_full_path(),
        "earlier": switches.address(request.GET, found.page - 1) if found.page > 1 else "",
        "later": switches.address(request.GET, found.page + 1) if found.page < found.pages else "",
        "waiting_since": waiting_since(request.company.pk, request.now),
        "may_act": request.membership.role in MAY_MOVE,
        "at_once": AT_ONCE,
        "may_set": request.membership.role in MANAGERS,
    }
    return render(request, "interviews/queue.html", context)


def menus(request: MemberRequest, takers: str) -> dict[str, str]:
    """What the menu of every row holds, drawn once for all rows that begin at some time and once for the others."""
    told = {"takers": takers, "here": request.get_full_path()}
    return {
        name: render_to_string("interviews/_queuemenu.html", told | {"dated": dated}, request)
        for name, dated in (("dated", True), ("undated", False))
    }


@require_safe
@member_page
def count(request: MemberRequest) -> HttpResponse:
    """Tiny, and 304 while nothing is new: pages ask for it while they are looked at."""
    found = pressing(request.membership, request.now)
    body = {
        "urgent": found.urgent,
        "tone": found.tone,
        "mark": mark_of(request.company, request.now),
    }
    tag = f'"{sha256(repr(sorted(body.items())).encode()).hexdigest()[:24]}"'
    same = request.headers.get("If-None-Match") == tag
    response: HttpResponse = HttpResponseNotModified() if same else JsonResponse(body)
    response["ETag"] = tag
    patch_cache_control(response, private=True, no_cache=True)
    return response
