"""Pages of message templates: what the hub's mails say, seen with a real candidate, changed, tried, changed back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from candidates.doors import check_may_word, desk_of, member_page
from candidates.forms import WordingForm
from candidates.mail.text import blocks_of
from candidates.mail.wording import Message, WordingRefused, placeholders_of, shipped
from candidates.models import Candidate
from candidates.requests import MemberRequest
from candidates.selectors import message_templates as known
from candidates.selectors.message_templates import Current
from candidates.services import message_templates
from candidates.services.message_templates import Place
from candidates.services.outbox import MailRefused

LANGUAGES = dict(settings.LANGUAGES)


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
        return shown(request, current, form, candidate=asked_candidate(request, request.GET))
    if not form.is_valid():
        return shown(request, current, form, status=422)
    return answered(request, current, form, place)


def answered(
    request: MemberRequest, current: Current, form: WordingForm, place: Place
) -> HttpResponse:
    wording, do = form.wording, form.cleaned_data["do"]
    candidate = asked_candidate(request, request.POST)
    desk = desk_of(request)
    try:
        if do == "save":
            message_templates.word(place, wording, desk)
        elif do == "test":
            message_templates.send_test(place, wording, candidate, desk)
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
    return shown(request, current, form, candidate=candidate)


def shown(
    request: MemberRequest,
    current: Current,
    form: WordingForm,
    *,
    candidate: Candidate | None = None,
    status: int = 200,
) -> HttpResponse:
    """With the letter as it would be, as far as the wording can be one."""
    place = Place(current.message, current.language)
    try:
        preview = message_templates.preview(place, form.seen, candidate, desk_of(request))
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
        "chosen": candidate,
        "people": known.offered_candidates(request.company.pk, candidate),
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
