"""Pages of the outbox: what waits, what left, what failed, and one mail to read, change, send or discard."""

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from candidates.forms.mails import LetterForm, ManyMailsForm, OutboxForm
from candidates.mail.text import blocks_of
from candidates.mail.wording import message_of
from candidates.models import Mail
from candidates.page_permissions import MAY_MOVE, check_may_mail, desk_of, member_page
from candidates.requests import MemberRequest
from candidates.selectors.access import MANAGERS
from candidates.selectors.mails import TABS, Sought, backlog, mail_of, mails, mails_read_by
from candidates.services import outbox
from candidates.services.outbox import EDITED, Desk, MailRefused, NoSuchMail
from candidates.statuses import CandidateStatus

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
TAB_OF = {state: tab for tab, states in TABS.items() for state in states}
ACTS: dict[str, tuple[Callable[[int, Desk], Mail], str | Promise]] = {
    "send": (outbox.send_now, _("The mail leaves with the next free worker.")),
    "discard": (outbox.discard, _("The mail is discarded and will not be sent.")),
    "retry": (outbox.retry, _("The mail is sent once more with the next free worker.")),
}


@require_safe
@member_page
def mail_list(request: MemberRequest) -> HttpResponse:
    form = OutboxForm(request.GET)
    tab, before = form.asked
    among = mails_read_by(request.membership)
    page = mails(request.company.pk, tab, before, form.sought, among)
    context = {
        "tab": tab,
        "page": page,
        "form": form,
        "sought": form.sought,
        "query": query_of(form.sought),
        "backlog": backlog(request.company.pk, form.sought, among),
        "forgotten_after": settings.KEEP_DAYS if tab in ("sent", "discarded") else 0,
        "complaints": form.complaints,
        "first": before is None,
        "may_word": request.membership.role in MANAGERS,
        "bulk": request.membership.role in MAY_MOVE and tab in ("waiting", "failed"),
    }
    return render(request, "candidates/outbox.html", context)


def query_of(sought: Sought) -> str:
    """What goes with every address of a narrowed outbox: `&q=kim`."""
    given = {"q": sought.words, "kind": sought.kind}
    asked = urlencode({name: value for name, value in given.items() if value})
    return f"&{asked}" if asked else ""


@require_safe
@member_page
def mail_page(request: MemberRequest, pk: int) -> HttpResponse:
    return shown(request, mail_or_404(request, pk))


def shown(request: MemberRequest, mail: Mail, form: LetterForm | None = None) -> HttpResponse:
    written = LetterForm(initial={"subject": mail.subject, "text": mail.text})
    may_mail = request.membership.role in MAY_MOVE
    context = {
        "mail": mail,
        "tab": TAB_OF[mail.state],
        "blocks": blocks_of(mail.text),
        "form": form or written,
        "message": message_of(mail.kind, confirmed=mail.status == CandidateStatus.CONFIRMED),
        "may_word": request.membership.role in MANAGERS,
        "may_edit": may_mail and mail.state == Mail.State.WAITING and mail.kind in EDITED,
        "may_mail": may_mail,
        "kept_days": settings.KEEP_DAYS,
    }
    return render(request, "candidates/mail_page.html", context, status=422 if form else 200)


@require_safe
@member_page
def letter(request: MemberRequest, pk: int) -> HttpResponse:
    """The HTML as it is sent, in a world of its own: nothing of it runs, loads or leads anywhere but its style."""
    html = mail_or_404(request, pk).html
    if not html:
        raise Http404
    style = STYLE.search(html)
    digest = b64encode(sha256((style[1] if style else "").encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; sandbox"
    return HttpResponse(html, headers={"Content-Security-Policy": policy})


@require_POST
@member_page
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    check_may_mail(request)
    mail = mail_or_404(request, pk)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return shown(request, mail, form)
    try:
        outbox.edit(pk, desk_of(request), **form.cleaned_data)
    except MailRefused as refused:
        form.add_error(None, str(refused))
        return shown(request, mail, form)
    messages.success(request, gettext("The mail is changed."))
    return redirect("mail", pk=pk)


@require_POST
@member_page
def act(request: MemberRequest, pk: int, name: str) -> HttpResponse:
    check_may_mail(request)
    if name not in ACTS:
        raise Http404
    service, done = ACTS[name]
    try:
        service(pk, desk_of(request))
    except NoSuchMail:
        raise Http404 from None
    except MailRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, str(done))
    return redirect("mail", pk=pk)


@require_POST
@member_page
def act_on_many(request: MemberRequest) -> HttpResponse:
    """The rows that were ticked, or all of the tab that were looked for."""
    check_may_mail(request)
    form = ManyMailsForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Choose mails, and what to do with them."))
        return redirect("outbox")
    name, chosen = form.cleaned_data["do"], form.chosen
    done = outbox.many(name, chosen, desk_of(request), form.sought)
    left = len(chosen) - done if chosen is not None else 0
    if done:
        messages.success(request, DONE[name](done))
    if left:
        said = ngettext(
            "%d mail is left as it is: its state is another by now, or nobody knows whether it was sent.",
            "%d mails are left as they are: their state is another by now, or nobody knows whether they were sent.",
            left,
        )
        messages.warning(request, said % left)
    return redirect(f"{reverse('outbox')}?tab={form.cleaned_data['tab']}{query_of(form.sought)}")


DONE: dict[str, Callable[[int], str]] = {
    "send": lambda n: ngettext("%d mail leaves now.", "%d mails leave now.", n) % n,
    "discard": lambda n: ngettext("%d mail is discarded.", "%d mails are discarded.", n) % n,
    "retry": lambda n: ngettext("%d mail is sent again.", "%d mails are sent again.", n) % n,
}


def mail_or_404(request: MemberRequest, pk: int) -> Mail:
    mail = mail_of(request.company.pk, pk, mails_read_by(request.membership))
    if mail is None:
        raise Http404
    return mail
