"""Makes a believable employer from a seed, a size and a day."""

from connectors.sandbox.fountain.records import Applicant, Funnel, Slot, Stage, User, uuid_of
from connectors.sandbox.fountain.world import World
from connectors.sandbox.times import DAY, day_of, day_start
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.bookings import Booking, Pursuit, bookings, team
from connectors.sandbox.world.work import OPENINGS

FUNNELS = 6
STAGES = (
    ("Application", "DataCollectionStage"),
    ("Interview", "SchedulerStage"),
    ("Second interview", "SchedulerStage"),
    ("Hired", "HiredStage"),
)
ZONES = (("PDT", -7), ("EDT", -4), ("CST", -6), ("PST", -8))
SHOWED = (True, True, True, False, True, None)


def build_world(seed: int, size: int, clock: Clock) -> World:
    """The same for the same seed, size and day."""
    world = World(clock, seed)
    today = day_of(world.now)
    midnight = day_start(today)
    for nth, person in enumerate(team(seed, size)):
        world.users[nth + 1] = User(
            nth + 1, f"{person.first_name} {person.last_name}", person.email
        )
    for nth in range(FUNNELS):
        add_funnel(world, nth)
    booked = bookings("fountain", seed, size, today, FUNNELS)
    applicants: dict[Pursuit, Applicant] = {}
    for pursuit in sorted({one.pursuit for one in booked}, key=lambda one: one.created):
        applicants[pursuit] = apply(world, pursuit)
    for nth, booking in enumerate(sorted(booked, key=lambda one: one.created)):
        book(world, applicants[booking.pursuit], booking, nth, midnight)
    return world


def add_funnel(world: World, nth: int) -> None:
    title, _, _ = OPENINGS[(nth + 4) % len(OPENINGS)]
    funnel = Funnel(uuid_of("funnel", world.seed, nth), title, nth % 5 != 4, "America/Los_Angeles")
    funnel.stages = [
        Stage(uuid_of("stage", world.seed, nth * 10 + position), name, kind, position)
        for position, (name, kind) in enumerate(STAGES)
    ]
    world.funnels[funnel.id] = funnel


def apply(world: World, pursuit: Pursuit) -> Applicant:
    nth, person = len(world.applicants), pursuit.person
    funnel = list(world.funnels.values())[pursuit.opening]
    row = Applicant(
        id=uuid_of("applicant", world.seed, nth),
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        phone=f"555-01{nth % 100:02d}",
        funnel=funnel,
        stage=funnel.stages[min(pursuit.meetings, 2)],
        created=pursuit.created,
        updated=pursuit.created,
    )
    world.applicants[row.id] = row
    return row


def book(world: World, applicant: Applicant, booking: Booking, nth: int, midnight: int) -> None:
    meeting = booking.meeting
    over = meeting.end < midnight - DAY
    zone, offset = ZONES[nth % len(ZONES)]
    slot = Slot(
        id=uuid_of("slot", world.seed, nth),
        start=meeting.start // 60_000 * 60_000,
        end=meeting.end // 60_000 * 60_000,
        location=booking.video if nth % 3 else booking.room if nth % 5 else "",
        recruiter=world.users[booking.panel[0] + 1],
        stage=applicant.funnel.stages[1 + booking.round % 2],
        booked=booking.created,
        zone=zone,
        offset=offset,
        showed_up=SHOWED[nth % len(SHOWED)] if over else None,
    )
    applicant.slots.append(slot)
    applicant.updated = max(applicant.updated, booking.created)
