"""People and applications as recruiters change them, and who is told. See the sheet, section 3."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from connectors.sandbox.greenhouse import webhook_shapes as shapes
from connectors.sandbox.greenhouse.records import (
    Application,
    Candidate,
    Interview,
    Interviewer,
    Job,
    Stage,
)
from connectors.sandbox.greenhouse.world import World
from connectors.sandbox.wire import Clock

Listener = Callable[[str, dict[str, Any]], None]
EVERYTHING = ("full_name", "email_addresses", "phone_numbers", "scorecards_and_interviews")


class Hiring(World):
    """`listeners` are told each event with its payload. What goes with something else is not told."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.listeners: list[Listener] = []
        self._quiet = 0

    def tell(self, event: str, payload: dict[str, Any]) -> None:
        if not self._quiet:
            for listener in self.listeners:
                listener(event, payload)

    @contextmanager
    def quietly(self) -> Iterator[None]:
        with self.lock:
            self._quiet += 1
            try:
                yield
            finally:
                self._quiet -= 1

    def delete_interview(self, interview_id: int) -> Interview:
        with self.lock:
            interview = super().delete_interview(interview_id)
            self.tell("interview_deleted", {"interview": {"id": interview_id}})
            return interview

    def cancel(self, interview_id: int, *, leave_placeholder: bool = False) -> None:
        with self.lock:
            super().cancel(interview_id, leave_placeholder=leave_placeholder)
            if leave_placeholder:
                self.tell("interview_deleted", {"interview": {"id": interview_id}})

    def delete_application(self, application_id: int) -> Application:
        payload = shapes.deleted_application(self.applications[application_id])
        with self.quietly():
            application = super().delete_application(application_id)
        self.tell("delete_application", payload)
        return application

    def delete_candidate(self, candidate_id: int) -> Candidate:
        row = self.candidates[candidate_id]
        ids = [application.id for application in row.applications]
        payload = shapes.person(row, deleted_application_ids=ids)
        with self.quietly():
            super().delete_candidate(candidate_id)
        self.tell("delete_candidate", payload)
        return row

    def merge_candidates(self, winner_id: int, loser_id: int) -> Candidate:
        """The loser's applications are the winner's from now on. Only the merge is told."""
        with self.lock:
            winner, loser = self.candidates[winner_id], self.candidates[loser_id]
            payload = shapes.person(loser, new_candidate_id=winner_id)
            for application in loser.applications:
                application.candidate = winner
                winner.applications.append(application)
                self._moved(application)
            loser.applications = []
            self.candidates.remove(loser_id)
            self._edited(winner)
            self.tell("merge_candidate", payload)
            return winner

    def anonymize_candidate(
        self, candidate_id: int, fields: Sequence[str] = EVERYTHING
    ) -> Candidate:
        """With `scorecards_and_interviews` those go too, and nobody is told of each."""
        with self.lock:
            row = self.candidates[candidate_id]
            if "full_name" in fields:
                row.first_name, row.last_name = "Anonymized", str(row.id)
            row.email = None if "email_addresses" in fields else row.email
            row.phone = None if "phone_numbers" in fields else row.phone
            if "scorecards_and_interviews" in fields:
                with self.quietly():
                    for application in row.applications:
                        for interview in list(application.interviews):
                            self.delete_interview(interview.id)
            self._edited(row)
            self.tell(
                "candidate_anonymized",
                {"candidate_id": candidate_id, "anonymized_fields": list(fields)},
            )
            return row

    def rename_candidate(self, candidate_id: int, first_name: str, last_name: str) -> Candidate:
        with self.lock:
            row = super().rename_candidate(candidate_id, first_name, last_name)
            self.tell("update_candidate", {"candidate": shapes.candidate(row)})
            return row

    def apply(
        self, first_name: str, last_name: str, *, email: str | None = None, job: Job | None = None
    ) -> Application:
        """Somebody new; a prospect where there is no job."""
        with self.lock:
            now = self.now
            person = Candidate(
                self.next_id(self.candidates),
                first_name,
                last_name,
                email,
                None,
                None,
                now,
                now,
                now,
            )
            application = Application(
                id=self.next_id(self.applications),
                candidate=self.candidates.add(person),
                job=job,
                stage=job.stages[0] if job else None,
                status="active",
                prospect=job is None,
                created=now,
                updated=now,
                last_activity=now,
            )
            person.applications.append(self.applications.add(application))
            event = "new_candidate_application" if job else "new_prospect_application"
            return self._told(application, event)

    def move(self, application_id: int, stage: Stage) -> Application:
        with self.lock:
            application = self.applications[application_id]
            application.stage = stage
            return self._told(application, "candidate_stage_change")

    def decide(self, application_id: int, event: str) -> Application:
        """`reject_candidate`, `unreject_candidate`, `hire_candidate` or `unhire_candidate`."""
        with self.lock:
            application = self.applications[application_id]
            status = {"reject_candidate": "rejected", "hire_candidate": "hired"}.get(
                event, "active"
            )
            application.status = status
            application.rejected = self.now if status == "rejected" else None
            return self._told(application, event)

    def set_source(self, application_id: int, source: tuple[int, str]) -> Application:
        with self.lock:
            application = self.applications[application_id]
            application.source = source
            return self._told(application, "application_updated")

    def rename_job(self, job_id: int, name: str) -> Job:
        with self.lock:
            job = self.jobs[job_id]
            job.name, job.updated = name, self.now
            self.version += 1
            self.tell("job_updated", {"job": shapes.job(job)})
            return job

    def retire_stage(self, stage_id: int) -> Stage:
        """What Greenhouse calls deleting a stage: the row stays and is no longer active."""
        with self.lock:
            stage = self.stages[stage_id]
            stage.active, stage.updated = False, self.now
            self.version += 1
            self.tell("job_interview_stage_deleted", shapes.stage(stage))
            return stage

    def delete_scorecard(self, seat_id: int) -> Interviewer:
        """v1 lists it no more; in v3 the seat's empty draft is left."""
        with self.lock:
            seat = self.interviewers[seat_id]
            payload = shapes.scorecard(seat)
            seat.submitted, seat.updated = None, self.now
            self.version += 1
            self.tell("scorecard_deleted", payload)
            return seat

    def _told(self, application: Application, event: str) -> Application:
        self._moved(application)
        self.tell(event, shapes.application(application))
        return application

    def _moved(self, application: Application) -> None:
        application.updated = application.last_activity = self.now
        self.version += 1

    def _edited(self, row: Candidate) -> None:
        row.updated = row.last_activity = self.now
        self.version += 1
