"""A believable company from a seed, a size and a day. Every state of a candidate is in it."""

from random import Random

from connectors.sandbox.times import DAY, HOUR, MINUTE, day_of, day_start
from connectors.sandbox.viasto.auth import PASSWORD, SERVER_USER
from connectors.sandbox.viasto.records import SKIPPED, Candidate, Company, Customer, File, Project
from connectors.sandbox.viasto.world import BEGIN, CONFIRM, FINISH, RATE, World, later
from connectors.sandbox.wire import Clock
from connectors.sandbox.world.bookings import Booking, bookings, team

COMPANY_ID = 4
OPENINGS = (
    "Backend Engineer",
    "Trainee Program 2027",
    "Account Executive",
    "Customer Success Manager",
    "Apprenticeship Logistics",
    "Data Engineer",
    "Working Student, Marketing",
    "Regional Sales Lead",
)
ENDS = {2: "never confirms", 5: "breaks off", 8: "skipped", 11: "never rated", 14: "half rated"}
"""What the nth of 18 candidates does whose interview is over; the others come through."""
AHEAD = {0: "new", 2: "never confirms", 4: "breaks off", 6: "skipped"}
"""The same of 8 whose deadline is to come: new is not invited yet, who breaks off may still go on."""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180345ebb150000000049454e44ae426082"
)
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def build_world(seed: int, size: int, clock: Clock) -> World:
    """The same for the same seed, size and day."""
    company = Company(COMPANY_ID, "Sandbox Logistics GmbH", "sandbox", "Europe/Berlin", 7)
    world = World(clock, seed, company)
    today = day_of(world.now)
    midnight = day_start(today)
    rng = Random(f"viasto/{seed}/{size}/{today}")
    _add_customers(world, seed, size, midnight)
    projects = _add_projects(world, size, midnight)
    seen = {"over": 0, "ahead": 0}
    planned = bookings("viasto", seed, size, today, len(projects))
    for booking in sorted(planned, key=lambda one: one.created):
        row = _candidate(world, rng, booking, projects[booking.pursuit.opening])
        _course(world, rng, row, booking.meeting.start, midnight, seen)
    world.settle()
    return world


def _add_customers(world: World, seed: int, size: int, midnight: int) -> None:
    """The account of the integration, and the staff."""
    long_ago = midnight - 400 * DAY
    server = Customer(1, "Interview Hub", "Integration", "", SERVER_USER, "admin", long_ago)
    server.password = PASSWORD
    world.customers.add(server)
    for nth, person in enumerate(team(seed, size)):
        world.customers.add(
            Customer(
                id=nth + 2,
                first_name=person.first_name,
                last_name=person.last_name,
                email=person.email,
                username=person.email.partition("@")[0],
                account_type=("owner", "recruiter", "hiring-manager", "recruiter")[nth % 4],
                created=long_ago + nth * DAY,
            )
        )


def _add_projects(world: World, size: int, midnight: int) -> list[Project]:
    """Those for which candidates are met; besides them a draft, which nobody is invited to."""
    staff = [one for one in world.customers if one.username != SERVER_USER]
    count = max(3, min(len(OPENINGS), size // 40))
    projects = []
    for nth in range(count + 1):
        draft = nth == count
        project = Project(
            id=14 + nth,
            name="Draft: Regional Roadshow" if draft else OPENINGS[nth],
            status="draft" if draft else "archived" if nth == 1 and count > 3 else "active",
            internal_id=f"REQ-{400 + nth}" if nth % 3 else None,
            managers=[staff[nth % len(staff)]],
            evaluators=[staff[(nth + step) % len(staff)] for step in range(1, 2 + nth % 3)],
            created=midnight - (200 - nth) * DAY,
            days_to_interview=10 if nth % 2 else None,
        )
        world.projects.add(project)
        projects.append(project)
    return projects[:-1]


def _candidate(world: World, rng: Random, booking: Booking, project: Project) -> Candidate:
    person = booking.pursuit.person
    row = Candidate(
        id=521 + len(world.candidates),
        project=project,
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        created=booking.created,
        gender=("mr", "mrs", "")[int(rng.random() * 3)],
        phone=f"555-01{int(rng.random() * 100):02d}" if rng.random() < 0.5 else "",
        username=f"{person.email.partition('@')[0]}{int(rng.random() * 9000) + 1000}",
        interview_key=world.key(),
        activation_key=world.key(),
        photo=File(PIXEL, "image/png") if rng.random() < 0.4 else None,
        cv=File(PAPER, "application/pdf") if rng.random() < 0.6 else None,
    )
    return world.candidates.add(row)


def _course(
    world: World, rng: Random, row: Candidate, start: int, midnight: int, seen: dict[str, int]
) -> None:
    """What this candidate does and when; the answers are recorded at `start`."""
    over, ahead = start < midnight, start > midnight + DAY
    word = ""
    if over or ahead:
        when, words, period = ("over", ENDS, 18) if over else ("ahead", AHEAD, 8)
        word = words.get(seen[when] % period, "")
        seen[when] += 1
    if word == "new":
        return
    world.invite(row, row.created + 10 * MINUTE)
    if row.deadline is not None and row.deadline <= start:
        world.set_deadline(row, world.end_of_day(start, 1))
    if word == "skipped":
        row.status = SKIPPED
    if word in ("skipped", "never confirms"):
        return
    share = 0.01 if word == "breaks off" else 0.2 + rng.random() * 0.6
    confirms = row.created + HOUR + int((start - HOUR - row.created) * share)
    world.plan(row, confirms, CONFIRM)
    if word == "breaks off":
        world.plan(row, start if over else midnight - HOUR, BEGIN)
        return
    world.plan(row, start - 25 * MINUTE, BEGIN)
    world.plan(row, start, FINISH)
    rated = {"never rated": 0, "half rated": 1}.get(word, len(row.project.evaluators))
    for _ in range(rated):
        world.plan(row, later(start, 0.05 + rng.random() ** 2 * 5), RATE)
