"""Keys of ours and of vendors, in a reader's words."""

from urllib.parse import quote

from django import template
from django.utils.functional import Promise

from candidates.statuses import CandidateStatus, Scope
from connectors import plain_names, run_texts
from interviews.statuses import ApplicationStatus, InterviewStatus, ResponseStatus

register = template.Library()
register.filter(plain_names.list_name)
register.filter("run_message", run_texts.translated)
register.filter(plain_names.setting_name)
register.filter(plain_names.field_name)

STATUSES: dict[str, dict[str, str | Promise]] = {
    "application": dict(ApplicationStatus.choices),
    "candidate": dict(CandidateStatus.choices),
    "interview": dict(InterviewStatus.choices),
    "interviewer": dict(ResponseStatus.choices),
}


@register.filter
def meaning_word(meaning: str, kind: str) -> str:
    """What we call a status of an interview, a candidate, an application or a seat."""
    return str(STATUSES.get(kind, {}).get(meaning, meaning))


@register.filter
def scope_word(scope: str) -> str:
    return str(dict(Scope.choices).get(scope, scope))


@register.filter
def word_anchor(word: str) -> str:
    """Where a vendor's word stands on the page of words: an id without blanks."""
    return f"word-{quote(word, safe='')}"
