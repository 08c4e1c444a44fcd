"""Pages of message templates: what the mails say, seen with a real candidate and interview, changed, tried, changed
back.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from candidates.forms.mails import WordingForm
from candidates.mail.text import blocks_of
from candidates.mail.wording import Message, WordingRefused, placeholders_of, shipped
from candidates.models import Candidate
from candidates.page_permissions import check_may_word, desk_of, member_page
from candidates.ports import Planned, ports
from candidates.requests import MemberRequest
from candidates.selectors import message_templates as known
from candidates.selectors.message_templates import Current
from candidates.services import message_templates
from candidates.services.message_templates import Example, Place
from candidates.services.outbox import MailRefused

LANGUAGES = dict(settings.LANGUAGES)
OFFERED = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom and which interview the preview is about; both may be nobody's."""

    candidate: Candidate | None = None
    interview: Planned | None = None

    @property
    def example(self) -> Example:
        return Example(self.candidate, self.interview.appointment if self.interview else None)


NOTHING_CHOSEN = Chosen()


@require_safe
@member_page
def template_list(request: MemberRequest) -> HttpResponse:
    check_may_word(request)
    context = {"messages_": known.all_current(request.company.pk), "names": LANGUAGES}
    return render(request, "candidates/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def template(request: MemberRequest, message: str, language: str) -> HttpResponse:
    """A form with four buttons: see, try on oneself, save, change back. Unsaved text is seen and tried, too."""
    check_may_word(request)
    if message not in Message.values or language not in LANGUAGES:
        raise Http404
    place = Place(Message(message), language)
    current = known.one_current(request.company.pk, place.message, language)
    if request.method == "POST" and request.POST.get("do") == "restore":
        message_templates.restore(place, desk_of(request))
        messages.success(request, gettext("From the next mail on the shipped wording holds again."))
        return redirect("template", message, language)
    form = form_of(request, current)
    if not form.is_bound:
        return shown(request, current, form, chosen_in(request, request.GET))
    if not form.is_valid():
        return shown(request, current, form, status=422)
    return answered(request, current, form, place)


def answered(
    request: MemberRequest, current: Current, form: WordingForm, place: Place
) -> HttpResponse:
    wording, do = form.wording, form.cleaned_data["do"]
    chosen = chosen_in(request, request.POST)
    desk = desk_of(request)
    try:
        if do == "save":
            message_templates.word(place, wording, desk)
        elif do == "test":
            message_templates.send_test(place, wording, chosen.example, desk)
    except WordingRefused as refused:
        for field, sentences in refused.errors.items():
            form.add_error(field, sentences)
        return shown(request, current, form, status=422)
    except MailRefused as refused:
        messages.error(request, str(refused))
    else:
        if do == "save":
            messages.success(request, gettext("From the next mail on it says this."))
            return redirect("template", place.message, place.language)
        if do == "test":
            messages.success(request, gettext("A test is on its way to %s.") % desk.user.email)
    return shown(request, current, form, chosen)


def shown(
    request: MemberRequest,
    current: Current,
    form: WordingForm,
    chosen: Chosen = NOTHING_CHOSEN,
    *,
    status: int = 200,
) -> HttpResponse:
    """With the letter as it would be, as far as the wording can be one."""
    place = Place(current.message, current.language)
    try:
        preview = message_templates.preview(place, form.seen, chosen.example, desk_of(request))
    except WordingRefused as refused:
        preview = None
        if not form.errors:
            for field, sentences in refused.errors.items():
                form.add_error(field, sentences)
            status = 422
    context = {
        "current": current,
        "form": form,
        "language_name": LANGUAGES[current.language],
        "placeholders": placeholders_of(current.message).items(),
        "preview": preview,
        "blocks": blocks_of(preview.text) if preview else [],
        "chosen": chosen,
        "people": known.offered_candidates(request.company.pk, chosen.candidate),
        "interviews": offered_interviews(request, chosen.interview)
        if current.message.tells_times
        else [],
        "edits": known.edits_of(current.row),
        "shipped": shipped(current.message, current.language),
    }
    return render(request, "candidates/template.html", context, status=status)


def form_of(request: MemberRequest, current: Current) -> WordingForm:
    """An earlier wording is put into the form by its number, and not saved by that."""
    if request.method == "POST":
        return WordingForm(request.POST)
    earlier = request.GET.get("edit", "")
    wording = current.wording
    for edit in known.edits_of(current.row) if earlier else []:
        if str(edit.pk) == earlier:
            wording = edit.wording or shipped(current.message, current.language)
    return WordingForm(initial={"subject": wording.subject, "text": wording.text})


def chosen_in(request: MemberRequest, given: Any) -> Chosen:
    """An interview says whose letter it is, unless another candidate was chosen beside it since it was shown."""
    candidate = asked_candidate(request, given)
    interview = asked_interview(request, given)
    if interview is None:
        return Chosen(candidate)
    told = given.get("candidate", "")
    if told not in ("", str(interview.candidate_id), given.get("shown", told)):
        return Chosen(candidate)
    owner = known.candidate_of(request.company.pk, interview.candidate_id or 0)
    return Chosen(owner, interview)


def asked_interview(request: MemberRequest, given: Any) -> Planned | None:
    """Another company's is a 404; one that was cancelled meanwhile as well."""
    number = given.get("interview", "")
    if not number:
        return None
    diary = ports.diary
    found = diary.planned(request.company.pk, int(number)) if is_key(number) else None
    if found is None:
        raise Http404
    return found


def offered_interviews(request: MemberRequest, chosen: Planned | None) -> list[Planned]:
    """The one that is chosen already, and the next."""
    coming = ports.diary.to_come(request.company.pk, request.now, OFFERED)
    others = [one for one in coming if chosen is None or one.pk != chosen.pk]
    return [chosen, *others] if chosen else others


def asked_candidate(request: MemberRequest, given: Any) -> Candidate | None:
    """Whom the preview is about; another company's is a 404."""
    number = given.get("candidate", "")
    if not number:
        return None
    found = known.candidate_of(request.company.pk, int(number)) if is_key(number) else None
    if found is None:
        raise Http404
    return found


def is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
