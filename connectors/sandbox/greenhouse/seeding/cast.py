"""Candidates and their applications, made as the diary needs them."""

from dataclasses import dataclass, field
from random import Random

from connectors.sandbox.greenhouse.records import Application, Candidate, Job, Slot, User
from connectors.sandbox.greenhouse.seeding import numbers
from connectors.sandbox.times import DAY, MINUTE
from connectors.sandbox.world.offices import Office
from connectors.sandbox.world.people import Addresses, candidate
from connectors.sandbox.world.work import REJECTIONS, SOURCES, TAGS

SEVERAL_SHARE = 0.07
"""Of applications by somebody who applied before."""


@dataclass(slots=True, eq=False)
class Pursuit:
    """One application on its way through the plan: `slots` are still to come, in order."""

    application: Application
    office: Office
    slots: list[Slot]
    retired: list[Slot]
    last_end: int = 0


@dataclass(slots=True)
class Cast:
    """Makes people; ids come at the end, when the order of creation is known."""

    rng: Random
    midnight: int
    jobs: dict[Office, list[Job]]
    recruiters: dict[Office, list[User]]
    addresses: Addresses = field(default_factory=Addresses)
    candidates: list[Candidate] = field(default_factory=list)
    applications: list[Application] = field(default_factory=list)
    _met: dict[Office, list[Candidate]] = field(default_factory=dict)

    def pursuit(self, office: Office, first_start: int) -> Pursuit:
        rng = self.rng
        created = min(first_start, self.midnight) - int((2 + rng.random() * 20) * DAY)
        jobs = self.jobs[office]
        job = jobs[int(rng.random() * len(jobs))]
        if job.closed and first_start > job.closed:
            job = next((one for one in jobs if one.closed is None), job)
        application = self.application(office, job, created)
        live = [
            slot
            for stage in job.stages
            for slot in stage.slots
            if slot.active and slot.kind == "needs_scheduling"
        ]
        retired = [slot for stage in job.stages for slot in stage.slots if not slot.active]
        return Pursuit(application, office, live[: 1 + int(rng.random() * 4)], retired)

    def application(self, office: Office, job: Job | None, created: int) -> Application:
        rng = self.rng
        source = int(rng.random() * (len(SOURCES) + 1))
        recruiters = self.recruiters[office]
        application = Application(
            id=0,
            candidate=self._candidate(office, created),
            job=job,
            stage=job.stages[0] if job else None,
            status="active",
            prospect=job is None,
            created=created,
            updated=created,
            last_activity=created,
            source=(numbers.SOURCES + source * 1000, SOURCES[source])
            if source < len(SOURCES)
            else None,
            recruiter=recruiters[int(rng.random() * len(recruiters))]
            if rng.random() < 0.6
            else None,
        )
        application.candidate.applications.append(application)
        self.applications.append(application)
        return application

    def _candidate(self, office: Office, created: int) -> Candidate:
        rng = self.rng
        met = self._met.setdefault(office, [])
        if met and rng.random() < SEVERAL_SHARE:
            again = met[int(rng.random() * len(met))]
            again.created = min(again.created, created)
            return again
        person = candidate(rng, office, self.addresses)
        luck = rng.random()
        row = Candidate(
            id=0,
            first_name=person.first_name,
            last_name=person.last_name,
            email=person.email if luck > 0.02 else None,
            phone=f"555-01{int(luck * 100):02d}" if luck > 0.25 else None,
            rails_zone=office.rails_zone if luck < 0.9 else None,
            created=created,
            updated=created + MINUTE,
            last_activity=created + MINUTE,
            title="Engineer" if 0.3 < luck < 0.4 else None,
            private=luck > 0.985,
            tags=(TAGS[int(luck * 70) % len(TAGS)],) if luck < 0.2 else (),
        )
        met.append(row)
        self.candidates.append(row)
        return row

    def conclude(self, pursuit: Pursuit) -> None:
        """An application whose interviews are long over was decided."""
        application, luck = pursuit.application, self.rng.random()
        if pursuit.last_end > self.midnight - 10 * DAY or luck > 0.75:
            return
        decided = min(pursuit.last_end + int((1 + luck * 10) * DAY), self.midnight)
        application.updated = application.last_activity = decided
        if luck < 0.6:
            application.status, application.rejected = "rejected", decided
            reason = int(luck * 100) % len(REJECTIONS)
            application.rejection = (numbers.REJECTIONS + reason * 1000, REJECTIONS[reason])
        else:
            application.status = "hired"
