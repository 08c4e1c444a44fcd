"""The page that has the panel of an interview changed at its vendor: who sits there, who could, what it costs."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from candidates.page_permissions import member_page
from candidates.requests import MemberRequest
from connectors.forms import PanelForm
from connectors.forms.reasons import ReasonForm
from connectors.selectors.writes import why_not_seats
from connectors.services.write_requests import new_key
from connectors.views.interview_actions import Subject, asked, check_role, wished
from connectors.views.notices import panel_notices, told_by
from interviews.models import AtsUser
from interviews.selectors.detail import detail, planned_with
from interviews.selectors.foreseen import foreseen
from interviews.selectors.standins import standins

SENDING = ("look", "confirm")


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def panel(request: MemberRequest, pk: int) -> HttpResponse:
    """`?replace=` names the seat of whoever cannot come. Looking for people sends nothing yet."""
    check_role(request)
    found = detail(company_id=request.company.pk, pk=pk)
    if found is None or found.row.interview.account is None:
        raise Http404
    interview = found.row.interview
    it = Subject(found, "reschedule", why_not_seats(interview))
    leaving = request.GET.get("replace", "")
    seats = list(interview.interviewers.all())
    form = PanelForm(
        request.POST or None,
        interview=interview,
        initial=PanelForm.of(seats, leaving) | {"key": new_key()},
    )
    leaver = next((seat for seat in found.row.panel if str(seat.pk) == leaving), None)
    because = {"reason": "interviewer_away"} if leaver and leaver.answer == "declined" else {}
    reasons = ReasonForm(request.POST or None, initial=because)
    sending = any(name in request.POST for name in SENDING)
    blocked = it.blocked or ("" if form.is_bound else asked(it))
    context: dict[str, Any] = {
        "detail": found,
        "form": form,
        "reasons": reasons,
        "blocked": blocked,
        "leaver": leaver,
        "sending": sending,
    }
    if sending and not blocked and form.is_valid() and reasons.is_valid():
        sent, shown = "confirm" in request.POST, looked(it, form)
        who = {name: shown[name] for name in ("joining", "leaving")}
        notices = panel_notices(request, found, it.write, **who, sent=sent)
        if sent and all(one.is_valid() for one in notices):
            values = {"seats": form.values()} | reasons.because() | told_by(notices)
            return wished(request, it, form.cleaned_data["key"], values)
        context |= shown | {"notices": notices}
        status = 422 if sent else 200
        return render(request, "connectors/panel_confirm.html", context, status=status)
    status = 422 if sending else 200
    if not blocked:
        context |= offered(request, it, form)
    return render(request, "connectors/panel.html", context, status=status)


def offered(request: MemberRequest, it: Subject, form: PanelForm) -> dict[str, Any]:
    """Those on the panel and those who are chosen, each with whether they are ticked; then the others."""
    ticked = form.chosen("people")
    seated = [str(seat.user_id) for seat in form.seats if seat.user_id]
    rows = {str(one.pk): one for one in form.everybody.filter(pk__in={*seated, *ticked})}
    near = [rows[pk] for pk in dict.fromkeys([*seated, *ticked]) if pk in rows]
    here, others = standins(it.found, near, form.others(), zone=request.zones.main)
    shown = form.number()
    answers = {seat.user_id: seat for seat in it.found.row.panel if seat.user_id}
    return {
        "here": [(one, answers.get(one.user.pk), str(one.user.pk) in ticked) for one in here],
        "guests": [(one, one in form.chosen("guests")) for one in form.addresses],
        "others": others[:shown],
        "more": shown + 20 if len(others) > shown else 0,
    }


def looked(it: Subject, form: PanelForm) -> dict[str, Any]:
    people: list[AtsUser] = list(form.cleaned_data["people"])
    chosen, guests = {one.pk for one in people}, form.cleaned_data["guests"]
    panel = it.found.row.panel
    here = {seat.user_id for seat in panel if seat.user_id}
    left = [seat for seat in panel if not stays(seat.user_id, seat.email, chosen, guests)]
    planned = planned_with(it.found, people)
    return {
        "planned": planned,
        "foreseen": foreseen(planned, it.found.conflicts),
        "people": people,
        "joining": [one for one in people if one.pk not in here],
        "leaving": left,
        "guests": guests,
    }


def stays(user: int | None, email: str | None, people: set[int], guests: list[str]) -> bool:
    return user in people if user else email in guests
