"""People, candidates, the clock and a vendor move candidates in whatever order: the hub is as a plain model is.

The model below is written from seed 004 and the vendor sheet, and knows nothing of the product's table of moves.
`HUB_STORIES` is how many stories are tried.
"""

import os
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from candidates.models import Candidate, Change, Company, Mail, Person
from candidates.services.bulk_moves import Became, Wanted, move_many
from candidates.services.workflow import Asking, expire_due, move
from candidates.transitions import Mover, TransitionRefused
from interviews.selectors.people import PeopleQuery, people
from interviews.selectors.person import person
from interviews.selectors.pipeline import pipeline
from tests import make

STORIES = int(os.environ.get("HUB_STORIES", "8"))
STEPS = int(os.environ.get("HUB_STEPS", "30"))
START = datetime(2026, 3, 4, 10, tzinfo=UTC)
PEOPLE = 2
SELDOM = st.sampled_from([False, False, False, True])
BEGINNINGS = ["new", "invited", "confirmed", "interviewing", "aborted"]
UNFINISHED = {"new", "invited", "confirmed", "expired", "aborted"}
WHO = st.integers(0, PEOPLE - 1)
CROWD = st.sets(WHO, min_size=1)


@dataclass
class Plain:
    """What a candidate is, as the sheet tells it."""

    status: str = "new"
    deadline: datetime | None = None
    password: bool = False
    email: bool = True
    interview: tuple[str | None, datetime | None] = (None, None)

    def now_is(self, now):
        over = self.deadline is not None and self.deadline <= now
        return "expired" if self.status in ("invited", "confirmed") and over else self.status

    def ahead(self, now):
        return self.deadline is not None and self.deadline > now

    def manager_advances(self, now):
        """The new status, or None where it is refused."""
        status = self.now_is(now)
        if status == "new":
            usual = (now + timedelta(days=7)).replace(hour=23, minute=59, second=0, microsecond=0)
            deadline = self.deadline or usual
            if not self.email or deadline <= now:
                return None
            self.deadline = deadline
            return "invited"
        if status == "expired" and self.ahead(now):
            return "confirmed" if self.password else "invited"
        if status == "aborted" and self.ahead(now):
            return "confirmed"
        return None

    def candidate_advances(self, now):
        status = self.now_is(now)
        if status == "invited" and self.ahead(now) and self.password:
            return "confirmed"
        if status == "confirmed" and self.ahead(now):
            return "interviewing"
        return None

    def candidate_finishes(self, now):
        return "interviewed" if self.status == "interviewing" else None

    def candidate_withdraws(self, now):
        open_ = self.now_is(now) in ("invited", "confirmed", "interviewing")
        return "aborted" if open_ else None

    def manager_skips(self, now):
        return "skipped" if self.now_is(now) in UNFINISHED else None

    def interview_says(self, status, start, now):
        way = ["invited", "confirmed", "interviewing", "interviewed"]
        if status in ("awaiting_feedback", "completed"):
            goal = "interviewed"
        elif status == "scheduled" and start is not None:
            goal = "confirmed" if start > now else "interviewing"
        else:
            return
        while self.now_is(now) in way and way.index(self.now_is(now)) < way.index(goal):
            under_way = self.status == "interviewing"
            step = self.candidate_finishes(now) if under_way else self.candidate_advances(now)
            if step is None:
                break
            self.status = step


class Stories(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now, self.keys = START, 0
        self.company = Company.objects.create(name="Tale", slug="tale", time_zone="UTC")
        self.account = make.account(self.company)
        self.models = [Plain(email=number > 0) for number in range(PEOPLE)]
        self.rows, self.interviews, self.begun = [], [], ["new"] * PEOPLE
        for number in range(PEOPLE):
            human = Person.objects.create(company=self.company, created_at=START)
            one = Candidate.objects.create(
                company=self.company, person=human, name=f"P{number}", status="new",
                email=f"p{number}@example.org" if number else None, created_at=START,
                updated_at=START,
            )  # fmt: skip
            interview = make.interview(
                self.account, None, candidate=f"V{number}", panel=(), status=None, at=START
            )
            Candidate.objects.filter(pk=interview.candidate_id).update(person=human)
            self.rows.append(one.pk)
            self.interviews.append(interview)

    @initialize(
        statuses=st.lists(st.sampled_from(BEGINNINGS), min_size=PEOPLE, max_size=PEOPLE),
        password=st.booleans(),
    )
    def it_begins_anywhere(self, statuses, password):
        self.begun = statuses
        for pk, model, status in zip(self.rows, self.models, statuses, strict=True):
            deadline = None if status == "new" else START + timedelta(days=3)
            model.status, model.deadline, model.password = status, deadline, password
            Candidate.objects.filter(pk=pk).update(
                status=status, deadline=deadline, password="set" if password else ""
            )

    def teardown(self):
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def asking(self, by):
        return Asking(company=self.company, by=by, source="page", now=self.now)

    def version(self, who):
        return Candidate.objects.values_list("version", flat=True).get(pk=self.rows[who])

    @rule(hours=st.sampled_from([1, 20, 100, 200]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule()
    def the_clock_notes(self):
        expire_due(self.now)
        for model in self.models:
            model.status = model.now_is(self.now)

    @rule(crowd=CROWD, name=st.sampled_from(["advance", "skip"]), stale=SELDOM)
    def a_manager_moves_many(self, crowd, name, stale):
        seen = {self.rows[who]: self.version(who) - stale for who in sorted(crowd)}
        self.keys += 1
        outcomes = move_many(seen, Wanted(name=name, key=f"k{self.keys}"), self.asking("manager"))

        assert [one.candidate.pk for one in outcomes] == list(seen)
        for who, outcome in zip(sorted(crowd), outcomes, strict=True):
            model = self.models[who]
            if stale:
                assert outcome.became == Became.MEANWHILE
                continue
            act = model.manager_advances if name == "advance" else model.manager_skips
            target = act(self.now)
            assert outcome.became == (Became.DONE if target else Became.BLOCKED), outcome
            model.status = target or model.status

    @rule(crowd=CROWD, days=st.sampled_from([-1, 1, 3, 10]))
    def a_manager_sets_a_deadline(self, crowd, days):
        deadline = self.now + timedelta(days=days)
        self.keys += 1
        wanted = Wanted(name="set_deadline", key=f"k{self.keys}", deadline=deadline)
        seen = {self.rows[who]: None for who in sorted(crowd)}
        for who, outcome in zip(
            sorted(crowd), move_many(seen, wanted, self.asking("manager")), strict=True
        ):
            model = self.models[who]
            may = model.now_is(self.now) in UNFINISHED
            assert outcome.became == (Became.DONE if may else Became.BLOCKED)
            if may:
                model.status, model.deadline = model.now_is(self.now), deadline

    @rule(who=WHO, name=st.sampled_from(["advance", "finish", "withdraw"]), crash=SELDOM)
    def a_candidate_moves(self, who, name, crash):
        model = self.models[who]
        acts = {
            "advance": model.candidate_advances,
            "finish": model.candidate_finishes,
            "withdraw": model.candidate_withdraws,
        }
        target = acts[name](self.now)
        try:
            with transaction.atomic():
                move(self.rows[who], name, self.asking(Mover.CANDIDATE))
                if crash:
                    raise Crash
        except TransitionRefused:
            assert target is None
        except Crash:
            assert target is not None
        else:
            assert target is not None
            model.status = target

    @rule(who=WHO)
    def a_candidate_sets_a_password(self, who):
        Candidate.objects.filter(pk=self.rows[who]).update(password="set")
        self.models[who].password = True

    @rule(
        who=WHO,
        status=st.sampled_from(["draft", "scheduled", "cancelled", "completed"]),
        hours=st.sampled_from([None, -1, 30]),
    )
    def a_vendor_tells_of_the_interview(self, who, status, hours):
        model = self.models[who]
        start = None if hours is None else self.now + timedelta(hours=hours)
        make.change(
            self.interviews[who], at=self.now, status=status, start_at=start,
        )  # fmt: skip
        if (status, start) != model.interview:
            model.interview = (status, start)
            model.interview_says(status, start, self.now)

    @invariant()
    def the_pages_say_what_the_model_says(self):
        told = {model.now_is(self.now) for model in self.models}
        for who, model in enumerate(self.models):
            view = person(company=self.company, pk=self.rows[who], now=self.now)
            assert view.status == model.now_is(self.now), who
            assert view.candidate.deadline == model.deadline, who
        for status in told:
            query = PeopleQuery(company_id=self.company.pk, now=self.now, statuses=(status,))
            shown = {row.candidate.pk for row in people(query).rows}
            assert shown == {
                pk
                for pk, model in zip(self.rows, self.models, strict=True)
                if model.now_is(self.now) == status
            }

    @invariant()
    def the_board_counts_what_the_model_counts(self):
        query = PeopleQuery(company_id=self.company.pk, now=self.now)
        columns = pipeline(query, self.company, column="new", page=1, moves=False)
        counted = {one.status: one.count for one in columns if one.count}
        assert counted == Counter(m.now_is(self.now) for m in self.models) + Counter(none=PEOPLE)

    @invariant()
    def every_change_begins_where_the_one_before_ended(self):
        for pk, begun in zip(self.rows, self.begun, strict=True):
            status, stored = begun, Candidate.objects.get(pk=pk).status
            for change in Change.objects.filter(subject="candidate", subject_id=pk).order_by("pk"):
                if "status" in change.fields:
                    before, after = change.fields["status"]
                    assert before == status
                    status = after
            assert stored == status

    @invariant()
    def nobody_who_was_skipped_is_written_to_later(self):
        for pk, model in zip(self.rows, self.models, strict=True):
            if model.status == "skipped":
                told = Change.objects.filter(subject="candidate", subject_id=pk).order_by("-pk")
                skipped = next(one for one in told if "status" in one.fields)
                assert not Mail.objects.filter(candidate=pk, created_at__gt=skipped.at).exists()


class Crash(Exception):
    """The process died before the transaction was through."""


@pytest.mark.django_db
def test_candidates_are_as_a_plain_model_says_in_every_story():
    run_state_machine_as_test(
        Stories,
        settings=settings(
            max_examples=STORIES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=STORIES <= 10,
        ),
    )
