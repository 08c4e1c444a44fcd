"""Makes a believable haulage company from a seed, a size and a day."""

from datetime import timedelta

from connectors.sandbox.drvn.records import (
    ADMIN,
    AMENDED,
    CANCELLED,
    DRIVER,
    INTERVIEWEE,
    INTERVIEWER,
    OPERATOR,
    PENDING,
    REJECTED,
    SCHEDULED,
    Interview,
    Job,
    JobDriver,
    User,
)
from connectors.sandbox.drvn.world import World
from connectors.sandbox.times import DAY, HOUR, day_of, day_start
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.bookings import Booking, Pursuit, bookings, team

FIRST_USER, FIRST_JOB, FIRST_APPLICATION, FIRST_INTERVIEW = 1001, 91, 277, 27
OPENINGS = (
    "HGV Class 1 driver, nights",
    "Van driver, parcels",
    "Tanker driver (ADR)",
    "Coach driver, school runs",
    "HGV Class 2 driver, tipper",
    "Multi-drop driver",
)
JOB_TYPES = ("full_time", "part_time", "fixed_term_contract", "temporary_contract")
POSTCODES = ("BS1 4XX", "M1 2ZZ", "LS9 8XX", "CF10 1ZZ")
WORDS = (SCHEDULED, PENDING, SCHEDULED, AMENDED, SCHEDULED, REJECTED, SCHEDULED, CANCELLED)
KINDS_AFTER = {REJECTED: "rejected", CANCELLED: "verified"}


def build_world(seed: int, size: int, clock: Clock) -> World:
    """The same for the same seed, size and day."""
    world = World(clock)
    today = day_of(world.now)
    midnight = day_start(today)
    for nth, person in enumerate(team(seed, size)):
        role = OPERATOR if nth == 0 else ADMIN if nth % 9 == 0 else "interviewer"
        phone = f"07700 900{nth % 1000:03d}"
        contact = phone if nth % 3 == 0 else None
        world.users.add(
            User(
                FIRST_USER + nth, person.first_name, person.last_name, person.email, phone, role,
                contact,
            )
        )  # fmt: skip
    for nth, title in enumerate(OPENINGS):
        published = midnight - (90 + nth) * DAY
        starts = today + timedelta(days=10 + nth)
        end = (starts + timedelta(days=180)).isoformat() if nth % 4 > 1 else None
        world.jobs.add(
            Job(
                FIRST_JOB + nth, title, f"JB-{4100 + nth}", JOB_TYPES[nth % 4], POSTCODES[nth % 4],
                published, starts.isoformat(), end,
            )
        )  # fmt: skip
    booked = bookings("drvn", seed, size, today, len(OPENINGS))
    applications: dict[Pursuit, JobDriver] = {}
    for pursuit in sorted({one.pursuit for one in booked}, key=lambda one: one.created):
        applications[pursuit] = _apply(world, pursuit, seed, size)
    for nth, booking in enumerate(sorted(booked, key=lambda one: one.created)):
        _book(world, applications[booking.pursuit], booking, nth, midnight)
    for application in world.applications:
        _settle(application, midnight)
    return world


def _apply(world: World, pursuit: Pursuit, seed: int, size: int) -> JobDriver:
    nth = len(world.applications)
    phone = f"07700 9{10000 + nth:05d}"
    person = pursuit.person
    driver = world.users.add(
        User(
            FIRST_USER + 4000 + nth, person.first_name, person.last_name, person.email, phone,
            DRIVER,
        )
    )  # fmt: skip
    job = world.jobs[FIRST_JOB + pursuit.opening]
    row = JobDriver(FIRST_APPLICATION + nth, job, driver, "verified", pursuit.created, OPERATOR)
    return world.applications.add(row)


def _book(world: World, application: JobDriver, booking: Booking, nth: int, midnight: int) -> None:
    status = WORDS[nth % len(WORDS)]
    meeting = booking.meeting
    if status in (PENDING, AMENDED) and meeting.end < midnight and nth % 16 > len(WORDS):
        status = SCHEDULED
    video = nth % 3 > 0
    row = Interview(
        id=FIRST_INTERVIEW + nth,
        application=application,
        interviewer=world.users[FIRST_USER + booking.panel[0]],
        kind="video_call" if video else "in_person",
        location=booking.video if video else booking.room if nth % 7 else None,
        start=meeting.start,
        end=meeting.end,
        status=status,
    )
    if status == AMENDED:
        row.amend_start, row.amend_end = meeting.start + 2 * HOUR, meeting.end + 2 * HOUR
        row.amended_by = INTERVIEWEE if nth % 16 < len(WORDS) else INTERVIEWER
    world.interviews.add(row)
    application.interviews.append(row)
    application.updated = max(application.updated, booking.updated)


def _settle(application: JobDriver, midnight: int) -> None:
    """What became of the application, after its latest interview."""
    latest = application.interviews[-1]
    application.kind = KINDS_AFTER.get(latest.status, "interview")
    if latest.status == SCHEDULED and latest.end < midnight - 5 * DAY:
        decided = ("accepted", "rejected", "interview", "rejected_verified", "accepted")
        application.kind = decided[application.id % len(decided)]
