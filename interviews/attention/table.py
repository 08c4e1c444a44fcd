"""The rules of the queue on one screen: what each is called, says, and offers to do.

A double-booking offers to move whichever of the two can be moved, and `action` only where neither can.

`why` is filled from the thresholds, `sentence` from what was found. `door` is the page of its one action: `interview`
and `candidate` take the record, the others what `doors` in interviews.queue.actions says.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Sentence = str | Promise
OPEN = pgettext_lazy("button", "Open")


class Owner(StrEnum):
    """Whose matter a rule is, where nobody has taken it."""

    COORDINATOR = "coordinator"
    OPERATIONS = "operations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    code: str
    title: Sentence
    why: Sentence
    sentence: Sentence
    action: Sentence = OPEN
    door: str = "interview"
    owner: Owner = Owner.COORDINATOR


OPERATIONS = Owner.OPERATIONS

TABLE = (
    Rule(code="conflict.interviewer", title=_("Interviewer in two places at once"),
         why=_("Over all systems, in the next %(ahead_days)d days. Below %(critical_hours)d h it is critical."),
         sentence=_("%(name)s is needed in two places: %(who)s and %(other)s, for %(minutes)d min"),
         action=_("Compare")),
    Rule(code="conflict.candidate", title=_("Candidate in two places at once"),
         why=_("Over all systems, in the next %(ahead_days)d days."),
         sentence=_("%(who)s has two interviews at once, for %(minutes)d min"), action=_("Compare")),
    Rule(code="rsvp.declined", title=_("Interviewer declined"),
         why=_("Below %(critical_hours)d h before the start it is critical."),
         sentence=_("%(name)s declined for %(who)s"), action=_("Replace"), door="panel"),
    Rule(code="rsvp.pending", title=_("Interviewer has not answered"),
         why=_("Asked, no yes, and less than %(answer_hours)d h to go."),
         sentence=_("%(name)s has not said yes for %(who)s"), action=_("Write to them"), door="mail"),
    Rule(code="reschedule.asked", title=_("Another time is asked for"),
         why=_("The candidate or the vendor proposes another time."),
         sentence=_("%(who)s: another time is asked for"), action=_("Answer")),
    Rule(code="candidate.left", title=_("Interviews of people who have left"),
         why=_("Skipped, withdrawn, broken off or out of time, and the interview still stands."),
         sentence=_("%(who)s has left, and the interview still stands"), action=pgettext_lazy("an interview", "Cancel"),
         door="cancel"),
    Rule(code="panel.empty", title=_("Nobody on the panel"), why=_("In the next %(ahead_days)d days."),
         sentence=_("Nobody is on the panel for %(who)s"), action=_("Change the panel"), door="panel"),
    Rule(code="deadline.soon", title=_("Deadline is near"),
         why=_("Less than %(deadline_hours)d h, and not done."),
         sentence=_("%(who)s has little time left"), action=_("Set deadline"), door="set_deadline"),
    Rule(code="deadline.passed", title=_("Deadline is over"), why=_("Not done, in the last %(back_days)d days."),
         sentence=_("%(who)s ran out of time"), action=_("Set deadline"), door="set_deadline"),
    Rule(code="unscheduled", title=_("No time yet"),
         why=_("To be scheduled for more than %(unscheduled_hours)d h."),
         sentence=_("%(who)s waits for a time"), action=_("Schedule"), door="reschedule"),
    Rule(code="candidate.no_choice", title=_("Candidate has not answered"),
         why=_("Invited or asked for a time more than %(choice_days)d days ago."),
         sentence=_("%(who)s has not answered"), action=_("Open"), door="interview"),
    Rule(code="place.missing", title=_("No place and no link"),
         why=_("Starts within %(place_hours)d h, and nobody knows where."),
         sentence=_("%(who)s has neither a place nor a link"), action=_("Add place"), door="reschedule"),
    Rule(code="feedback.overdue", title=_("Feedback overdue"),
         why=_("Over for more than %(feedback_hours)d h; after %(feedback_late_hours)d h it is high."),
         sentence=_("Feedback on %(who)s is not in"), action=_("Write to them"), door="owing"),
    Rule(code="status.stale", title=_("Did it take place?"),
         why=_("Over for more than %(happened_hours)d h, and still scheduled."),
         sentence=_("%(who)s: over, and still scheduled"), action=_("Check")),
    Rule(code="status.unmapped", title=_("Status without a meaning"),
         why=_("The vendor's word is in no table, so nobody knows whether it takes place."),
         sentence=_("%(who)s: the status “%(word)s” is not mapped"), action=_("Give it a meaning"), door="words",
         owner=OPERATIONS),
    Rule(code="missing.email", title=_("No e-mail address"), why=_("New candidates who cannot be invited."),
         sentence=_("%(who)s has no e-mail address"), action=_("Add e-mail"), door="edit_candidate"),
    Rule(code="sync.failing", title=_("Connection stopped"),
         why=_("What you see from this system may be out of date."), sentence=_("%(name)s cannot be read"),
         door="connection", owner=OPERATIONS),
    Rule(code="sync.stale", title=_("Connection is late"),
         why=_("Not read for three times its interval."), sentence=_("%(name)s was not read for long"),
         door="connection", owner=OPERATIONS),
    Rule(code="sync.drift", title=_("System and hub differ"),
         why=_("Records or fields vanished there, or a change from here was not taken."),
         sentence=_("%(name)s: %(what)s"), action=_("Review"), door="drift", owner=OPERATIONS),
    Rule(code="load.high", title=_("Too many interviews for one person"),
         why=_("More than %(day_load)d a day or %(week_load)d a week."),
         sentence=_("%(name)s has %(count)d interviews, limit %(limit)d (%(span)s)"),
         action=_("See them"), door="person"),
    Rule(code="hours.odd", title=_("Outside working hours"),
         why=_("On the clock of somebody who takes part, in the next %(ahead_days)d days."),
         sentence=_("%(who)s: outside working hours in %(zone)s"), action=_("Check")),
    Rule(code="owner.none", title=_("Nobody arranges it"), why=_("No coordinator, in the next %(ahead_days)d days."),
         sentence=_("%(who)s has no coordinator"), action=_("Assign to me"), door="take"),
    Rule(code="duplicate.candidate", title=_("Candidate in two systems"),
         why=_("The same address, among those that changed last."),
         sentence=_("%(who)s may be there twice"), action=_("Compare"), door="duplicates"),
)  # fmt: skip

RULES = {rule.code: rule for rule in TABLE}
