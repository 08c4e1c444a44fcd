"""How a company invites: how long candidates have, when they are reminded, how long mails can still be stopped."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from candidates.mail.text import MOST_DAYS, days_said
from candidates.models import Company
from candidates.page_permissions import manager_page, origin_of
from candidates.requests import MemberRequest
from candidates.services.companies import change_company
from candidates.services.reminders import due_now
from interviews.forms.base import PageForm

MOST_REMINDERS = 10
LONGEST_HOLD = 24 * 60


class RemindDaysField(forms.CharField):
    """Whole numbers of days with commas or spaces between; as a list, the longest first."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(day) for day in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        found = set()
        for text in str(value or "").replace(",", " ").replace(";", " ").split():
            if not (text.isascii() and text.isdecimal() and len(text) < 4):
                raise forms.ValidationError(gettext("“%s” is no number of days.") % text)
            found.add(int(text))
        if found and max(found) > MOST_DAYS:
            told = gettext("At most %d days before the deadline can be asked for.") % MOST_DAYS
            raise forms.ValidationError(told)
        if len(found) > MOST_REMINDERS:
            told = gettext("At most %d reminders can be asked for.") % MOST_REMINDERS
            raise forms.ValidationError(told)
        return sorted(found, reverse=True)


class InvitingForm(PageForm):
    interview_period = forms.IntegerField(
        label=_("Days to the deadline"),
        help_text=_(
            "How long a candidate has from the invitation on. Projects may say otherwise. Open invitations keep their "
            "deadline."
        ),
        min_value=1,
        max_value=MOST_DAYS,
    )
    remind_days = RemindDaysField(
        label=_("Reminders, days before the deadline"),
        help_text=_(
            "Such as: 3, 1. Whoever has not answered gets a mail so many days before the deadline, on the clock of the "
            "company; 0 is the day itself, empty is none. Open invitations follow at once: who is within these days "
            "and was not reminded yet gets one reminder within a minute."
        ),
        required=False,
        max_length=100,
    )
    mail_hold_minutes = forms.IntegerField(
        label=_("Minutes a mail waits in the outbox"),
        help_text=_(
            "In that time a mail to a candidate can be read, changed and discarded. With 0 it leaves at once, and "
            "nobody can stop it. Mails that wait already keep their time."
        ),
        min_value=0,
        max_value=LONGEST_HOLD,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@manager_page
def inviting(request: MemberRequest) -> HttpResponse:
    form = InvitingForm(request.POST or None, initial=known(request.company))
    if form.is_bound and form.is_valid():
        company = change_company(request.company.pk, form.cleaned_data, origin_of(request))
        messages.success(request, said(due_now(company, request.now)))
        return redirect("inviting")
    status = 422 if form.is_bound else 200
    return render(request, "interviews/inviting.html", {"form": form}, status=status)


def known(company: Company) -> dict[str, Any]:
    return {
        "interview_period": company.interview_period,
        "remind_days": days_said(company.remind_days)[::-1],
        "mail_hold_minutes": company.mail_hold_minutes,
    }


def said(due: int) -> str:
    if not due:
        return gettext("Saved.")
    return (
        ngettext(
            "Saved. %d candidate is reminded within a minute.",
            "Saved. %d candidates are reminded within a minute.",
            due,
        )
        % due
    )
