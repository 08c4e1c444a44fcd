"""Makes believable accounts from a seed, a size and a day."""

from connectors.sandbox.times import DAY, HOUR, day_of, day_start
from connectors.sandbox.truto.records import (
    AWAITING_FEEDBACK,
    CANCELLED,
    COMPLETED,
    DRAFT,
    SCHEDULED,
    Application,
    Candidate,
    Interview,
    Job,
    Stage,
    User,
    uuid_of,
)
from connectors.sandbox.truto.world import World
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.bookings import ROUNDS, Booking, Pursuit, bookings, team
from connectors.sandbox.world.work import OPENINGS

JOBS = 8
PAST = (COMPLETED,) * 5 + (CANCELLED, COMPLETED, AWAITING_FEEDBACK)
COMING = (SCHEDULED,) * 7 + (CANCELLED, SCHEDULED, DRAFT)


def build_world(seed: int, size: int, clock: Clock) -> World:
    """The same for the same seed, size and day."""
    world = World(clock, seed)
    today = day_of(world.now)
    midnight = day_start(today)
    for nth, person in enumerate(team(seed, size)):
        user = User(
            uuid_of("user", seed, nth), person.first_name, person.last_name, person.email,
            nth % 23 == 22, midnight - (200 + nth) * DAY,
        )  # fmt: skip
        world.users[user.id] = user
    for nth in range(JOBS):
        _add_job(world, nth, midnight)
    booked = bookings("truto", seed, size, today, JOBS)
    users = list(world.users.values())
    applications: dict[Pursuit, Application] = {}
    for pursuit in sorted({one.pursuit for one in booked}, key=lambda one: one.created):
        applications[pursuit] = _apply(world, pursuit, midnight)
    for booking in sorted(booked, key=lambda one: one.created):
        _book(world, users, applications[booking.pursuit], booking, midnight)
    return world


def _add_job(world: World, nth: int, midnight: int) -> None:
    created = midnight - (150 + nth) * DAY
    title, _, _ = OPENINGS[(nth + 5) % len(OPENINGS)]
    job = Job(
        uuid_of("job", world.seed, nth), title, "closed" if nth % 7 == 6 else "open", created,
        created + DAY,
    )  # fmt: skip
    world.jobs[job.id] = job
    for position, name in enumerate(ROUNDS):
        stage_id = uuid_of("stage", world.seed, nth * len(ROUNDS) + position)
        stage = Stage(stage_id, job, name, position, created)
        world.stages[stage.id] = stage
        job.stages.append(stage)


def _apply(world: World, pursuit: Pursuit, midnight: int) -> Application:
    nth, person = len(world.candidates), pursuit.person
    candidate = Candidate(
        uuid_of("candidate", world.seed, nth), person.first_name, person.last_name, person.email,
        f"555-01{nth % 100:02d}" if nth % 4 else None, pursuit.created, pursuit.created,
    )  # fmt: skip
    world.candidates[candidate.id] = candidate
    job = list(world.jobs.values())[pursuit.opening]
    over = pursuit.last_end < midnight - 6 * DAY and nth % 3 == 0
    row = Application(
        id=uuid_of("application", world.seed, nth),
        candidate=candidate,
        job=job,
        stage=job.stages[min(pursuit.meetings, len(ROUNDS)) - 1],
        applied=pursuit.created,
        rejected=pursuit.last_end + DAY if over else None,
        updated=pursuit.last_end + DAY if over else pursuit.created,
    )
    world.applications[row.id] = row
    return row


def _book(
    world: World, users: list[User], application: Application, booking: Booking, midnight: int
) -> None:
    nth, meeting = len(world.interviews), booking.meeting
    over = meeting.end < midnight
    words = PAST if over else COMING
    status = words[nth % len(words)]
    dated = status != DRAFT
    row = Interview(
        id=uuid_of("interview", world.seed, nth),
        application=application,
        stage=application.job.stages[booking.round % len(ROUNDS)],
        status=status,
        start=meeting.start if dated else None,
        end=meeting.end if dated else None,
        location=booking.video if nth % 3 else booking.room if nth % 5 else None,
        organizer=users[booking.organizer],
        created=booking.created,
        updated=min(meeting.end + HOUR, midnight) if over else booking.updated,
        panel=[users[seat] for seat in booking.panel] if dated else [],
    )
    world.interviews[row.id] = row
