"""Whoever is told of a move or a cancellation: asked on the page, written once the vendor has it, never before."""

import re
from typing import Any

import pytest
from django.core import mail as post

from candidates.models import Mail
from candidates.services.mail_delivery import work_on as deliver
from connectors.models import IntegratedAccount
from connectors.sync.writebacks import work_on
from interviews.models import Interview
from tests.connectors.sync.stage import Stage
from tests.connectors.sync.test_changing import fields_of, sent
from tests.connectors.sync.test_writebacks import create
from tests.pages.conftest import Page, Reader

BOTH = ["candidate", "panel"]


@pytest.fixture
def interview(account: IntegratedAccount, stage: Stage) -> Interview:
    return create(account, stage)


def looked_at(recruiter: Reader, interview: Interview, start: str) -> Page:
    path = f"/interviews/{interview.pk}/reschedule/"
    form = fields_of(recruiter.open(path))
    return recruiter.send(path, **(form | {"start": start}))


def confirmed(recruiter: Reader, interview: Interview, look: Page, **given: Any) -> Page:
    path = f"/interviews/{interview.pk}/reschedule/"
    words = {"notice-subject": "Moved", "notice-text": "We meet at 14:30.", "notice-tell": BOTH}
    return recruiter.send(path, **(fields_of(look) | words | given), confirm="1")


def perform(stage: Stage) -> None:
    work_on(sent().pk, clock=stage.clock, sleep=stage.clock.sleep)


def addresses(interview: Interview) -> set[str]:
    assert interview.candidate is not None
    seats = interview.interviewers.filter(deleted_at=None)
    return {str(interview.candidate.email), *(str(seat.email) for seat in seats)}


def test_everybody_is_ticked_where_the_vendor_tells_nobody_and_the_words_are_proposed(
    recruiter: Reader, interview: Interview
) -> None:
    look = looked_at(recruiter, interview, "2026-03-10T14:30")

    ticked = re.findall(r'name="notice-tell" value="(\w+)"[^>]*checked', look.html)
    assert ticked == BOTH
    assert "the interview has moved" in look.html
    assert "14:30–15:30 CET (Europe/Berlin)" in look.html
    assert all(address in look.html for address in addresses(interview))


def test_mails_wait_in_the_outbox_once_the_vendor_has_the_move_and_reach_each_alone(
    recruiter: Reader, interview: Interview, stage: Stage
) -> None:
    look = looked_at(recruiter, interview, "2026-03-10T14:30")
    shown = confirmed(recruiter, interview, look)
    assert not Mail.objects.exists()
    assert f"Then {len(addresses(interview))} mails about it wait in the outbox." in shown.text

    perform(stage)

    mails = list(Mail.objects.order_by("pk"))
    assert {one.recipient for one in mails} == addresses(interview)
    assert {one.state for one in mails} == {Mail.State.WAITING}
    assert "Moved" in recruiter.open("/outbox/", kind="notice").text
    edited = recruiter.send(
        f"/outbox/{mails[0].pk}/edit/", subject="Moved", text="At half past two."
    )
    assert "The mail is changed." in edited.text
    for one in mails:
        deliver(one.pk, clock=stage.clock)
    assert {tuple(letter.to) for letter in post.outbox} == {(one,) for one in addresses(interview)}
    assert {letter.body for letter in post.outbox} == {"At half past two.", "We meet at 14:30."}


def test_nobody_is_written_to_who_was_not_ticked_or_where_the_vendor_took_nothing(
    recruiter: Reader, interview: Interview, stage: Stage
) -> None:
    look = looked_at(recruiter, interview, "2026-03-10T14:30")
    confirmed(recruiter, interview, look, **{"notice-tell": []})
    perform(stage)
    assert not Mail.objects.exists()

    interview.refresh_from_db()
    confirmed(recruiter, interview, looked_at(recruiter, interview, "2026-03-11T14:30"))
    stage.sandbox.greenhouse.world.cancel(int(str(interview.remote_id)))
    perform(stage)
    assert not Mail.objects.exists()


def test_what_still_waits_of_an_earlier_move_is_discarded(
    recruiter: Reader, interview: Interview, stage: Stage
) -> None:
    for day in ("10", "11"):
        interview.refresh_from_db()
        look = looked_at(recruiter, interview, f"2026-03-{day}T14:30")
        confirmed(recruiter, interview, look, **{"notice-subject": f"On the {day}th"})
        perform(stage)

    states = dict(Mail.objects.values_list("subject", "state"))
    assert states == {"On the 10th": "discarded", "On the 11th": "waiting"}


def test_words_are_asked_for_where_somebody_is_told(
    recruiter: Reader, interview: Interview
) -> None:
    look = looked_at(recruiter, interview, "2026-03-10T14:30")

    page = confirmed(recruiter, interview, look, **{"notice-text": " "})

    assert page.status == 422
    assert "Say what is to be told, or untick everybody." in page.text
    assert 'name="confirm"' in page.html


def test_a_cancellation_is_told_as_well(
    recruiter: Reader, interview: Interview, stage: Stage
) -> None:
    path = f"/interviews/{interview.pk}/cancel/"
    page = recruiter.open(path)
    assert "is cancelled" in page.html
    words = {"notice-subject": "Off", "notice-text": "It is off.", "notice-tell": ["panel"]}

    recruiter.send(path, **(fields_of(page) | words))
    perform(stage)

    assert set(Mail.objects.values_list("subject", flat=True)) == {"Off"}
    assert interview.candidate is not None
    assert interview.candidate.email not in set(Mail.objects.values_list("recipient", flat=True))
