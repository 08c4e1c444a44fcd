"""Load, feedback and conflicts of interviewers, in marks and words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from candidates.names import is_korean
from candidates.templatetags.hub import icon
from interviews.conflicts.texts import sentence
from interviews.models import Conflict, Interview, InterviewerIdentity
from interviews.selectors.conflicts import SEVERITY
from interviews.selectors.load import Load
from interviews.statuses import ConflictKind

register = template.Library()


@register.simple_tag
def load_bar(
    one: InterviewerIdentity, number: int, limit: int | None = None, most: int = 0
) -> SafeString:
    """A number with a bar: of the limit where there is one, else of the longest of the page."""
    words = f"{number} / {limit}" if limit else str(number)
    tone = format_html(' data-tone="amber"') if limit and number >= limit else ""
    shape = (
        '<span class="load">{}<progress value="{}" max="{}"{} aria-label="{}"></progress></span>'
    )
    label = gettext("%(who)s: %(load)s interviews") % {"who": one, "load": words}
    top = limit or most or 1
    return format_html(shape, words, min(number, top), top, tone, label)


@register.simple_tag
def feedback_time(load: Load) -> SafeString | str:
    """The median; where nothing is known, who does not tell."""
    if load.feedback is not None:
        hours = round(load.feedback.total_seconds() / 3600)
        if hours >= 48:
            days = round(hours / 24)
            return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    silent = list(dict.fromkeys(account.name for account in load.silent))
    if len(silent) < len({user.account_id for user in load.users}):
        return format_html('<span class="none">{}</span>', gettext("none in 90 days"))
    if not silent:
        return format_html('<span class="none">{}</span>', gettext("not reported"))
    text = gettext("not reported by %(vendor)s") % {"vendor": ", ".join(silent)}
    return format_html('<span class="none">{}</span>', text)


@register.filter
def called(one: Interview) -> SafeString | str:
    """Whom it is with, else its title."""
    name = (one.candidate.name if one.candidate else None) or one.title or f"#{one.pk}"
    return format_html('<span lang="ko">{}</span>', name) if is_korean(name) else name


@register.filter
def conflict_severity(one: Conflict) -> str:
    return "low" if one.overridden_at else SEVERITY[ConflictKind(one.kind)]


@register.simple_tag
def conflict_icon(one: Conflict) -> SafeString:
    return icon(f"sev-{conflict_severity(one)}", label=one.get_kind_display())


@register.simple_tag
def conflict_sentence(one: Conflict) -> str:
    return sentence(one)


@register.filter
def conflict_words(one: Conflict) -> str:
    return sentence(one)


@register.filter
def beside(one: Conflict, interview: Interview) -> Interview | None:
    """The other interview that a conflict is about; None where it is about this one alone."""
    return next((it for it in (one.first, one.second) if it and it.pk != interview.pk), None)
