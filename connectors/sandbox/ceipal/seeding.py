"""Makes a believable tenant from a seed, a size and a day."""

from connectors.sandbox.ceipal.records import (
    CANCELLED,
    COMPLETED,
    NO_SHOW,
    RESCHEDULED,
    SCHEDULED,
    Applicant,
    Interview,
    Job,
    Submission,
    User,
    opaque,
)
from connectors.sandbox.ceipal.world import World
from connectors.sandbox.times import DAY, MINUTE, day_of, day_start
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.bookings import Booking, Pursuit, bookings, team
from connectors.sandbox.world.work import OPENINGS

JOBS = 10
COMING = (SCHEDULED,) * 5 + (RESCHEDULED, SCHEDULED, CANCELLED)
PAST = (COMPLETED,) * 6 + (NO_SHOW, CANCELLED)
MODES = ("Video", "Phone", "In Person")
STEPS = (
    ("Submitted", "Pipeline"),
    ("Interview Scheduled", "Interview"),
    ("Rejected", "Closed"),
    ("Placed", "Placed"),
)


def build_world(seed: int, size: int, clock: Clock) -> World:
    """The same for the same seed, size and day."""
    world = World(clock, seed)
    today = day_of(world.now)
    midnight = day_start(today)
    for nth, person in enumerate(team(seed, size)):
        row = User(
            id=opaque("user", seed, nth),
            first_name=person.first_name,
            last_name=person.last_name,
            email=person.email,
            role="Recruiter" if nth % 4 == 0 else "Hiring Manager",
            status="Inactive" if nth % 23 == 22 else "Active",
            zone=person.office.zone,
        )
        world.users[row.id] = row
    users = list(world.users.values())
    for nth in range(JOBS):
        _add_job(world, users, nth, midnight)
    booked = bookings("ceipal", seed, size, today, JOBS)
    submissions: dict[Pursuit, Submission] = {}
    for pursuit in sorted({one.pursuit for one in booked}, key=lambda one: one.created):
        submissions[pursuit] = _submit(world, users, pursuit, midnight)
    for booking in sorted(booked, key=lambda one: one.created):
        _book(world, users, submissions[booking.pursuit], booking, midnight)
    return world


def _add_job(world: World, users: list[User], nth: int, midnight: int) -> None:
    title, _, _ = OPENINGS[nth % len(OPENINGS)]
    row = Job(
        id=opaque("job", world.seed, nth),
        code=f"JPC - {100 + nth}",
        title=title,
        status=(1, 8, 1, 3)[nth % 4],
        created=midnight - (120 + nth) * DAY,
        modified=midnight - (20 + nth) * DAY,
        recruiter=users[nth % len(users)],
        closing_date="Open Until Filled" if nth % 2 else "12/31/2030",
    )
    world.jobs[row.id] = row


def _submit(world: World, users: list[User], pursuit: Pursuit, midnight: int) -> Submission:
    """One applicant for each submission: the person and their application."""
    nth, person = len(world.applicants), pursuit.person
    owner = users[nth % len(users)]
    applicant = Applicant(
        id=opaque("applicant", world.seed, nth),
        number=f"AP{20000 + nth}",
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email if nth % 17 else "NA",
        phone=f"555-01{nth % 100:02d}" if nth % 5 else "0",
        status="Active" if nth % 6 else "Do not contact",
        created=pursuit.created,
        modified=pursuit.created,
        created_by=owner,
    )
    world.applicants[applicant.id] = applicant
    over = pursuit.last_end < midnight - 5 * DAY
    status, pipeline = STEPS[nth % 4] if over else STEPS[1]
    row = Submission(
        id=opaque("submission", world.seed, nth),
        job=list(world.jobs.values())[pursuit.opening],
        applicant=applicant,
        status=status,
        pipeline=pipeline,
        submitted=pursuit.created + MINUTE,
        modified=pursuit.created + MINUTE,
        submitted_by=owner,
    )
    world.submissions[row.id] = row
    return row


def _book(
    world: World, users: list[User], submission: Submission, booking: Booking, midnight: int
) -> None:
    nth, meeting = len(world.interviews), booking.meeting
    over = meeting.end < midnight
    words = PAST if over else COMING
    mode = MODES[nth % len(MODES)]
    row = Interview(
        id=opaque("interview", world.seed, nth),
        submission=submission,
        round=booking.round + 1,
        mode=mode,
        start=meeting.start,
        end=meeting.end,
        all_day=meeting.all_day,
        zone=meeting.office.zone,
        location={"Video": booking.video, "In Person": booking.room}.get(mode, "NA"),
        status=words[nth % len(words)],
        created_by=users[booking.organizer],
        created=booking.created,
        modified=min(meeting.end + 30 * MINUTE, midnight) if over else booking.updated,
        panel=[users[seat] for seat in booking.panel],
    )
    world.interviews[row.id] = row
    submission.modified = max(submission.modified, row.created)
