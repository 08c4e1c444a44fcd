"""Users, jobs and hiring plans."""

from itertools import islice
from random import Random

from connectors.sandbox.greenhouse.records import Job, Slot, Stage, User
from connectors.sandbox.greenhouse.seeding import numbers
from connectors.sandbox.greenhouse.seeding.numbers import Sequence
from connectors.sandbox.greenhouse.world import World
from connectors.sandbox.times import DAY, HOUR
from connectors.sandbox.world.calendar import days_back
from connectors.sandbox.world.offices import OFFICES, Office
from connectors.sandbox.world.people import staff
from connectors.sandbox.world.work import DEPARTMENTS, OPENINGS, Phase

TITLES = (
    "Recruiting Coordinator",
    "Staff Engineer",
    "Engineering Manager",
    "Recruiter",
    "Product Lead",
    None,
)
Team = dict[Office, list[User]]


def departments() -> dict[str, tuple[int, str]]:
    return {name: (numbers.DEPARTMENTS + nth * 1000, name) for nth, name in enumerate(DEPARTMENTS)}


def offices() -> dict[Office, tuple[int, str]]:
    return {
        office: (numbers.OFFICES + nth * 1000, office.city) for nth, office in enumerate(OFFICES)
    }


def add_users(world: World, seed: int, size: int, midnight: int) -> Team:
    """The service account of the credential, and about one interviewer for 12 interviews."""
    rng, ids = Random(f"users/{seed}"), Sequence(numbers.USERS, seed)
    oldest = midnight - (days_back(size) + 30) * DAY
    world.users.add(_service_account(ids.next(), oldest - 900 * DAY))
    team: Team = {office: [] for office in OFFICES}
    for nth, person in enumerate(islice(staff(seed), max(15, -(-size // 12)))):
        created = oldest - int(rng.random() * 900 * DAY)
        user = User(
            id=ids.next(),
            first_name=person.first_name,
            last_name=person.last_name,
            email=person.email,
            created=created,
            updated=created + int(rng.random() * 50 * DAY),
            employee_id=f"EMP-{1000 + nth}" if nth % 3 else None,
            job_title=TITLES[nth % len(TITLES)],
            disabled=nth % 23 == 22,
            site_admin=nth % 9 == 0,
        )
        world.users.add(user)
        team[person.office].append(user)
    everyone = [user for users in team.values() for user in users]
    return {office: users if len(users) > 2 else everyone for office, users in team.items()}


def _service_account(user_id: int, created: int) -> User:
    return User(
        id=user_id,
        first_name="Interview Hub",
        last_name="Integration",
        email="",
        created=created,
        updated=created,
        site_admin=True,
        service_account=True,
    )


def add_jobs(
    world: World, seed: int, size: int, midnight: int, team: Team
) -> list[tuple[Job, Office]]:
    """About one for 25 interviews, at least six; some are closed."""
    rng, ids = Random(f"jobs/{seed}"), Sequence(numbers.JOBS, seed)
    stage_ids, slot_ids = Sequence(numbers.STAGES, seed), Sequence(numbers.SLOTS, seed)
    known_departments, known_offices = departments(), offices()
    jobs = []
    for nth in range(max(6, size // 25)):
        title, department, phases = OPENINGS[nth % len(OPENINGS)]
        office = OFFICES[(nth + nth // len(OPENINGS)) % len(OFFICES)]
        opened = midnight - int((days_back(size) + 30 + rng.random() * 200) * DAY)
        closed = midnight - int(rng.random() * 20 * DAY) if nth % 11 == 10 else None
        job = Job(
            id=ids.next(),
            name=f"{title} ({office.city})" if nth % 3 else title,
            requisition_id=f"REQ-{100 + nth}" if nth % 5 else None,
            status="closed" if closed else "open",
            department=known_departments[department],
            office=known_offices[office],
            created=opened - HOUR,
            updated=closed or opened,
            opened=opened,
            closed=closed,
            confidential=nth % 19 == 18,
            hiring_managers=[team[office][nth % len(team[office])]],
            recruiters=[team[office][(nth + 1) % len(team[office])]],
        )
        for order, phase in enumerate(phases):
            _add_stage(world, job, order, phase, stage_ids, slot_ids)
        world.jobs.add(job)
        jobs.append((job, office))
    return jobs


def _add_stage(
    world: World, job: Job, order: int, phase: Phase, stage_ids: Sequence, slot_ids: Sequence
) -> None:
    stage = Stage(
        id=stage_ids.next(),
        job=job,
        name=phase.name,
        order=order,
        active=not phase.retired,
        created=job.created,
        updated=job.updated,
    )
    for nth, step in enumerate(phase.steps):
        slot = Slot(
            id=slot_ids.next(),
            stage=stage,
            name=step.name,
            order=nth,
            kind=step.kind,
            minutes=step.minutes,
            active=not step.retired,
            created=job.created,
            updated=job.updated,
        )
        stage.slots.append(world.slots.add(slot))
    job.stages.append(world.stages.add(stage))
