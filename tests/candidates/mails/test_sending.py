"""What leaves the outbox, over a real mail server: each mail at most once, and only while it is still meant."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ

from candidates.models import Candidate, Mail
from candidates.services import mail_delivery, outbox
from candidates.services.leases import LEASE, NotFree
from candidates.services.workflow import Asking, advance, set_deadline, skip
from candidates.transitions import Mover
from connectors.services.schedule import sweep
from tests import make
from tests.candidates.mails.people import (
    DAY,
    MINUTE,
    NOW,
    candidate_of,
    invited,
    mail_to,
    manager,
    post_all,
)

WORK_ON = """
import django

django.setup()
from candidates.tasks import work_on_mail

work_on_mail({pk})
"""


def state(mail):
    mail.refresh_from_db()
    return mail.state


def test_an_invitation_waits_in_the_outbox_and_then_leaves_once(acme, smtp):
    one = invited(acme)
    mail = mail_to(one)

    post_all(NOW + MINUTE)
    assert (state(mail), smtp.taken) == ("waiting", [])
    for minute in (2, 3, 10):
        post_all(NOW + minute * MINUTE)

    [taken] = smtp.taken
    assert state(mail) == "sent"
    assert taken["To"] == "minji@example.org"
    assert taken["From"] == "Acme <hub@localhost>"
    assert taken["Message-ID"] == f"<mail-{mail.pk}@testserver>"
    address = f"http://testserver/c/{Candidate.objects.get(pk=one.pk).activation_key}/"
    for kind in ("plain", "html"):
        assert address in taken.get_body((kind,)).get_content()  # type: ignore[union-attr]


def test_who_reads_the_outbox_does_not_learn_the_key(acme):
    one = invited(acme)
    mail = mail_to(one)

    key = Candidate.objects.get(pk=one.pk).activation_key
    assert key
    assert key not in mail.text + mail.html + mail.subject
    assert "http://testserver/c/…/" in mail.text


def test_without_a_hold_a_worker_is_woken_with_the_invitation(hasty):
    mail = mail_to(invited(hasty))

    assert [task.name() for task in OrmQ.objects.all()] == [f"mail {mail.pk}"]


def test_the_minutely_sweep_wakes_what_is_due(acme):
    mail = mail_to(invited(acme))

    sweep(now=NOW + MINUTE)
    assert not [task for task in OrmQ.objects.all() if task.name() == f"mail {mail.pk}"]
    sweep(now=NOW + 2 * MINUTE)
    sweep(now=NOW + 3 * MINUTE)

    assert len([task for task in OrmQ.objects.all() if task.name() == f"mail {mail.pk}"]) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "skipped"}, "The candidate is Skipped by now."),
        ({"status": "confirmed"}, "The candidate is Confirmed by now."),
        ({"status": "aborted"}, "The candidate is Aborted by now."),
        ({"deadline": NOW - MINUTE}, "The candidate is Expired by now."),
        ({"deadline": NOW + DAY}, "The deadline was changed after it was written."),
        ({"email": ""}, "There is no e-mail address any more."),
        ({"deleted_at": NOW, "deleted_reason": "person"}, "The candidate was deleted."),
    ],
)
def test_the_candidate_is_looked_at_when_it_leaves_not_when_it_was_written(
    hasty, smtp, change, said
):
    one = invited(hasty)
    mail = mail_to(one)
    Candidate.objects.filter(pk=one.pk).update(**change)

    post_all(NOW + MINUTE)

    assert (state(mail), mail.problem, smtp.taken) == ("discarded", said, [])


def test_whoever_is_skipped_while_it_waits_gets_nothing(acme, smtp):
    one = invited(acme)
    skip(one.pk, manager(acme))

    post_all(NOW + 2 * MINUTE)

    assert (state(mail_to(one)), smtp.taken) == ("discarded", [])


def test_a_changed_address_is_the_one_it_goes_to(hasty, smtp):
    one = invited(hasty)
    Candidate.objects.filter(pk=one.pk).update(email="kim@example.org")

    post_all(NOW)

    assert smtp.taken[0]["To"] == mail_to(one).recipient == "kim@example.org"


def test_a_new_deadline_before_it_left_writes_it_anew(acme, smtp):
    one = invited(acme)
    first = mail_to(one)
    set_deadline(one.pk, NOW + 3 * DAY, manager(acme))
    set_deadline(one.pk, first.deadline, manager(acme))

    post_all(NOW + 2 * MINUTE)

    states = list(Mail.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["discarded", "discarded", "sent"]
    assert len(smtp.taken) == 1


def test_who_comes_back_after_the_deadline_is_invited_again(hasty, smtp):
    one = candidate_of(hasty, status="expired", deadline=NOW - DAY)
    set_deadline(one.pk, NOW + DAY, manager(hasty))

    advance(one.pk, manager(hasty))
    post_all(NOW)

    assert smtp.taken[0]["Subject"] == "Acme invites you to an interview"


def test_a_vendors_candidate_gets_no_mail_of_ours(acme):
    make.interview(make.account(acme), NOW, candidate="Annika")

    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("answers", "ends", "said"),
    [
        ({"rcpt": "550 no such user"}, "failed", "refuses it: 550 no such user"),
        ({"data": "554 spam"}, "failed", "refuses it: 554 spam"),
        ({"rcpt": "450 busy, later"}, "waiting", "refuses it: 450 busy, later"),
        ({"data": "452 disk full"}, "waiting", "refuses it: 452 disk full"),
    ],
)
def test_what_the_server_says_decides_whether_it_is_tried_again(hasty, smtp, answers, ends, said):
    vars(smtp).update(answers)
    mail = mail_to(invited(hasty))

    post_all(NOW)

    assert state(mail) == ends
    assert said in mail.problem
    if ends == "waiting":
        vars(smtp).update({"rcpt": "250 OK", "data": "250 OK"})
        post_all(NOW + MINUTE)
        assert (state(mail), len(smtp.taken)) == ("sent", 1)


def test_a_server_that_is_away_is_tried_again_and_given_up_in_the_end(hasty, smtp, settings):
    settings.EMAIL_PORT = 1
    mail = mail_to(invited(hasty, now=NOW))
    Mail.objects.update(deadline=None)
    Candidate.objects.update(deadline=None)

    moment = NOW
    for attempt in range(1, 7):
        post_all(moment)
        assert (state(mail), mail.attempts) == ("failed" if attempt == 6 else "waiting", attempt)
        assert "cannot be reached" in mail.problem
        moment = mail.next_attempt_at or moment

    settings.EMAIL_PORT = smtp.port
    post_all(moment + DAY)
    assert smtp.taken == []


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_when_the_server_had_it_leaves_it_unknown_and_never_sends_it_again(
    hasty, smtp
):
    now = timezone.now()
    mail = mail_to(invited(hasty, now=now))
    workers: list[subprocess.Popen[bytes]] = []
    smtp.on_data = lambda: workers[0].send_signal(signal.SIGKILL)

    workers.append(worker_on(mail, smtp.port))
    assert workers[0].wait(600) == -signal.SIGKILL

    assert (state(mail), len(smtp.taken)) == ("sending", 1)
    smtp.on_data = lambda: None
    for minutes in (1, 5, 60):
        post_all(now + LEASE + minutes * MINUTE)
    assert (state(mail), len(smtp.taken)) == ("unknown", 1)


def worker_on(mail, port):
    """A process of its own, on the database of this test."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        url = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    environment = {"DATABASE_URL": url, "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    script = WORK_ON.format(pk=mail.pk)
    return subprocess.Popen([sys.executable, "-c", script], env=os.environ | environment)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_mail(hasty, smtp):
    for _ in range(8):
        mail = mail_to(invited(hasty))
        barrier = threading.Barrier(2)

        def work(pk=mail.pk, barrier=barrier):
            try:
                barrier.wait()
                mail_delivery.work_on(pk, clock=lambda: NOW)
            except NotFree:
                return False
            else:
                return True
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(lambda _: work(), range(2))) == [False, True]
        assert state(mail) == "sent"

    assert len(smtp.taken) == 8


def test_a_slow_worker_still_says_what_became_of_it(hasty, smtp):
    mail = mail_to(invited(hasty))

    def sweep_meanwhile():
        outbox.wake(now=NOW + LEASE + MINUTE)

    taken = mail_delivery.take(mail.pk, now=NOW)
    assert taken is not None
    sweep_meanwhile()
    assert state(mail) == "unknown"
    mail_delivery.settle(taken[0], mail_delivery.hand_over(taken[1]), now=NOW + LEASE + 2 * MINUTE)

    assert (state(mail), mail.next_attempt_at) == ("sent", None)


def test_a_line_break_in_a_name_adds_no_header(hasty, smtp):
    hasty.name = "Acme\nBcc: eve@example.org"
    hasty.save()
    mail = mail_to(invited(hasty))

    post_all(NOW)

    assert state(mail) in ("sent", "failed")
    assert all(taken["Bcc"] is None for taken in smtp.taken)


@pytest.mark.parametrize("by", [Mover.CANDIDATE, Mover.CLOCK])
def test_only_a_managers_move_writes_a_mail(acme, by):
    one = candidate_of(acme, status="invited", password="x", deadline=NOW + DAY)
    if by == Mover.CANDIDATE:
        advance(one.pk, Asking(company=acme, by=by, source="portal", now=NOW))

    assert not Mail.objects.exists()
