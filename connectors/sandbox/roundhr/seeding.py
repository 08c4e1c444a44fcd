"""A believable account in Seoul, from a seed, a size and a day. Every state of an interview is in it."""

from datetime import date
from random import Random

from connectors.sandbox.roundhr.records import (
    ARCHIVED,
    CANCELED,
    CANDIDATE_SELECT,
    CONFIRMED,
    DRAFT,
    INIT,
    KINDS,
    MEMBER_CONFIRM,
    STAGES,
    WAITING,
    Candidate,
    Interview,
    Job,
    Schedule,
    User,
)
from connectors.sandbox.roundhr.world import World
from connectors.sandbox.times import DAY, HOUR, MINUTE, day_of, day_start
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.bookings import Booking, Pursuit, bookings, team
from connectors.sandbox.world.offices import SEOUL
from connectors.sandbox.world.people import CANDIDATE_DOMAINS, Addresses, Person, invent

OPENINGS = (
    "프론트엔드 개발자",
    "백엔드 개발자",
    "프로덕트 디자이너",
    "데이터 엔지니어",
    "인사 담당자",
    "고객 성공 매니저",
    "Site Reliability Engineer",
    "해외 영업 담당자",
    "QA 엔지니어",
    "브랜드 마케터",
)
PAST = {7: "early archive", 11: CANCELED, 15: "left open", 17: "no score"}
"""What became of the nth of 20 interviews whose time is over; the others took their course."""
COMING = {
    1: CANDIDATE_SELECT,
    3: MEMBER_CONFIRM,
    5: WAITING,
    7: INIT,
    9: DRAFT,
    11: CANCELED,
}
"""Where the nth of 14 interviews of the next weeks stands; the others are confirmed."""
UNARRANGED = (DRAFT, INIT)
LATE_ARCHIVED = 9
"""One of so many that took place was put away since."""


def build_world(seed: int, size: int, clock: Clock) -> World:
    """The same for the same seed, size and day."""
    world = World(clock, seed)
    today = day_of(world.now)
    rng = Random(f"roundhr/{seed}/{size}/{today}")
    _add_users(world, seed, size)
    jobs = _add_jobs(world, size, today)
    candidates: dict[Pursuit, Candidate] = {}
    addresses = Addresses()
    counts = {"past": 0, "coming": 0}
    for booking in bookings("roundhr", seed, size, today, len(jobs)):
        if booking.pursuit not in candidates:
            person = invent(rng, SEOUL, addresses, CANDIDATE_DOMAINS[0])
            candidates[booking.pursuit] = _applied(world, rng, booking, person, jobs)
        row = _interview(world, booking, candidates[booking.pursuit])
        _arrange(row, rng, counts, day_start(today))
    _in_order(world)
    for row in world.interviews.values():
        world.watch(row)
    world.settle()
    for row in list(world.interviews.values()):
        if row.candidate.score is not None and row.candidate.score.complete:
            _decide(world, row.candidate, rng)
    _archive_late(world, day_start(today))
    _add_applicants(world, rng, addresses, jobs, size, today)
    return world


def name_of(person: Person) -> str:
    """Korean names are written in one, the family's first."""
    if person.last_name[:1] >= "가":
        return person.last_name + person.first_name
    return f"{person.first_name} {person.last_name}"


def _add_users(world: World, seed: int, size: int) -> None:
    for nth, person in enumerate(team(seed, size)):
        role = "admin" if nth % 7 == 0 else "member"
        user = User(world.code(), name_of(person), person.email, role, "매니저")
        world.users[user.code] = user


def _add_jobs(world: World, size: int, today: date) -> list[Job]:
    """The second is printed without its code in the list, as the documentation's sample is."""
    staff = list(world.users.values())
    jobs = []
    for nth in range(max(4, min(len(OPENINGS), size // 25))):
        opened = day_start(today) - (120 + 9 * nth) * DAY
        job = Job(
            code=None if nth == 1 else world.code(),
            form=world.code(),
            title=f"{OPENINGS[nth]} 채용",
            managers=[staff[nth % len(staff)]],
            created=opened,
            updated=opened + nth * DAY,
            open=nth % 4 != 3,
        )
        world.jobs[job.form] = job
        jobs.append(job)
    return jobs


def _applied(
    world: World, rng: Random, booking: Booking, person: Person, jobs: list[Job]
) -> Candidate:
    row = Candidate(
        code=world.code(),
        name=name_of(person),
        email=person.email,
        phone=f"010-{rng.randrange(1000, 10000)}-{rng.randrange(1000, 10000)}",
        job=jobs[booking.pursuit.opening],
        created=booking.pursuit.created,
        stage="interview",
        stage_title=STAGES["interview"].format(number=1),
        staged=booking.pursuit.created + DAY,
        birth=f"{rng.randrange(1972, 2003)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}",
        months=rng.randrange(0, 180),
        reapply=rng.random() < 0.05,
    )
    world.candidates[row.code] = row
    return row


def _interview(world: World, booking: Booking, candidate: Candidate) -> Interview:
    """At the same time of day as planned, but in Seoul."""
    meeting = booking.meeting
    minute = (meeting.start - meeting.office.instant(meeting.day, 0)) // MINUTE
    start = SEOUL.instant(meeting.day, minute)
    schedule = Schedule(world.code(), "confirmed", start, start + meeting.end - meeting.start)
    staff = list(world.users.values())
    created = min(booking.created, start - HOUR)
    row = Interview(
        code=world.code(),
        kind=KINDS[(0, 0, 0, 1, 0, 0, 0, 2, 0, 0)[len(world.interviews) % 10]],
        number=booking.round + 1,
        status=CONFIRMED,
        candidate=candidate,
        created=created,
        updated=max(created, min(booking.updated, start - HOUR)),
        schedule=schedule,
        panel=[staff[nth] for nth in booking.panel],
    )
    world.interviews[row.code] = row
    return row


def _arrange(row: Interview, rng: Random, counts: dict[str, int], midnight: int) -> None:
    slot = row.schedule
    if slot is None or slot.start is None or slot.end is None:
        return
    row.scores_take = int((0.1 + rng.random() ** 3 * 6) * DAY)
    if slot.end < midnight - 9 * HOUR:
        word = PAST.get(counts["past"] % 20)
        counts["past"] += 1
        if word == "no score":
            row.scores_take = None
        elif word == "left open":
            row.left_open = True
        elif word in ("early archive", CANCELED):
            row.status = ARCHIVED if word == "early archive" else CANCELED
            row.updated = max(row.created, slot.start - 5 * HOUR)
    elif slot.start > midnight + DAY:
        word = COMING.get(counts["coming"] % 14, CONFIRMED)
        counts["coming"] += 1
        row.status = word
        if word in UNARRANGED:
            row.schedule = None
        elif word not in (CONFIRMED, CANCELED):
            slot.status = "waiting"
        if word in (CANDIDATE_SELECT, MEMBER_CONFIRM):
            slot.start = slot.end = None


def _in_order(world: World) -> None:
    """A list shows the newest first, so rows are kept by when they were made."""
    world.candidates = dict(sorted(world.candidates.items(), key=lambda item: item[1].created))
    world.interviews = dict(sorted(world.interviews.items(), key=lambda item: item[1].created))


def _archive_late(world: World, midnight: int) -> None:
    over = [row for row in world.interviews.values() if row.status == "interview_completed"]
    for row in over[2::LATE_ARCHIVED]:
        row.status = ARCHIVED
        row.updated = min(row.updated + 2 * DAY, max(row.updated, midnight))


def _decide(world: World, candidate: Candidate, rng: Random) -> None:
    luck = rng.random()
    stage = "fail" if luck < 0.4 else "offer" if luck < 0.5 else "pass" if luck < 0.6 else None
    if stage and candidate.score:
        candidate.stage, candidate.stage_title = stage, STAGES[stage]
        candidate.staged = candidate.score.updated


def _add_applicants(
    world: World, rng: Random, addresses: Addresses, jobs: list[Job], size: int, today: date
) -> None:
    """People without an interview yet."""
    for nth in range(max(3, size // 20)):
        person = invent(rng, SEOUL, addresses, CANDIDATE_DOMAINS[1])
        made = world.apply(
            jobs[nth % len(jobs)], name_of(person), person.email, f"010-0000-{nth:04d}"
        )
        made.created = made.staged = day_start(today) - HOUR + nth
        if nth % 3 == 2:
            made.stage, made.stage_title = "review", STAGES["review"]
