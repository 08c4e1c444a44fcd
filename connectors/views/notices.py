"""The part of a form that tells people of a change: whom, and what, as it is proposed."""

from django.template.loader import render_to_string
from django.utils.translation import gettext

from candidates.requests import MemberRequest
from connectors.base import Told, Write
from connectors.forms import NoticeForm
from interviews.models import Interview
from interviews.selectors.detail import Detail


def notice_form(
    request: MemberRequest,
    found: Detail,
    write: Write | None,
    *,
    sent: bool,
    new: Interview | None = None,
) -> NoticeForm:
    """`new` is the interview as it will be; without one it is cancelled. Everybody is ticked where the vendor says that
    it tells nobody.
    """
    if sent:
        return NoticeForm(request.POST, found=found)
    form = NoticeForm(found=found)
    told = {"company": request.company.name}
    moved = gettext("%(company)s: the interview has moved") % told
    off = gettext("%(company)s: the interview is cancelled") % told
    interview = found.row.interview
    lines = {"interview": interview, "new": new}
    text = render_to_string("connectors/_notice.txt", lines, request)
    everybody = [who for who, addresses in form.addresses.items() if addresses]
    form.initial = {
        "subject": moved if new else off,
        "text": text.strip(),
        "tell": everybody if write and write.tells == Told.NOBODY else [],
    }
    return form
