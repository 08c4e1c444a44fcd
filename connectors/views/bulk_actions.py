"""One action for many interviews: chosen in the list, looked at once more, then asked for with a result for each."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from candidates.forms.candidates import ManyForm
from candidates.models import Change
from candidates.page_permissions import member_page, safe_next
from candidates.requests import MemberRequest
from candidates.services.bulk_actions import MOST
from candidates.services.bulk_moves import AT_ONCE
from connectors.forms.reasons import ReasonForm
from connectors.models import IntegratedAccount, WriteBack
from connectors.selectors.bulk_writes import Foreseen, cancellable, wishes_called
from connectors.services.bulk_writes import Asked, cancel_many
from connectors.views.interview_actions import check_role
from interviews.lists import assign, handover
from interviews.lists.picked import NothingPicked, all_that_match, picked, seen_in
from interviews.models import Interview
from interviews.people import bulk as people
from interviews.selectors.coordinators import colleagues_of
from interviews.selectors.people import interviewed

KEY_LENGTH = 24
ACTIONS = ("cancel", "remind", "assign")


@require_POST
@member_page
def bulk(request: MemberRequest) -> HttpResponse:
    check_role(request)
    action = request.POST.get("action", "")
    back = f"/interviews/?{request.POST.get('query', '')}"
    if action not in ACTIONS:
        messages.error(request, gettext("There is no such action. Choose one of those offered."))
        return redirect(back)
    try:
        if request.POST.get("all") and (everything := crowd(request, action)):
            return all_of(request, everything)
        rows = picked(request, request.POST)
    except NothingPicked as nothing:
        messages.error(request, str(nothing))
        return redirect(safe_next(request, back))
    if action == "remind":
        return remind(request, rows, back)
    if action == "assign":
        return assign.confirm(request, rows)
    if "confirm" in request.POST and (key := request.POST.get("key", "")[:KEY_LENGTH]):
        return carry_out(request, rows, key)
    return confirm(request, rows)


def crowd(request: MemberRequest, action: str) -> handover.Crowd | None:
    """None where a request is enough. Raises NothingPicked."""
    keys = all_that_match(request, request.POST, MOST)
    if len(keys) <= AT_ONCE and "confirm" not in request.POST:
        return None
    shown: dict[str, object] = {}
    if action == "cancel":
        shown["reasons"] = ReasonForm(request.POST if "confirm" in request.POST else None)
    if action == "assign":
        shown["arranging"] = colleagues_of(request.company.pk)
    return handover.Crowd(about="interviews", action=action, keys=keys, shown=shown)


def all_of(request: MemberRequest, everything: handover.Crowd) -> HttpResponse:
    if "confirm" not in request.POST:
        return handover.ask_once_more(request, everything)
    if everything.action == "assign":
        try:
            chosen = assign.coordinator_in(request)
        except assign.NoColleague:
            told = gettext("Choose a colleague first.")
            return handover.ask_once_more(request, everything, told)
        return handover.hand_over(
            request, everything, {"coordinator": chosen.pk if chosen else None}
        )
    if everything.action == "remind":
        people_there = interviewed(request.company.pk, everything.keys)
        keys = sorted(people_there.values_list("pk", flat=True))
        return handover.hand_over(request, everything, {}, about="candidates", keys=keys)
    return handover.hand_over(request, everything, ReasonForm(request.POST).because())


def remind(request: MemberRequest, rows: list[Interview], back: str) -> HttpResponse:
    """Each candidate once, however many of their interviews were chosen."""
    candidates = list(interviewed(request.company.pk, [row.pk for row in rows]))
    form = ManyForm({"action": "remind"})
    if not candidates or not form.is_valid():
        messages.error(request, gettext("None of these interviews has a candidate."))
        return redirect(back)
    return people.confirm(request, form, candidates, "")


def confirm(request: MemberRequest, rows: list[Interview]) -> HttpResponse:
    found = cancellable(rows)
    possible = [one for one in found if not one.why]
    context = {
        "possible": possible,
        "blocked": [one for one in found if one.why],
        "accounts": accounts_of(possible),
        "form": ReasonForm(),
        "key": get_random_string(KEY_LENGTH),
        "query": request.POST.get("query", ""),
    }
    return render(request, "connectors/bulk.html", context)


def accounts_of(possible: list[Foreseen]) -> list[tuple[IntegratedAccount, int]]:
    """The connections that are asked, each with how many interviews."""
    accounts = [one.interview.account for one in possible]
    known = [account for account in accounts if isinstance(account, IntegratedAccount)]
    known.sort(key=lambda account: (account.name, account.pk))
    return [(account, len(list(some))) for account, some in groupby(known)]


def carry_out(request: MemberRequest, rows: list[Interview], key: str) -> HttpResponse:
    asked = Asked(
        key=key,
        source=Change.Source.PAGE,
        now=request.now,
        actor_id=request.user.pk,
        **ReasonForm(request.POST).because(),
    )
    outcomes = cancel_many(rows, seen_in(request.POST.getlist("i")), asked)
    return render(request, "connectors/bulk_done.html", {"outcomes": outcomes, "key": key})


@require_safe
@member_page
def progress(request: MemberRequest, key: str) -> HttpResponse:
    """How far a wish for many is: what the vendors have done, refused, and what still waits."""
    wishes = wishes_called(request.company.pk, key)
    if not wishes:
        raise Http404
    waiting = sum(wish.state == WriteBack.State.QUEUED for wish in wishes)
    context = {"wishes": wishes, "waiting": waiting, "over": len(wishes) - waiting}
    return render(request, "connectors/bulk_progress.html", context)
