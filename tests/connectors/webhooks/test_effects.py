"""What each event leads to, in both versions. The oracle: a whole listing afterwards finds nothing to do."""

from candidates.models import Candidate, Change
from connectors.models import Delivery
from connectors.sandbox.greenhouse.records import Application as Hired
from interviews.models import Application, Interview, Interviewer, Job, Scorecard, Stage
from tests.connectors.webhooks.conftest import House

STORY = ("state", "problem")


def busiest(house: House) -> Hired:
    """The application with the most interviews that v1 shows too."""
    return max(
        house.world.applications,
        key=lambda row: (sum(one.shown_in_v1 for one in row.interviews), -row.id),
    )


def shown(house: House, application: Hired) -> list[int]:
    known = set(Interview.objects.values_list("remote_id", flat=True))
    return [one.id for one in application.interviews if str(one.id) in known]


def settled(house: House) -> None:
    """All is worked on and the vendor's lists hold no more news."""
    assert set(Delivery.objects.values_list(*STORY)) == {("done", "")}
    assert house.sync() == {}


def test_an_interview_that_was_deleted_is_buried_with_its_panel(house: House):
    chosen = shown(house, busiest(house))[0]
    house.world.delete_interview(chosen)

    house.deliver()

    row = house.row(Interview, chosen)
    seats = Interviewer.objects.filter(interview_remote_id=str(chosen))
    assert (row.deleted_reason, row.deleted_at) == ("vendor", house.clock())
    assert set(seats.values_list("deleted_reason", flat=True)) == {"vendor"}
    told = Change.objects.get(subject="interview", remote_id=chosen, kind=Change.Kind.DELETED)
    assert told.source == Change.Source.WEBHOOK
    settled(house)


def test_an_interview_that_is_there_after_all_stays(house: House):
    """The body is a hint: what counts is what the vendor says when asked."""
    chosen = shown(house, busiest(house))[0]
    removed = house.world.delete_interview(chosen)
    house.world.undelete_interview(removed)

    house.deliver()

    assert house.row(Interview, chosen).deleted_at is None
    settled(house)


def test_an_interview_deleted_brought_back_and_deleted_again_is_gone(house: House):
    chosen = shown(house, busiest(house))[0]
    removed = house.world.delete_interview(chosen)
    house.deliver()
    house.world.undelete_interview(removed)
    house.sync()
    assert house.row(Interview, chosen).deleted_at is None
    house.clock.forward(minutes=5)
    house.world.delete_interview(chosen)
    Delivery.objects.update(done_at=house.clock.now.replace(year=2020))

    house.deliver()

    assert house.row(Interview, chosen).deleted_reason == "vendor"


def test_what_an_interviewer_answers_comes_with_an_event_of_the_application(house: House):
    """No event is an answer's own; the panel stands in those of the application."""
    chosen = next(
        one
        for one in house.world.shown_interviews()
        if one.start is not None
        and one.start > house.clock.now.timestamp() * 1000
        and any(seat.user and seat.response != "declined" for seat in one.panel)
        and one.application.stage is one.slot.stage
    )
    seat = next(one for one in chosen.panel if one.user and one.response != "declined")
    assert seat.user is not None
    house.world.answer(chosen.id, seat.user.id, "declined")
    house.world.set_source(chosen.application.id, (9, "A friend"))

    house.deliver()

    row = house.row(Interview, chosen.id).interviewers.get(user__remote_id=seat.user.id)
    assert row.response_status == "declined"
    told = Change.objects.filter(subject="interviewer", subject_id=row.pk).latest("pk")
    assert (told.source, told.fields["response_status"][1]) == ("webhook", "declined")
    settled(house)


def test_a_deleted_candidate_takes_applications_and_interviews_along(house: House):
    application = busiest(house)
    candidate, interviews = application.candidate, shown(house, application)
    applications = [one.id for one in candidate.applications]
    house.world.delete_candidate(candidate.id)

    house.deliver()

    assert house.row(Candidate, candidate.id).deleted_reason == "vendor"
    assert {house.row(Application, one).deleted_reason for one in applications} == {"vendor"}
    assert {house.row(Interview, one).deleted_reason for one in interviews} == {"vendor"}
    settled(house)


def test_a_deleted_application_takes_its_interviews_and_leaves_the_candidate(house: House):
    application = busiest(house)
    candidate, interviews = application.candidate, shown(house, application)
    house.world.delete_application(application.id)

    house.deliver()

    assert house.row(Candidate, candidate.id).deleted_at is None
    assert house.row(Application, application.id).deleted_reason == "vendor"
    assert {house.row(Interview, one).deleted_reason for one in interviews} == {"vendor"}
    settled(house)


def test_a_merge_moves_the_losers_applications_to_the_winner(house: House):
    application = busiest(house)
    loser, interviews = application.candidate, shown(house, application)
    winner = next(one for one in house.world.candidates if one is not loser)
    house.world.merge_candidates(winner.id, loser.id)

    house.deliver()

    ours = house.row(Candidate, winner.id)
    assert house.row(Candidate, loser.id).deleted_reason == "merged"
    assert house.row(Application, application.id).candidate == ours
    for one in interviews:
        row = house.row(Interview, one)
        assert (row.deleted_at, row.candidate) == (None, ours)
    settled(house)


def test_an_anonymized_candidate_loses_name_and_interviews(house: House):
    application = busiest(house)
    candidate, interviews = application.candidate, shown(house, application)
    house.world.anonymize_candidate(candidate.id)

    house.deliver()

    row = house.row(Candidate, candidate.id)
    assert (row.first_name, row.last_name, row.email) == ("Anonymized", str(candidate.id), None)
    assert row.deleted_at is None
    assert {house.row(Interview, one).deleted_reason for one in interviews} == {"anonymized"}
    settled(house)


def test_somebody_new_is_here_with_application_before_the_next_sync(house: House):
    job = next(one for one in house.world.jobs if one.status == "open")
    applied = house.world.apply("Noor", "<b>Ali</b>", email="noor@example.com", job=job)
    thinking = house.world.apply("Pia", "Prospect")

    house.deliver()

    row = house.row(Application, applied.id)
    assert (row.candidate.name, row.job.name, row.status) == ("Noor <b>Ali</b>", job.name, "active")
    assert house.row(Application, thinking.id).prospect is True
    settled(house)


def test_applications_that_move_or_are_decided_are_read_again(house: House):
    application = busiest(house)
    stages = [stage for stage in application.job.stages if stage is not application.stage]
    for event, status in (
        ("reject_candidate", "rejected"),
        ("unreject_candidate", "active"),
        ("hire_candidate", "hired"),
        ("unhire_candidate", "active"),
    ):
        house.clock.forward(minutes=1)
        house.world.decide(application.id, event)
        house.deliver()
        assert house.row(Application, application.id).status == status
    house.world.move(application.id, stages[0])
    house.world.set_source(application.id, (9_000, "Fair & square"))

    house.deliver()

    assert house.row(Application, application.id).stage.remote_id == str(stages[0].id)
    settled(house)


def test_renamed_people_and_jobs_are_read_again(house: House):
    candidate, job = next(iter(house.world.candidates)), next(iter(house.world.jobs))
    house.world.rename_candidate(candidate.id, "Zuzana", "Nováková")
    house.world.rename_job(job.id, "Chief of <everything>")

    house.deliver()

    assert house.row(Candidate, candidate.id).name == "Zuzana Nováková"
    assert house.row(Job, job.id).name == "Chief of <everything>"
    settled(house)


def test_a_stage_that_was_taken_out_of_the_plan_is_kept_as_no_longer_active(house: House):
    taken = {application.stage for application in house.world.applications}
    stage = next(one for one in house.world.stages if one.active and one not in taken)
    house.world.retire_stage(stage.id)

    house.deliver()

    row = house.row(Stage, stage.id)
    assert (row.active, row.deleted_at) == (False, None)
    settled(house)


def test_a_deleted_scorecard_is_no_longer_counted(house: House, version: str):
    seat = next(one for one in house.world.interviewers if one.submitted and one.user)
    house.world.delete_scorecard(seat.id)

    house.deliver()

    row = house.row(Scorecard, seat.scorecard_id)
    gone = row.deleted_reason == "vendor" if version == "v1" else row.submitted_at is None
    assert gone
