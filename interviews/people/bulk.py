"""One move for many candidates: chosen in the list, looked at once more, then done with a result for each."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from candidates.forms.candidates import ManyForm
from candidates.models import Candidate
from candidates.page_permissions import asking_of, check_may_move, member_page
from candidates.permissions import Right
from candidates.requests import MemberRequest
from candidates.selectors.bulk_preview import foreseen
from candidates.selectors.teams import barred_from
from candidates.services.bulk_actions import MOST
from candidates.services.bulk_moves import AT_ONCE, TooMany, Wanted, move_many
from candidates.times import NoSuchHour, moment_of
from interviews.lists import handover
from interviews.lists.assign import NoColleague, coordinator_in
from interviews.lists.picked import NothingPicked, seen_in
from interviews.people import coordinators
from interviews.people.lists import form_of, query_of
from interviews.selectors.coordinators import colleagues_of
from interviews.selectors.people import PeopleQuery, keys_by, picked, picked_by

KEY_LENGTH = 24
NOT_THIS_WAY = _("Nobody moves this candidate from here.")


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def bulk(request: MemberRequest) -> HttpResponse:
    check_may_move(request)
    given = request.POST if request.method == "POST" else request.GET
    form = ManyForm(given)
    if not form.is_valid():
        messages.error(request, form.sentence())
        return redirect("candidates")
    try:
        return asked(request, form, given)
    except NothingPicked as nothing:
        messages.error(request, str(nothing))
        return redirect("candidates")


def asked(request: MemberRequest, form: ManyForm, given: QueryDict) -> HttpResponse:
    """Raises NothingPicked."""
    if request.method == "POST" and "confirm" in request.POST:
        if given.get("all"):
            return carry_out_all(request, form)
        assigning = form.cleaned_data["action"] == "assign"
        return coordinators.carry_out(request) if assigning else carry_out(request, form)
    rows = picked_ones(request, given)
    if given.get("all") and len(rows) > AT_ONCE:
        return handover.ask_once_more(request, crowd(request, form))
    if not rows:
        messages.error(request, gettext("Nobody was chosen."))
        return redirect("candidates")
    if len(rows) > AT_ONCE:
        told = gettext("At most %d candidates can be moved at once.")
        messages.error(request, told % AT_ONCE)
        return redirect("candidates")
    if form.cleaned_data["action"] == "assign":
        return coordinators.confirm(request, rows)
    return confirm(request, form, rows, "")


def picked_ones(request: MemberRequest, given: QueryDict) -> list[Candidate]:
    """One more than is possible, where there are more."""
    if given.get("all"):
        return picked_by(query_in(request, given), AT_ONCE + 1)
    return picked(request.company.pk, list(seen_in(given.getlist("c")))[: AT_ONCE + 1])


def query_in(request: MemberRequest, given: QueryDict) -> PeopleQuery:
    """Raises NothingPicked where not all of the address is understood: whoever is left out would be acted on."""
    filters = form_of(QueryDict(given.get("query", "")), request)
    if complaints := filters.complaints():
        raise NothingPicked(" ".join(complaints))
    return query_of(filters, request)


def crowd(request: MemberRequest, form: ManyForm) -> handover.Crowd:
    action = form.cleaned_data["action"]
    shown: dict[str, object] = {"deadline": request.POST.get("deadline", "")}
    if action == "assign":
        shown["arranging"] = colleagues_of(request.company.pk)
    keys = keys_by(query_in(request, request.POST), MOST + 1)
    return handover.Crowd(about="candidates", action=action, keys=keys, shown=shown)


def carry_out_all(request: MemberRequest, form: ManyForm) -> HttpResponse:
    everybody = crowd(request, form)
    local = form.cleaned_data["deadline"]
    options: dict[str, object] = {}
    if everybody.action == "assign":
        try:
            chosen = coordinator_in(request)
        except NoColleague:
            told = gettext("Choose a colleague first.")
            return handover.ask_once_more(request, everybody, told)
        options["coordinator"] = chosen.pk if chosen else None
    if everybody.action == "set_deadline":
        if local is None:
            told = gettext("Write the deadline as a date and a time.")
            return handover.ask_once_more(request, everybody, told)
        try:
            options["deadline"] = moment_of(local, request.zones.main).isoformat()
        except NoSuchHour as skipped:
            return handover.ask_once_more(request, everybody, str(skipped))
    return handover.hand_over(request, everybody, options)


def confirm(
    request: MemberRequest, form: ManyForm, rows: list[Candidate], problem: str
) -> HttpResponse:
    name = form.cleaned_data["action"]
    views = foreseen(
        rows,
        name,
        request.company,
        request.now,
        otherwise=str(NOT_THIS_WAY),
        barred=barred_here(request, rows),
    )
    context = {
        "action": name,
        "possible": [one for one in views if not one.why],
        "blocked": [one for one in views if one.why],
        "key": request.POST.get("key", "")[:KEY_LENGTH] or get_random_string(KEY_LENGTH),
        "problem": problem,
        "deadline": request.POST.get("deadline", ""),
    }
    return render(request, "interviews/bulk.html", context, status=422 if problem else 200)


def barred_here(request: MemberRequest, rows: list[Candidate]) -> dict[int, str]:
    return barred_from(Right.MOVE, rows, request.membership.role, request.user.pk)


def carry_out(request: MemberRequest, form: ManyForm) -> HttpResponse:
    seen = seen_in(request.POST.getlist("c"))
    name, local = form.cleaned_data["action"], form.cleaned_data["deadline"]
    problem, deadline = "", None
    if name == "set_deadline" and local is None:
        problem = gettext("Write the deadline as a date and a time.")
    if name == "skip" and form.cleaned_data["count"] != len(seen):
        problem = gettext("Write the number of candidates, %d, to skip them.") % len(seen)
    try:
        deadline = moment_of(local, request.zones.main) if local else None
    except NoSuchHour as skipped:
        problem = str(skipped)
    if problem:
        return confirm(request, form, picked(request.company.pk, list(seen)), problem)
    asking = asking_of(request)
    wanted = Wanted(name=name, key=form.cleaned_data["key"], deadline=deadline)
    try:
        barred = barred_here(request, picked(request.company.pk, list(seen)))
        outcomes = move_many(seen, wanted, asking, barred)
    except TooMany as refusal:
        messages.error(request, str(refusal))
        return redirect("candidates")
    return render(request, "interviews/bulk_done.html", {"action": name, "outcomes": outcomes})
