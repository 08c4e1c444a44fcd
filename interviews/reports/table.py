"""The reports there are, in the order of the page."""

from django.utils.translation import gettext_lazy as _

from interviews.reports.figures.ahead import booked_ahead
from interviews.reports.figures.answers import declines
from interviews.reports.figures.feedback import feedback
from interviews.reports.figures.load import load_spread
from interviews.reports.figures.moves import reschedules
from interviews.reports.figures.no_shows import no_shows
from interviews.reports.figures.reminding import reminders
from interviews.reports.figures.scheduling import time_to_schedule
from interviews.reports.figures.waiting import time_in_status
from interviews.reports.shapes import Report

REPORTS = {
    report.name: report
    for report in (
        Report(
            name="time-to-schedule",
            title=_("Time to schedule"),
            says=_("How long interviews wait for a time."),
            counted=_(
                "Interviews that got their first time in these days, from their creation at the vendor, or else "
                "from when the hub first saw them."
            ),
            find=time_to_schedule,
        ),
        Report(
            name="booked-ahead",
            title=_("From the wish to the interview"),
            says=_("How long candidates wait for their interview."),
            counted=_(
                "Interviews that begin in these days and are not cancelled: from their creation at the vendor "
                "to their begin."
            ),
            find=booked_ahead,
        ),
        Report(
            name="time-in-status",
            title=_("Time in status"),
            says=_("Where candidates wait, and how long."),
            counted=_(
                "Candidates who left a status in these days: how long they had been in it. Who came with their "
                "status from a vendor is counted without a stay, as nobody tells since when they had it."
            ),
            find=time_in_status,
        ),
        Report(
            name="reschedules",
            title=_("Moves and cancellations"),
            says=_("How often interviews are moved or cancelled, and why."),
            counted=_(
                "Each time an interview got another time or was cancelled in these days, with the reason that "
                "somebody gave in the hub."
            ),
            find=reschedules,
        ),
        Report(
            name="declines",
            title=_("Declines"),
            says=_("How often interviewers decline, and who."),
            counted=_(
                "Seats of interviews that begin in these days and are not cancelled, by their latest answer; "
                "who declined and was replaced is counted too."
            ),
            find=declines,
        ),
        Report(
            name="no-shows",
            title=_("No-shows"),
            says=_("How many candidates did not come."),
            counted=_("Interviews that should have begun in these days, where the vendor tells who came."),
            find=no_shows,
        ),
        Report(
            name="load",
            title=_("Load"),
            says=_("How evenly interviews are spread over interviewers."),
            counted=_(
                "Interviews that begin in these days and are not cancelled, once for each interviewer on the panel "
                "who did not decline."
            ),
            find=load_spread,
        ),
        Report(
            name="feedback",
            title=_("Feedback time"),
            says=_("How long after an interview its feedback is handed in."),
            counted=_(
                "Seats of interviews that ended in these days, from the end of the interview to the scorecard "
                "of who sat there."
            ),
            find=feedback,
        ),
        Report(
            name="reminders",
            title=_("Reminders"),
            says=_("Whether reminders move candidates on."),
            counted=_(
                "Reminders that the hub sent in these days, by what the candidate did next. Those that vendors "
                "send by themselves are not known."
            ),
            find=reminders,
        ),
    )
}  # fmt: skip
