"""The account as its people change it: each method does what a click in Greenhouse would."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from connectors.sandbox.greenhouse.records import (
    RESPONSES,
    SCHEDULED,
    TO_BE_SCHEDULED,
    Application,
    Candidate,
    Interview,
    Interviewer,
    Slot,
    User,
)
from connectors.sandbox.greenhouse.state import State
from connectors.sandbox.times import MINUTE, to_ms

TOUCHED_ROOM = "Room {number} (moved)"


class World(State):
    """Ids that do not exist raise KeyError. Every change bears the time of the sandbox's clock."""

    def interview(self, interview_id: int) -> Interview:
        self.settle()
        return self.interviews[interview_id]

    def shown_interviews(self) -> list[Interview]:
        """Those with a date, which v1 lists too, by ascending id."""
        self.settle()
        return [interview for interview in self.interviews if interview.shown_in_v1]

    def reschedule(
        self, interview_id: int, *, start: datetime, end: datetime | None = None
    ) -> Interview:
        """Keeps the length unless `end` is given; makes an all-day event a timed one."""
        with self.lock:
            interview = self.interview(interview_id)
            length = timedelta(minutes=interview.slot.minutes)
            if interview.start is not None and interview.end is not None:
                length = timedelta(milliseconds=interview.end - interview.start)
            interview.start, interview.end = to_ms(start), to_ms(end or start + length)
            interview.first_day = interview.last_day = None
            interview.status = SCHEDULED
            self.changed(interview)
            self.watch(interview)
            return interview

    def set_location(
        self, interview_id: int, location: str | None, *, video: str | None = None
    ) -> Interview:
        with self.lock:
            interview = self.interview(interview_id)
            interview.location, interview.video = location, video
            self.changed(interview)
            return interview

    def set_status(self, interview_id: int, status: str) -> Interview:
        """Any word, also one that Greenhouse does not have."""
        with self.lock:
            interview = self.interview(interview_id)
            interview.status = status
            self.changed(interview)
            self.watch(interview)
            return interview

    def cancel(self, interview_id: int, *, leave_placeholder: bool = False) -> None:
        """The row goes; whether v3 rather keeps a placeholder to schedule anew is unconfirmed."""
        if not leave_placeholder:
            self.delete_interview(interview_id)
            return
        with self.lock:
            interview = self.interview(interview_id)
            interview.start = interview.end = interview.first_day = interview.last_day = None
            interview.location = interview.video = interview.event_id = None
            interview.status = TO_BE_SCHEDULED
            for seat in list(interview.panel):
                self.unseat(seat)
            self.changed(interview)

    def delete_interview(self, interview_id: int) -> Interview:
        with self.lock:
            interview = self.interviews.remove(interview_id)
            interview.application.interviews.remove(interview)
            for seat in interview.panel:
                self.interviewers.remove(seat.id)
            self.version += 1
            return interview

    def undelete_interview(self, interview: Interview) -> Interview:
        """Support brings back what `delete_interview` returned, under its old id."""
        with self.lock:
            self._place(interview)
            self.changed(interview)
            return interview

    def delete_application(self, application_id: int) -> Application:
        with self.lock:
            application = self.applications.remove(application_id)
            for interview in list(application.interviews):
                self.delete_interview(interview.id)
            application.candidate.applications.remove(application)
            self.version += 1
            return application

    def delete_candidate(self, candidate_id: int) -> Candidate:
        """With all applications and interviews; no webhook names those interviews."""
        with self.lock:
            candidate = self.candidates[candidate_id]
            for application in list(candidate.applications):
                self.delete_application(application.id)
            self.version += 1
            return self.candidates.remove(candidate_id)

    def rename_candidate(self, candidate_id: int, first_name: str, last_name: str) -> Candidate:
        with self.lock:
            candidate = self.candidates[candidate_id]
            candidate.first_name, candidate.last_name = first_name, last_name
            candidate.updated = self.now
            self.version += 1
            return candidate

    def answer(self, interview_id: int, user_id: int, response: str) -> Interviewer:
        """The calendar's RSVP, as synced back."""
        if response not in RESPONSES:
            raise ValueError(f"{response!r} is none of {', '.join(RESPONSES)}.")
        with self.lock:
            seat = self._seat(interview_id, user_id)
            seat.response = response
            seat.updated = self.now
            self.version += 1
            if self.switches.rsvp_bumps_interview:
                self.changed(seat.interview)
            return seat

    def add_panel_member(
        self,
        interview_id: int,
        user_id: int | None = None,
        *,
        email: str | None = None,
        response: str | None = "needs_action",
    ) -> Interviewer:
        """A user, or a guest by address."""
        with self.lock:
            interview = self.interview(interview_id)
            user = None if user_id is None else self.users[user_id]
            seat = Interviewer(
                id=self.next_id(self.interviewers),
                interview=interview,
                user=user,
                guest_email=email,
                response=response,
                created=self.now,
                updated=self.now,
            )
            interview.panel.append(self.interviewers.add(seat))
            self._changed_panel(interview)
            return seat

    def remove_panel_member(self, interview_id: int, user_id: int) -> None:
        with self.lock:
            seat = self._seat(interview_id, user_id)
            self.unseat(seat)
            self._changed_panel(seat.interview)

    def add_interview(
        self,
        *,
        start: datetime,
        end: datetime | None = None,
        application_id: int | None = None,
        slot_id: int | None = None,
        user_ids: Sequence[int] | None = None,
        location: str | None = None,
        through_api: bool = False,
        organizer: User | None = None,
    ) -> Interview:
        """What is not named is chosen: the newest application with a job, its first slot, an admin."""
        with self.lock:
            application = self._application_for(application_id)
            slot = self.slots[slot_id] if slot_id is not None else self._slot_for(application)
            interview_id, now = self.next_id(self.interviews), self.now
            interview = Interview(
                id=interview_id,
                application=application,
                slot=slot,
                status=SCHEDULED,
                created=now,
                updated=now,
                start=to_ms(start),
                end=to_ms(end or start + timedelta(minutes=slot.minutes)),
                location=location,
                organizer=organizer or self.first_admin(),
                event_id=f"event-{interview_id:x}",
                through_api=through_api,
            )
            self._place(interview)
            self.version += 1
            for user_id in [self.first_admin().id] if user_ids is None else user_ids:
                self.add_panel_member(interview_id, user_id)
            return interview

    def submit_scorecards(self, interview_id: int) -> Interview:
        """Everyone on the panel hands in: the interview is complete."""
        with self.lock:
            interview = self.interview(interview_id)
            for seat in interview.panel:
                if seat.user:
                    seat.submitted = seat.submitted or self.now
                    seat.updated = self.now
            return self.set_status(interview_id, "complete")

    def rename_slot(self, slot_id: int, name: str) -> Slot:
        """Interviews bear the new title and no new `updated_at`."""
        with self.lock:
            slot = self.slots[slot_id]
            slot.name = name
            slot.updated = slot.stage.updated = self.now
            self.version += 1
            return slot

    def rename_user(self, user_id: int, first_name: str, last_name: str) -> User:
        with self.lock:
            user = self.users[user_id]
            user.first_name, user.last_name, user.updated = first_name, last_name, self.now
            self.version += 1
            return user

    def touch(self, fraction: float, seed: int = 0) -> list[int]:
        """Moves that share of the dated interviews to another room, or by half an hour where they are
        still to come; returns their ids, ascending."""
        with self.lock:
            shown = self.shown_interviews()
            count = min(len(shown), max(1, round(len(shown) * fraction)))
            rng = Random(f"touch/{seed}/{self.version}")
            touched = sorted(rng.sample(shown, count), key=lambda interview: interview.id)
            for number, interview in enumerate(touched):
                self._touch(interview, number)
            return [interview.id for interview in touched]

    def _touch(self, interview: Interview, number: int) -> None:
        timed = interview.start is not None and interview.end is not None
        if timed and number % 2 and interview.status == SCHEDULED:
            interview.start = (interview.start or 0) + 30 * MINUTE
            interview.end = (interview.end or 0) + 30 * MINUTE
        else:
            interview.location = TOUCHED_ROOM.format(number=f"{self.version}-{number}")
        self.changed(interview)
        self.watch(interview)

    def _place(self, interview: Interview) -> None:
        self.interviews.add(interview)
        interview.application.interviews.append(interview)
        for seat in interview.panel:
            self.interviewers.add(seat)
        self.watch(interview)

    def changed(self, interview: Interview) -> None:
        interview.updated = self.now
        self.version += 1

    def _changed_panel(self, interview: Interview) -> None:
        self.version += 1
        if self.switches.panel_bumps_interview:
            self.changed(interview)

    def unseat(self, seat: Interviewer) -> None:
        seat.interview.panel.remove(seat)
        self.interviewers.remove(seat.id)
        self.version += 1

    def _seat(self, interview_id: int, user_id: int) -> Interviewer:
        for seat in self.interviews[interview_id].panel:
            if seat.user and seat.user.id == user_id:
                return seat
        raise KeyError(f"User {user_id} is not on the panel of interview {interview_id}.")

    def _application_for(self, application_id: int | None) -> Application:
        if application_id is not None:
            return self.applications[application_id]
        return next(row for row in reversed(list(self.applications)) if row.job)

    def _slot_for(self, application: Application) -> Slot:
        stages = application.job.stages if application.job else []
        return next(slot for stage in stages for slot in stage.slots if slot.active)
