"""The pages of the outbox: read before it leaves, changed, sent, discarded, tried again; and by whom."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from candidates.models import Candidate, Mail, Share
from candidates.statuses import Role
from tests.candidates.mails.people import MINUTE, NOW, invited, mail_to
from tests.conftest import member
from tests.pages.conftest import reader


@pytest.fixture
def coordinator(alice):
    return reader(alice)


@pytest.fixture
def mail(acme):
    return mail_to(invited(acme))


def in_state(mail, state, **fields):
    Mail.objects.filter(pk=mail.pk).update(state=state, **fields)


@pytest.mark.parametrize(
    ("tab", "states"),
    [
        ("waiting", ["waiting", "sending"]),
        ("sent", ["sent"]),
        ("failed", ["failed", "unknown"]),
        ("discarded", ["discarded"]),
    ],
)
def test_each_tab_holds_its_states(coordinator, mail, tab, states):
    for state in Mail.State.values:
        in_state(mail, state, done_at=NOW)
        said = coordinator.open("/outbox/", tab=tab)
        assert said.status == 200
        assert ("Acme invites you" in said.text) == (state in states), state


def test_the_navigation_counts_what_waits_and_what_failed(coordinator, mail):
    assert "Outbox 1 waiting" in coordinator.open("/settings/").text
    in_state(mail, "unknown")
    assert "Outbox 1 not sent" in coordinator.open("/settings/").text
    in_state(mail, "sent")
    assert "Outbox Reports" in coordinator.open("/settings/").text


def test_the_list_is_paged_by_number_and_costs_the_same(coordinator, acme, mail):
    Mail.objects.bulk_create(
        Mail(
            company=acme, candidate=mail.candidate, kind="reminder", key=f"{number}", language="en",
            recipient="a@b.example", subject=f"Number {number}.", text="x", created_at=NOW,
            next_attempt_at=NOW,
        )
        for number in range(120)
    )  # fmt: skip

    first = coordinator.open("/outbox/")
    assert "Number 119." in first.text
    assert "Number 69." not in first.text
    before = Mail.objects.get(subject="Number 70.").pk
    assert f"before={before}" in first.html
    second = coordinator.open("/outbox/", before=before)
    assert "Number 69." in second.text
    assert "Acme invites you" in coordinator.open("/outbox/", before=mail.pk + 1).text


@pytest.mark.parametrize("given", [{"tab": "gone"}, {"before": "x"}, {"colour": "red"}])
def test_what_is_asked_in_vain_is_named(coordinator, mail, given):
    said = coordinator.open("/outbox/", **given)

    assert f"“{next(iter(given))}” is no way to narrow the outbox" in said.text
    assert "Acme invites you" in said.text


def test_a_mail_is_read_before_it_leaves_without_the_key(coordinator, mail):
    said = coordinator.open(f"/outbox/{mail.pk}/")

    key = Candidate.objects.get(pk=mail.candidate_id).activation_key
    assert "Acme invites you to an interview." in said.text
    assert "minji@example.org" in said.text
    assert key not in said.html


def test_the_html_is_shown_under_a_policy_that_lets_only_its_style_in(coordinator, mail):
    response = coordinator.client.get(f"/outbox/{mail.pk}/letter/")

    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("sandbox")
    assert "unsafe" not in policy
    assert response.content.decode() == mail.html


def test_a_change_of_the_text_changes_the_html_and_gives_time_to_read_it(coordinator, mail):
    text = mail.text.replace("Hello Minji Kim", "Dear <b>Minji</b>")

    said = coordinator.send(f"/outbox/{mail.pk}/edit/", subject=" Come\r\nhere ", text=text)

    mail.refresh_from_db()
    assert "The mail is changed." in said.text
    assert mail.subject == "Come here"
    assert "Dear &lt;b&gt;Minji&lt;/b&gt;" in mail.html
    assert mail.next_attempt_at > NOW + 2 * MINUTE


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"subject": ""}, "This field is required."),
        ({"text": ""}, "This field is required."),
        ({"text": "No address"}, "without it the candidate cannot answer"),
    ],
)
def test_what_would_not_work_as_a_mail_is_refused(coordinator, mail, changed, said):
    page = coordinator.send(
        f"/outbox/{mail.pk}/edit/", **({"subject": "A", "text": mail.text} | changed)
    )

    assert page.status == 422
    assert said in page.text
    before = mail.text
    mail.refresh_from_db()
    assert mail.text == before


def test_sending_now_does_not_wait(coordinator, mail):
    said = coordinator.send(f"/outbox/{mail.pk}/send/")

    mail.refresh_from_db()
    assert "leaves with the next free worker" in said.text
    assert mail.state == "waiting"
    assert "Leaves now" in said.text


def test_a_discarded_one_says_by_whom_and_is_not_sent(coordinator, mail):
    said = coordinator.send(f"/outbox/{mail.pk}/discard/")

    assert "Discarded by alice." in said.text
    assert "Send now" not in said.text


@pytest.mark.parametrize("state", ["failed", "unknown"])
def test_what_failed_is_tried_again_only_by_a_person(coordinator, mail, state):
    in_state(mail, state, attempts=6, done_at=NOW, problem="550 no")
    said = coordinator.send(f"/outbox/{mail.pk}/retry/")

    mail.refresh_from_db()
    assert "sent once more" in said.text
    assert (mail.state, mail.attempts, mail.problem) == ("waiting", 0, "")


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("The candidate is Aborted by now.", "지원자가 이제 중단됨 상태입니다."),
        ("The candidate was deleted.", "지원자가 삭제되었습니다."),
        ("452 mailbox full", "452 mailbox full"),
    ],
)
def test_why_it_did_not_go_out_is_read_in_the_readers_language(coordinator, mail, kept, read):
    Mail.objects.filter(pk=mail.pk).update(state="discarded", problem=kept)
    coordinator.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"

    assert read in coordinator.open("/outbox/", tab="discarded").text
    assert read in coordinator.open(f"/outbox/{mail.pk}/").text


@pytest.mark.parametrize("state", ["sending", "sent", "discarded", "unknown", "failed"])
@pytest.mark.parametrize("act", ["edit", "send"])
def test_only_what_waits_is_changed_or_hurried(coordinator, mail, state, act):
    in_state(mail, state, done_at=NOW)

    said = coordinator.send(f"/outbox/{mail.pk}/{act}/", subject="A", text=mail.text)

    assert "that is not possible any more" in said.text
    mail.refresh_from_db()
    assert mail.state == state


@pytest.mark.parametrize("act", ["edit", "send", "discard", "retry"])
def test_a_hiring_manager_reads_but_does_not_write(acme, mail, act):
    hans = member("hans", acme, Role.HIRING_MANAGER)
    Share.objects.create(candidate=mail.candidate, user=hans, created_at=NOW)
    looking = reader(hans)

    page = looking.open(f"/outbox/{mail.pk}/")
    assert page.status == 200
    assert "Send now" not in page.text
    refused = looking.send(f"/outbox/{mail.pk}/{act}/", subject="A", text=mail.text)
    assert refused.status == 403
    mail.refresh_from_db()
    assert mail.state == "waiting"


@pytest.mark.parametrize("path", ["", "letter/", "edit/", "send/", "discard/", "retry/"])
def test_another_companys_mail_does_not_exist(charlie, mail, path):
    stranger = reader(charlie)
    way = stranger.open if path in ("", "letter/") else stranger.send

    assert way(f"/outbox/{mail.pk}/{path}").status == 404
    assert "Acme" not in stranger.open("/outbox/").text


def test_an_act_that_does_not_exist_is_a_404(coordinator, mail):
    assert coordinator.send(f"/outbox/{mail.pk}/burn/").status == 404


def test_whoever_is_not_signed_in_is_asked_to(mail):
    for path in ("/outbox/", f"/outbox/{mail.pk}/", f"/outbox/{mail.pk}/letter/"):
        assert Client().get(path).url == f"/login/?next={path}"


@pytest.fixture
def three(acme, mail):
    """Two that wait and one that failed."""
    others = [mail_to(invited(acme, email=f"{name}@example.org")) for name in ("b", "c")]
    in_state(others[1], "failed", done_at=NOW, problem="550 no", attempts=6)
    return [mail, *others]


def states(mails):
    return [Mail.objects.get(pk=mail.pk).state for mail in mails]


def test_what_is_ticked_is_discarded_and_the_rest_stays(coordinator, three):
    said = coordinator.send("/outbox/many/", tab="waiting", do="discard", mail=[three[0].pk])

    assert "1 mail is discarded." in said.text
    assert states(three) == ["discarded", "waiting", "failed"]
    assert Mail.objects.get(pk=three[0].pk).problem == "Discarded by alice."


def test_all_that_wait_leave_now(coordinator, three):
    said = coordinator.send("/outbox/many/", tab="waiting", do="send", all="on")

    assert "2 mails leave now." in said.text
    assert states(three) == ["waiting", "waiting", "failed"]
    assert not Mail.objects.filter(state="waiting", next_attempt_at__gt=timezone.now()).exists()


def test_of_what_failed_only_what_surely_was_not_sent_is_sent_again(coordinator, three):
    in_state(three[1], "unknown", done_at=NOW)
    keys = [three[1].pk, three[2].pk]

    said = coordinator.send("/outbox/many/", tab="failed", do="retry", mail=keys)

    assert "1 mail is sent again." in said.text
    assert "1 mail is left as it is" in said.text
    assert states(three) == ["waiting", "unknown", "waiting"]
    assert Mail.objects.get(pk=three[2].pk).attempts == 0


@pytest.mark.parametrize(
    "given",
    [
        {"tab": "waiting", "do": "send"},
        {"tab": "waiting", "do": "burn", "all": "on"},
        {"tab": "waiting", "do": "send", "mail": ["x"]},
        {"tab": "gone", "do": "send", "all": "on"},
        {"tab": "failed", "do": "send", "all": "on"},
    ],
)
def test_what_makes_no_sense_changes_no_mail(coordinator, three, given):
    said = coordinator.send("/outbox/many/", **given)

    assert "Choose mails, and what to do with them." in said.text
    assert states(three) == ["waiting", "waiting", "failed"]


def test_many_mails_are_of_ones_own_company_and_for_who_may(acme, charlie, three):
    stranger = reader(charlie)
    stranger.send("/outbox/many/", tab="waiting", do="discard", mail=[one.pk for one in three])
    stranger.send("/outbox/many/", tab="waiting", do="discard", all="on")
    looking = reader(member("hans", acme, Role.HIRING_MANAGER))
    assert looking.send("/outbox/many/", tab="waiting", do="discard", all="on").status == 403
    assert 'id="bulk"' not in looking.open("/outbox/").html

    assert states(three) == ["waiting", "waiting", "failed"]


def test_many_cost_no_more_than_a_few(coordinator, three, acme):
    costs = []
    for number in (0, 0, 20):
        for more in range(number):
            invited(acme, email=f"more{more}@example.org")
        in_state(three[0], "waiting")
        with CaptureQueriesContext(connection) as asked:
            coordinator.client.post("/outbox/many/", {"tab": "waiting", "do": "discard", "all": 1})
        costs.append(len(asked))

    assert costs[1] == costs[2]


@pytest.fixture
def letters(acme):
    """To Minji Kim, to Jonas Weber, and a test that an administrator sent to herself."""
    people = [
        invited(acme, name=name, email=f"{name.split()[0].lower()}@example.org")
        for name in ("Minji Kim", "Jonas Weber")
    ]
    made = [mail_to(one) for one in people]
    made[1].subject = "Your interview at the harbour"
    made[1].kind = "reminder"
    made[1].save()
    return made


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "minji@"}, ["minji"]),
        ({"q": "weber"}, ["jonas"]),
        ({"q": "HARBOUR"}, ["jonas"]),
        ({"q": "jonas harbour"}, ["jonas"]),
        ({"q": "minji harbour"}, []),
        ({"q": "example.org"}, ["jonas", "minji"]),
        ({"q": "example.org", "kind": "reminder"}, ["jonas"]),
        ({"kind": "invitation"}, ["minji"]),
        ({"q": "minji", "tab": "sent"}, []),
        ({"q": "100%"}, []),
    ],
)
def test_mails_are_found_by_recipient_subject_and_candidate(coordinator, letters, asked, found):
    page = coordinator.open("/outbox/", **asked)

    assert [name for name in ("jonas", "minji") if f"{name}@example.org" in page.text] == found
    assert ("No mail here is like this" in page.text) == (not found)


def test_what_is_looked_for_stays_from_tab_to_tab_and_page_to_page(coordinator, acme, letters):
    Mail.objects.bulk_create(
        Mail(
            company=acme, candidate=letters[0].candidate, kind="reminder", key=f"{number}",
            language="en", recipient="a@b.example", subject="More", text="x", created_at=NOW,
            next_attempt_at=NOW,
        )
        for number in range(60)
    )  # fmt: skip

    page = coordinator.open("/outbox/", q="minji & more", kind="reminder")
    assert "No mail here" in page.text
    page = coordinator.open("/outbox/", q="more", kind="reminder")

    assert 'href="?tab=sent&amp;q=more&amp;kind=reminder"' in page.html
    assert "all 60 found that wait" in page.text
    following = page.html.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "q=more" in following
    assert "kind=reminder" in following


def test_a_search_costs_the_same_however_much_is_found(coordinator, acme, letters):
    costs = []
    for number in (0, 0, 20):
        for more in range(number):
            invited(acme, name=f"Minji {more}", email=f"more{more}@example.org")
        with CaptureQueriesContext(connection) as asked:
            coordinator.open("/outbox/", q="minji kim")
        costs.append(len(asked))

    assert costs[1] == costs[2]


def test_all_that_is_found_is_acted_on_and_nothing_else(coordinator, letters):
    said = coordinator.send("/outbox/many/", tab="waiting", do="discard", all="on", q="weber")

    assert "1 mail is discarded." in said.text
    assert states(letters) == ["waiting", "discarded"]
    assert "No mail here is like this" in said.text


def test_another_companys_mails_and_names_are_not_found(charlie, letters):
    assert "minji" not in reader(charlie).open("/outbox/", q="example.org").text


def test_what_a_mail_said_is_gone_and_the_page_says_so(coordinator, mail):
    in_state(mail, "sent", done_at=NOW, text="", html="")

    page = coordinator.open(f"/outbox/{mail.pk}/")

    assert "What it said is forgotten" in page.text
    assert "Texts are kept for 90 days" in page.text
    assert "minji@example.org" in page.text
    assert coordinator.open(f"/outbox/{mail.pk}/letter/").status == 404
    assert "forgotten 90 days after it was sent" in coordinator.open("/outbox/", tab="sent").text
