import gc
from datetime import date
from random import Random

from connectors.sandbox.greenhouse.hiring import Hiring
from connectors.sandbox.greenhouse.records import TO_BE_SCHEDULED, Interview, Job, User
from connectors.sandbox.greenhouse.seeding import numbers
from connectors.sandbox.greenhouse.seeding.cast import Cast
from connectors.sandbox.greenhouse.seeding.catalogue import Team, add_jobs, add_users
from connectors.sandbox.greenhouse.seeding.diary import Diary
from connectors.sandbox.greenhouse.seeding.numbers import Sequence
from connectors.sandbox.greenhouse.seeding.today import arrange_today
from connectors.sandbox.greenhouse.world import World
from connectors.sandbox.times import DAY, day_of, day_start
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.calendar import plan
from connectors.sandbox.world.offices import OFFICES, Office

PLACEHOLDER_SHARE, TAKE_HOME_SHARE, SKIPPED_SHARE = 0.05, 0.015, 0.01
PROSPECT_SHARE = 0.06


def build_world(seed: int, size: int, clock: Clock) -> Hiring:
    """The same for the same seed, size and day. Nothing in it is younger than that day's midnight UTC;
    what the hours since then did is caught up on the first look."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        world = Hiring(clock)
        _fill(world, seed, size, day_of(world.now))
        return world
    finally:
        if collecting:
            gc.enable()


def _fill(world: World, seed: int, size: int, today: date) -> None:
    rng = Random(f"greenhouse/{seed}/{size}/{today}")
    midnight = day_start(today)
    team = add_users(world, seed, size, midnight)
    jobs = add_jobs(world, seed, size, midnight, team)
    active = {
        office: [user for user in users if not user.disabled] for office, users in team.items()
    }
    cast = Cast(rng, midnight, _by_office(jobs), _recruiters(active))
    diary = Diary(rng, midnight, cast, active)
    undated = {
        TO_BE_SCHEDULED: round(size * PLACEHOLDER_SHARE),
        "take_home": round(size * TAKE_HOME_SHARE),
        "skipped": round(size * SKIPPED_SHARE),
    }
    meetings = plan(rng, size - sum(undated.values()), today)
    interviews, pursuits = diary.dated(meetings)
    arrange_today(
        diary, [row for row, met in zip(interviews, meetings, strict=True) if met.day == today]
    )
    for pursuit in pursuits:
        cast.conclude(pursuit)
    interviews += diary.undated([one for one in pursuits if not one.application.terminal], undated)
    _add_prospects(cast, rng, size, midnight)
    _number(world, cast, interviews, seed)
    world.watch_all()


def _by_office(jobs: list[tuple[Job, Office]]) -> dict[Office, list[Job]]:
    """Every office hires for something: for its own openings, or else for all."""
    everything = [job for job, _ in jobs]
    return {
        office: [job for job, place in jobs if place is office] or everything for office in OFFICES
    }


def _recruiters(team: Team) -> dict[Office, list[User]]:
    return {office: users[: max(2, len(users) // 6)] for office, users in team.items()}


def _add_prospects(cast: Cast, rng: Random, size: int, midnight: int) -> None:
    """People without a job yet; a few were since turned into candidates elsewhere."""
    for nth in range(max(1, round(size * PROSPECT_SHARE))):
        created = midnight - int(rng.random() * 200 * DAY)
        application = cast.application(OFFICES[nth % len(OFFICES)], None, created)
        application.status = "converted" if nth % 9 == 8 else "active"


def _number(world: World, cast: Cast, interviews: list[Interview], seed: int) -> None:
    """Ids grow with the date of creation."""
    cast.candidates.sort(key=lambda row: row.created)
    ids = Sequence(numbers.CANDIDATES, seed)
    for candidate in cast.candidates:
        candidate.id = ids.next()
        world.candidates.add(candidate)
    cast.applications.sort(key=lambda row: row.created)
    ids = Sequence(numbers.APPLICATIONS, seed)
    for application in cast.applications:
        application.id = ids.next()
        world.applications.add(application)
        candidate = application.candidate
        candidate.last_activity = max(candidate.last_activity, application.last_activity)
    interviews.sort(key=lambda row: row.created)
    ids, seats = Sequence(numbers.INTERVIEWS, seed), Sequence(numbers.INTERVIEWERS, seed)
    for interview in interviews:
        interview.id = ids.next()
        world.interviews.add(interview)
        interview.application.interviews.append(interview)
        for seat in interview.panel:
            seat.id = seats.next()
            world.interviewers.add(seat)
