"""Views worth keeping, for somebody who keeps none yet."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interviews.models import SavedView

INTERVIEWS, CANDIDATES = SavedView.Page.INTERVIEWS, SavedView.Page.CANDIDATES


@dataclass(frozen=True, slots=True)
class Suggestion:
    page: SavedView.Page
    name: str | Promise
    why: str | Promise
    query: str


SUGGESTIONS = (
    Suggestion(
        INTERVIEWS,
        _("Next 48 h unconfirmed"),
        _("Interviews in the next two days where somebody has not answered."),
        "needs=no_answer&status=scheduled&when=next_48_h",
    ),
    Suggestion(
        INTERVIEWS,
        _("My week"),
        _("Interviews of this week that you sit in or organize."),
        "mine=on&when=this_week",
    ),
    Suggestion(
        INTERVIEWS,
        _("No place yet"),
        _("Interviews from today on that have neither a place nor a link."),
        "needs=no_place&status=scheduled&when=from_today",
    ),
    Suggestion(
        INTERVIEWS,
        _("To be scheduled"),
        _("Interviews that still wait for a time, whatever system they are in."),
        "needs=no_time",
    ),
    Suggestion(
        CANDIDATES,
        _("Deadlines, soonest first"),
        _("Candidates who are invited or confirmed, by their deadline."),
        "sort=deadline&status=confirmed&status=invited",
    ),
)
