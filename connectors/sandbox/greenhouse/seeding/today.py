"""Today has what a coordinator has to solve: a person booked twice, a refusal, a missing room."""

from itertools import combinations

from connectors.sandbox.greenhouse.records import Interview
from connectors.sandbox.greenhouse.seeding.diary import Diary

DOUBLE_BOOKINGS = 2
REFUSALS = 2
MISSING_ROOMS = 2


def arrange_today(diary: Diary, interviews: list[Interview]) -> None:
    """`interviews` are today's; small worlds get fewer troubles than they have interviews."""
    timed = [row for row in interviews if row.start is not None]
    busiest = sorted(timed, key=lambda row: row.start or 0, reverse=True)
    _book_twice(diary, busiest)
    for nth, interview in enumerate(busiest[3::5][:REFUSALS]):
        seats = [seat for seat in interview.panel if seat.user]
        if seats:
            seats[nth % len(seats)].response = "declined"
    for interview in busiest[1::6][:MISSING_ROOMS]:
        interview.location = interview.video = None


def _book_twice(diary: Diary, interviews: list[Interview]) -> None:
    """Puts the first interviewer of one meeting onto the panel of another at the same time."""
    done = 0
    for later, earlier in combinations(interviews[:60], 2):
        if done == DOUBLE_BOOKINGS or not _overlap(earlier, later):
            continue
        user = next((seat.user for seat in earlier.panel if seat.user), None)
        if user and all(seat.user is not user for seat in later.panel):
            diary.seat(later, user, None, "accepted")
            done += 1


def _overlap(one: Interview, other: Interview) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end
