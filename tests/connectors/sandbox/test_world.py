from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from connectors.sandbox import Sandbox
from connectors.sandbox.greenhouse.seeding import build_world
from connectors.sandbox.times import to_ms
from connectors.sandbox.world.people import staff


def printed(caller) -> dict:
    names = ["interviews", "interviewers", "candidates", "applications", "users", "job_interviews"]
    return {name: caller.walk_v3(f"/v3/{name}") for name in names}


def test_the_same_seed_size_and_day_make_the_same_world(caller, clock):
    clock.forward(hours=-3)
    with Sandbox(seed=1, size=200, clock=clock, rate_limits=False) as other:
        clock.forward(hours=3)
        assert printed(type(caller)(other)) == printed(caller)


def test_tomorrow_the_records_have_moved_and_none_is_gone(clock):
    today = build_world(1, 200, clock)
    clock.forward(days=1)
    tomorrow = build_world(1, 200, clock)
    assert {row.start for row in today.interviews} != {row.start for row in tomorrow.interviews}
    for name in ("interviews", "users", "jobs", "stages", "slots"):
        one, other = ([row.id for row in getattr(world, name)] for world in (today, tomorrow))
        assert one == other


def test_a_deleted_id_is_never_given_again(sandbox, clock):
    world = sandbox.greenhouse.world
    first = world.add_interview(start=clock())
    world.delete_interview(first.id)
    assert world.add_interview(start=clock()).id > first.id


def test_another_seed_makes_another_world(clock):
    one, two = (build_world(seed, 60, clock) for seed in (1, 2))
    assert [row.first_name for row in one.users] != [row.first_name for row in two.users]


def test_the_staff_is_the_same_for_every_vendor_with_that_seed():
    one, two = staff(7), staff(7)
    assert [next(one) for _ in range(50)] == [next(two) for _ in range(50)]


@pytest.mark.parametrize("size", [1, 2, 7, 25, 400])
def test_the_size_is_the_number_of_interviews(clock, size):
    world = build_world(3, size, clock)
    assert len(world.interviews) == size


@pytest.mark.parametrize(
    "day", [datetime(2026, 3, 4, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)]
)
def test_today_is_a_full_day_even_on_a_sunday(day):
    world = build_world(1, 400, lambda: day)
    end = to_ms(day + timedelta(days=1))
    today = [row for row in world.interviews if row.start and to_ms(day) <= row.start < end]
    assert 8 <= len(today) <= 20
    europe = [to_ms(day + timedelta(hours=7, minutes=30 * half)) for half in range(5, 18)]
    running = [any(row.start <= moment < row.end for row in today) for moment in europe]
    assert sum(running) >= len(running) - 3


def test_today_holds_a_double_booking_a_refusal_and_a_missing_room(clock):
    world = build_world(1, 400, clock)
    start = to_ms(clock().replace(hour=0, minute=0))
    today = [row for row in world.interviews if row.start and 0 <= row.start - start < 86_400_000]
    assert any(seat.response == "declined" for row in today for seat in row.panel)
    assert any(row.location is None and row.video is None for row in today)
    assert any(
        {seat.user for seat in one.panel} & {seat.user for seat in other.panel} - {None}
        for one, other in combinations(today, 2)
        if one.start < other.end and other.start < one.end
    )


def test_the_world_has_all_that_makes_a_connector_stumble(clock):
    world = build_world(1, 400, clock)
    world.settle()
    words = Counter(row.status for row in world.interviews)
    assert words["to_be_scheduled"] == 20
    assert (
        min(words[word] for word in ("scheduled", "awaiting_feedback", "complete", "skipped")) > 0
    )
    assert any(row.first_day for row in world.interviews)
    assert any(row.organizer is None for row in world.shown_interviews())
    assert any(not row.slot.active for row in world.interviews)
    assert any(row.job is None for row in world.applications)
    assert any(row.email is None for row in world.candidates)
    assert {row.status for row in world.applications} == {
        "active", "rejected", "hired", "converted",
    }  # fmt: skip
    assert {seat.response for seat in world.interviewers} == {
        "accepted", "needs_action", "declined", "tentative", None,
    }  # fmt: skip
    assert any(seat.user is None for seat in world.interviewers)
    assert min(row.id for row in world.interviews) > 2**32


def test_nothing_is_younger_than_now_and_nothing_older_than_its_making(clock):
    world = build_world(1, 400, clock)
    world.settle()
    for row in world.interviews:
        assert row.created <= row.updated <= world.now
        assert row.application.created <= row.created


def test_addresses_belong_to_nobody(clock):
    world = build_world(1, 400, clock)
    addresses = [row.email for row in (*world.users, *world.candidates, *world.interviewers)]
    for address in filter(None, addresses):
        assert address.rpartition("@")[2].endswith(("example.com", "example.org", "example.net"))
        assert address.isascii()


def test_an_hour_after_its_end_an_interview_awaits_feedback(caller, sandbox, clock):
    row = sandbox.greenhouse.world.add_interview(start=clock(), end=clock() + timedelta(minutes=30))
    before = caller.v1(f"/v1/scheduled_interviews/{row.id}").json()
    clock.forward(minutes=89)
    assert caller.v1(f"/v1/scheduled_interviews/{row.id}").json() == before
    clock.forward(minutes=2)
    flipped = caller.v3(f"/v3/interviews?ids={row.id}").json()[0]
    assert flipped["status"] == "awaiting_feedback"
    assert "2026-03-04T12:00:02" <= flipped["updated_at"] <= "2026-03-04T12:00:14"
    since = caller.walk_v3("/v3/interviews", updated_at="gte|2026-03-04T12:00:00Z")
    assert flipped in since


def test_a_rescheduled_interview_flips_after_its_new_end(sandbox, clock):
    world = sandbox.greenhouse.world
    row = world.add_interview(start=clock(), end=clock() + timedelta(minutes=30))
    world.reschedule(row.id, start=clock() + timedelta(hours=5))
    clock.forward(hours=3)
    assert world.interview(row.id).status == "scheduled"
    clock.forward(hours=4)
    assert world.interview(row.id).status == "awaiting_feedback"


def test_both_versions_show_the_same_world(caller):
    rows = {row["id"]: row for row in caller.walk_v3("/v3/interviews")}
    slots = {row["id"]: row["name"] for row in caller.walk_v3("/v3/job_interviews")}
    users = {row["id"]: row["name"] for row in caller.walk_v3("/v3/users")}
    panels: dict[int, list] = {}
    for seat in caller.walk_v3("/v3/interviewers"):
        panel = panels.setdefault(seat["interview_id"], [])
        panel.append((seat["user_id"], seat["email"], seat["response_status"]))
    old = caller.walk_v1("/v1/scheduled_interviews")
    assert {row["id"] for row in old} == {
        row["id"] for row in rows.values() if row["starts_at"] or row["all_day_start_on"]
    }
    for row in old:
        new = rows[row["id"]]
        assert row["start"].get("date_time") == new["starts_at"]
        assert row["end"].get("date") == new["all_day_end_on"]
        for key in ("application_id", "status", "location", "video_conferencing_url", "updated_at"):
            assert row[key] == new[key]
        assert row["interview"] == {
            "id": new["job_interview_id"],
            "name": slots[new["job_interview_id"]],
        }
        assert (row["organizer"] or {}).get("id") == new["organizer_id"]
        assert (row["organizer"] or {}).get("name") == users.get(new["organizer_id"])
        seats = [(one["id"], one["email"], one["response_status"]) for one in row["interviewers"]]
        assert sorted(seats, key=str) == sorted(panels.get(row["id"], []), key=str)


def test_touching_a_share_changes_exactly_those(caller, sandbox, clock):
    clock.forward(minutes=5)
    before = {row["id"]: row for row in caller.walk_v1("/v1/scheduled_interviews")}
    clock.forward(minutes=1)
    touched = sandbox.greenhouse.world.touch(0.1, seed=5)
    after = {row["id"]: row for row in caller.walk_v1("/v1/scheduled_interviews")}
    assert len(touched) == round(len(before) * 0.1)
    changed = [key for key in after if after[key] != before[key]]
    assert changed == touched
    stripped = [{**rows[touched[0]], "updated_at": None} for rows in (before, after)]
    assert stripped[0] != stripped[1]
    since = caller.walk_v1("/v1/scheduled_interviews", updated_after="2026-03-04T10:36:00Z")
    assert [row["id"] for row in since] == touched


def test_a_deleted_interview_vanishes_and_can_come_back_as_itself(caller, sandbox):
    world = sandbox.greenhouse.world
    row = world.shown_interviews()[3]
    world.delete_interview(row.id)
    assert caller.v1(f"/v1/scheduled_interviews/{row.id}").status_code == 404
    assert caller.v3(f"/v3/interviews?ids={row.id}").json() == []
    assert caller.v3(f"/v3/interviewers?interview_ids={row.id}").json() == []
    world.undelete_interview(row)
    assert caller.v3(f"/v3/interviews?ids={row.id}").json()[0]["id"] == row.id
    assert caller.v3(f"/v3/interviewers?interview_ids={row.id}").json()


def test_cancelling_may_leave_a_placeholder(caller, sandbox):
    world = sandbox.greenhouse.world
    gone, kept = world.shown_interviews()[:2]
    world.cancel(gone.id)
    world.cancel(kept.id, leave_placeholder=True)
    rows = caller.v3(f"/v3/interviews?ids={gone.id},{kept.id}").json()
    assert [(row["id"], row["status"], row["starts_at"]) for row in rows] == [
        (kept.id, "to_be_scheduled", None)
    ]


def test_with_a_candidate_go_applications_and_interviews(caller, sandbox):
    world = sandbox.greenhouse.world
    interview = world.shown_interviews()[0]
    application, candidate = interview.application, interview.application.candidate
    world.delete_candidate(candidate.id)
    assert caller.v1(f"/v1/candidates/{candidate.id}").status_code == 404
    assert caller.v3(f"/v3/applications?ids={application.id}").json() == []
    assert caller.v3(f"/v3/interviews?application_ids={application.id}").json() == []


def test_an_answer_touches_the_interviewer_and_not_the_interview(caller, sandbox, clock):
    world = sandbox.greenhouse.world
    interview = world.shown_interviews()[0]
    user = next(seat.user for seat in interview.panel if seat.user)
    clock.forward(minutes=1)
    world.answer(interview.id, user.id, "tentative")
    since = {"updated_at": "gte|2026-03-04T10:31:00Z"}
    seats = caller.walk_v3("/v3/interviewers", **since)
    assert [(row["user_id"], row["response_status"]) for row in seats] == [(user.id, "tentative")]
    assert caller.walk_v3("/v3/interviews", **since) == []
    world.switches.rsvp_bumps_interview = True
    world.answer(interview.id, user.id, "declined")
    assert [row["id"] for row in caller.walk_v3("/v3/interviews", **since)] == [interview.id]


def test_panel_members_come_and_go(caller, sandbox):
    world = sandbox.greenhouse.world
    interview = world.shown_interviews()[0]
    seated = {seat.user for seat in interview.panel}
    user = next(one for one in world.users if one not in seated)
    world.add_panel_member(interview.id, user.id)
    path = f"/v3/interviewers?interview_ids={interview.id}"
    assert user.id in [row["user_id"] for row in caller.v3(path).json()]
    world.remove_panel_member(interview.id, user.id)
    assert user.id not in [row["user_id"] for row in caller.v3(path).json()]


def test_names_change_everywhere_at_once(caller, sandbox):
    world = sandbox.greenhouse.world
    interview = next(row for row in world.shown_interviews() if row.organizer)
    world.rename_slot(interview.slot.id, "Zweites Gespräch")
    world.rename_user(interview.organizer.id, "Ayşe", "Yıldız-Krüger")
    row = caller.v1(f"/v1/scheduled_interviews/{interview.id}").json()
    assert row["interview"]["name"] == "Zweites Gespräch"
    assert row["organizer"]["name"] == "Ayşe Yıldız-Krüger"


def test_handing_in_scorecards_completes(caller, sandbox):
    world = sandbox.greenhouse.world
    interview = next(row for row in world.shown_interviews() if row.status == "awaiting_feedback")
    world.submit_scorecards(interview.id)
    row = caller.v1(f"/v1/scheduled_interviews/{interview.id}").json()
    assert row["status"] == "complete"
    assert all(seat["scorecard_id"] for seat in row["interviewers"] if seat["id"])
