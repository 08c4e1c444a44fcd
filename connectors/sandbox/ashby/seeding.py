"""Makes a believable company from a seed, a size and a day."""

from itertools import chain

from connectors.sandbox.ashby.records import (
    CANCELLED,
    COMPLETE,
    SCHEDULED,
    UNKNOWN,
    UNSCHEDULED,
    WAITING_ON_FEEDBACK,
    Application,
    Candidate,
    Event,
    Job,
    Plan,
    Row,
    Schedule,
    Stage,
    Template,
    User,
    uuid_of,
)
from connectors.sandbox.ashby.world import World
from connectors.sandbox.times import DAY, HOUR, day_of, day_start
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.bookings import ROUNDS, Booking, Pursuit, bookings, team
from connectors.sandbox.world.work import OPENINGS

JOBS = 8
LOOP_EVERY = 6
STAGES = (("Application Review", "PreInterviewScreen"), *((name, "Active") for name in ROUNDS))
PAST = (COMPLETE,) * 5 + (CANCELLED, COMPLETE, WAITING_ON_FEEDBACK)
COMING = (SCHEDULED,) * 5 + (CANCELLED, SCHEDULED, *UNSCHEDULED[:3], SCHEDULED, *UNSCHEDULED[3:])
STRANGE = 23


def build_world(seed: int, size: int, clock: Clock) -> World:
    """The same for the same seed, size and day. `size` counts events, and schedules that have none."""
    world = World(clock, seed)
    today = day_of(world.now)
    midnight = day_start(today)
    for nth, person in enumerate(team(seed, size)):
        made = midnight - (200 + nth) * DAY
        user = User(
            id=uuid_of("user", seed, nth), created=made, updated=made,
            first_name=person.first_name, last_name=person.last_name, email=person.email,
            enabled=nth % 23 != 22,
        )  # fmt: skip
        world.users[user.id] = user
    plan = add_plan(world, midnight)
    for nth in range(JOBS):
        add_job(world, nth, plan, midnight)
    for nth, name in enumerate((*ROUNDS, "Debrief")):
        made = midnight - 100 * DAY
        job = next(iter(world.jobs.values())) if name == "Debrief" else None
        template = Template(
            id=uuid_of("interview", seed, nth), created=made, updated=made, title=name, job=job
        )
        world.templates[template.id] = template
    fill(world, bookings("ashby", seed, size, today, JOBS), midnight)
    for row in chain(
        world.users.values(), world.plans.values(), world.jobs.values(), world.templates.values(),
        world.candidates.values(), world.applications.values(), world.schedules.values(),
    ):  # fmt: skip
        number(world, row)
    return world


def number(world: World, row: Row) -> None:
    world.seq += 1
    row.seq = world.seq


def add_plan(world: World, midnight: int) -> Plan:
    made = midnight - 180 * DAY
    plan = Plan(id=uuid_of("plan", world.seed, 0), created=made, updated=made, title="Usual plan")
    plan.stages = [
        Stage(
            id=uuid_of("stage", world.seed, nth),
            plan_id=plan.id,
            title=title,
            kind=kind,
            position=nth,
        )
        for nth, (title, kind) in enumerate(STAGES)
    ]
    world.plans[plan.id] = plan
    return plan


def add_job(world: World, nth: int, plan: Plan, midnight: int) -> None:
    made = midnight - (150 + nth) * DAY
    title, _, _ = OPENINGS[(nth + 2) % len(OPENINGS)]
    status = "Closed" if nth % 7 == 6 else "Open"
    job = Job(
        id=uuid_of("job", world.seed, nth), created=made, updated=made + DAY, title=title,
        status=status, plan=plan,
    )  # fmt: skip
    world.jobs[job.id] = job


def fill(world: World, booked: list[Booking], midnight: int) -> None:
    """Every sixth schedule is a loop of two talks, one after the other."""
    users = list(world.users.values())
    applications: dict[Pursuit, Application] = {}
    for pursuit in sorted({one.pursuit for one in booked}, key=lambda one: one.created):
        applications[pursuit] = apply(world, pursuit, midnight)
    waiting = iter(sorted(booked, key=lambda one: one.created))
    for nth, booking in enumerate(waiting):
        schedule = book(world, users, applications[booking.pursuit], booking, nth, midnight)
        if schedule.events and nth % LOOP_EVERY == LOOP_EVERY - 1:
            second = next(waiting, None)
            if second is not None:
                follow(world, schedule, [users[seat] for seat in second.panel], nth)


def apply(world: World, pursuit: Pursuit, midnight: int) -> Application:
    nth, person = len(world.candidates), pursuit.person
    candidate = Candidate(
        id=uuid_of("candidate", world.seed, nth), created=pursuit.created, updated=pursuit.created,
        name=f"{person.first_name} {person.last_name}", email=person.email,
        phone=f"+49 30 55501{nth % 100:02d}" if nth % 4 else None,
    )  # fmt: skip
    world.candidates[candidate.id] = candidate
    job = list(world.jobs.values())[pursuit.opening]
    over = pursuit.last_end < midnight - 6 * DAY
    row = Application(
        id=uuid_of("application", world.seed, nth), created=pursuit.created, updated=pursuit.created,
        candidate=candidate, job=job, stage=job.plan.stages[min(pursuit.meetings, len(ROUNDS))],
        status=("Archived", "Hired", "Active", "Lead")[nth % 4] if over else "Active",
    )  # fmt: skip
    world.applications[row.id] = row
    return row


def book(
    world: World,
    users: list[User],
    application: Application,
    booking: Booking,
    nth: int,
    midnight: int,
) -> Schedule:
    meeting = booking.meeting
    over = meeting.end < midnight
    words = PAST if over else COMING
    status = UNKNOWN if nth % STRANGE == STRANGE - 1 else words[nth % len(words)]
    row = Schedule(
        id=uuid_of("schedule", world.seed, nth), created=booking.created,
        updated=min(meeting.end + HOUR, midnight) if over else booking.updated,
        application=application, stage=application.job.plan.stages[1 + booking.round % len(ROUNDS)],
        status=status, by=None if status in UNSCHEDULED else users[booking.organizer],
    )  # fmt: skip
    if status not in UNSCHEDULED:
        row.events.append(event_of(world, users, booking, nth, has_feedback=status == COMPLETE))
    world.schedules[row.id] = row
    return row


def event_of(
    world: World, users: list[User], booking: Booking, nth: int, *, has_feedback: bool
) -> Event:
    meeting = booking.meeting
    return Event(
        id=uuid_of("event", world.seed, nth), created=booking.created, updated=booking.updated,
        template=list(world.templates.values())[booking.round % len(ROUNDS)],
        start=meeting.start, end=meeting.end, panel=[users[seat] for seat in booking.panel],
        location="Google Meet" if nth % 3 else booking.room if nth % 5 else None,
        link=booking.video if nth % 3 else None, has_feedback=has_feedback,
    )  # fmt: skip


def follow(world: World, schedule: Schedule, panel: list[User], nth: int) -> None:
    first = schedule.events[0]
    schedule.events.append(
        Event(
            id=uuid_of("following event", world.seed, nth), created=first.created,
            updated=first.updated, template=list(world.templates.values())[-1], start=first.end,
            end=first.end + first.end - first.start, panel=panel, location=first.location,
            link=first.link, has_feedback=first.has_feedback,
        )
    )  # fmt: skip
