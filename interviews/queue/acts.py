"""What somebody does with rows of the queue, one or many; and the settings of its rules."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from candidates.models import User
from candidates.page_permissions import MAY_MOVE, member_page, origin_of, safe_next
from candidates.requests import MemberRequest
from candidates.selectors.access import MANAGERS
from candidates.selectors.teams import colleagues
from interviews.attention.facts import Finding
from interviews.attention.table import RULES
from interviews.queue.forms import ASSIGN, AT_ONCE, ME, WAKE, ActForm, QueueForm, ThresholdsForm
from interviews.selectors.attention.limits import settings_of
from interviews.selectors.attention.queue import all_of, standing
from interviews.selectors.attention.scene import Scene, scene_of
from interviews.selectors.coordinators import called
from interviews.services import queue, thresholds
from interviews.services.queue import Hand, Sleep


@require_POST
@member_page
def act(request: MemberRequest) -> HttpResponse:
    if request.membership.role not in MAY_MOVE:
        raise PermissionDenied(
            gettext("Only recruiters, administrators and owners may work on the queue.")
        )
    back = redirect(safe_next(request, "/queue/"))
    people = {str(one.pk): one for one in colleagues(request.company.pk)}
    form = ActForm(given_in(request.POST), people=people.values())
    if not form.is_valid():
        messages.error(request, gettext("That cannot be done with a row: choose a button."))
        return back
    scene = scene_of(request.company, request.now)
    chosen = chosen_in(request, scene)
    if not chosen:
        messages.error(
            request, gettext("None of these rows is there any more, or none was chosen.")
        )
        return back
    hand = Hand(company=request.company, user=request.user, now=request.now)
    do = form.cleaned_data["do"]
    if do == ASSIGN:
        to = form.cleaned_data["to"]
        assignee = request.user if to in ("", ME) else people.get(to)
        told = with_whom(assignee, queue.assign(chosen, assignee, hand))
    elif do == WAKE:
        queue.wake(chosen, hand)
        told = ngettext("%d row is awake.", "%d rows are awake.", len(chosen)) % len(chosen)
    else:
        done = queue.snooze(chosen, Sleep(do), scene.limits, hand)
        told = ngettext("%d row sleeps.", "%d rows sleep.", done) % done
        if done < len(chosen):
            messages.warning(request, gettext("What starts in less than a day stays awake."))
    messages.success(request, told)
    return back


def given_in(given: QueryDict) -> QueryDict:
    """The button of a row that is nobody's takes that row, whatever else is chosen."""
    if not given.get("take"):
        return given
    taken = QueryDict(mutable=True)
    for name, value in (("do", ASSIGN), ("to", ME), ("row", given["take"])):
        taken[name] = str(value)
    return taken


def chosen_in(request: MemberRequest, scene: Scene) -> list[Finding]:
    """The rows that were ticked, and all that match of the rules that were."""
    given = given_in(request.POST)
    found = {(one.code, one.subject): one for one in standing(scene, rows_in(given))}
    codes = [code for code in dict.fromkeys(given.getlist("rule")) if code in RULES]
    if codes:
        form = QueueForm(given, request.company)
        form.is_valid()
        for code in codes:
            rows = all_of(request.membership, form.wanted(code), request.now, AT_ONCE)
            found |= {(one.code, one.subject): one for one in rows}
    return list(found.values())


def rows_in(given: QueryDict) -> set[tuple[str, str]]:
    """Rows are named by their rule and what they are about."""
    keys = (row.partition(" ") for row in given.getlist("row"))
    return {(code, subject) for code, _space, subject in keys}


def with_whom(assignee: User | None, number: int) -> str:
    if assignee is None:
        return ngettext("%d row is nobody's.", "%d rows are nobody's.", number) % number
    said = {"count": number, "name": called(assignee)}
    return (
        ngettext("%(count)d row is with %(name)s.", "%(count)d rows are with %(name)s.", number)
        % said
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def attention_settings(request: MemberRequest) -> HttpResponse:
    if request.membership.role not in MANAGERS:
        raise PermissionDenied(
            gettext("Only administrators and owners may change when the rules of the queue fire.")
        )
    form = ThresholdsForm(request.POST or None, instance=settings_of(request.company))
    if request.method == "POST" and form.is_valid():
        thresholds.save(request.company, form.cleaned_data, origin_of(request))
        messages.success(request, gettext("From now on the queue follows these numbers."))
        return redirect("queue")
    status = 422 if form.is_bound else 200
    return render(request, "interviews/attention_settings.html", {"form": form}, status=status)
