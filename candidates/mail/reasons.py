"""Why a mail did not go out, kept in English by the worker, in the words of whoever reads it. Pure."""

from django.utils.translation import gettext, gettext_noop, override

from candidates.statuses import CandidateStatus

STATUS_NOW = gettext_noop("The candidate is %s by now.")


def read_aloud(reason: str) -> str:
    """A sentence of ours in the active language; what a mail server said, as it said it."""
    for status in CandidateStatus:
        with override("en"):
            kept = STATUS_NOW % status.label
        if reason == kept:
            return gettext(STATUS_NOW) % status.label
    return gettext(reason) if reason else ""
