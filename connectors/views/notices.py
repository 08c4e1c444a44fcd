"""The part of a form that tells people of a change: whom, and what, as it is proposed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext

from candidates.requests import MemberRequest
from connectors.base import Told, Write
from connectors.forms import NoticeForm
from interviews.models import AtsUser, Interview
from interviews.selectors.detail import Detail
from interviews.selectors.panel import SeatView


@dataclass(frozen=True, slots=True)
class Proposal:
    """`addresses` are by who they are, `lines` what the text is made of."""

    prefix: str
    addresses: Mapping[str, list[str]]
    subject: str
    lines: Mapping[str, Any]


def notice_form(
    request: MemberRequest,
    found: Detail,
    write: Write | None,
    *,
    sent: bool,
    new: Interview | None = None,
) -> NoticeForm:
    """To the candidate and the panel. `new` is the interview as it will be; without one it is cancelled. Mails are kept
    with the candidate: without one there is nobody to be told.
    """
    candidate = found.row.interview.candidate
    panel = [seat.email for seat in found.row.panel if seat.email]
    email = candidate.email if candidate else None
    known = {"candidate": [email] if email else [], "panel": panel} if candidate else {}
    told = {"company": request.company.name}
    moved = gettext("%(company)s: the interview has moved") % told
    off = gettext("%(company)s: the interview is cancelled") % told
    lines = {"interview": found.row.interview, "new": new, "what": "moved" if new else "off"}
    proposal = Proposal("notice", known, moved if new else off, lines)
    return form_of(request, proposal, write, sent=sent)


def panel_notices(
    request: MemberRequest,
    found: Detail,
    write: Write | None,
    *,
    joining: Iterable[AtsUser],
    leaving: Iterable[SeatView],
    sent: bool,
) -> list[NoticeForm]:
    """One to whoever is new on the panel, one to whoever is no longer needed."""
    if found.row.interview.candidate is None:
        return []
    told = {"company": request.company.name}
    new = [one.email for one in joining if one.email]
    left = [one.email for one in leaving if one.email]
    on = gettext("%(company)s: you are on the panel of an interview") % told
    off = gettext("%(company)s: you are no longer needed") % told
    wanted = [("joining", new, on), ("leaving", left, off)]
    proposals = [
        Proposal(who, {who: some}, subject, {"interview": found.row.interview, "what": who})
        for who, some, subject in wanted
        if some
    ]
    return [form_of(request, one, write, sent=sent) for one in proposals]


def form_of(
    request: MemberRequest, proposal: Proposal, write: Write | None, *, sent: bool
) -> NoticeForm:
    """Everybody is ticked where the vendor says that it tells nobody."""
    addresses, prefix = proposal.addresses, proposal.prefix
    if sent:
        return NoticeForm(request.POST, addresses=addresses, prefix=prefix)
    text = render_to_string("connectors/_notice.txt", dict(proposal.lines), request)
    everybody = [who for who, some in addresses.items() if some]
    initial = {
        "subject": proposal.subject,
        "text": text.strip(),
        "tell": everybody if write and write.tells == Told.NOBODY else [],
    }
    return NoticeForm(addresses=addresses, prefix=prefix, initial=initial)


def told_by(forms: Iterable[NoticeForm]) -> dict[str, Any]:
    """What goes beside the wish."""
    notices = [told for one in forms if (told := one.told())]
    return {"notices": notices} if notices else {}
