"""What a company's mails say: worded by administrators, tried, changed back; and whatever is known, they go out."""

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.mail.links import portal_address
from candidates.mail.wording import (
    PLACEHOLDERS,
    Message,
    Wording,
    WordingRefused,
    checked,
    filled,
    shipped,
)
from candidates.models import Candidate, Change, Mail, MessageTemplate
from candidates.services.erasure import erase_candidate
from candidates.services.reminders import remind, write_due
from interviews.models import Interview
from tests.candidates.mails.people import (
    DAY,
    NOW,
    candidate_of,
    invited,
    mail_to,
    manager,
    post_all,
)
from tests.candidates.mails.test_letters import interview_of, project_of
from tests.pages.conftest import reader

PAGE = "/settings/templates/invitation/en/"
OWN = {
    "subject": "Come[ to {project}]",
    "text": "Dear [{first_name}],\n\n[For {project}]\n\n{link}",
}


@pytest.fixture
def admin(bob):
    return reader(bob)


@pytest.fixture
def coordinator(alice):
    return reader(alice)


def worded(reader_, path=PAGE, **fields):
    return reader_.send(path, do="save", **OWN | fields)


def test_a_mail_says_what_an_administrator_wrote(admin, acme):
    said = worded(admin)

    mail = mail_to(invited(acme, first_name="Minji", project=project_of(acme)))
    assert "From the next mail on it says this." in said.text
    assert mail.subject == "Come to Backend Engineer"
    assert mail.text == f"Dear Minji,\n\nFor Backend Engineer\n\n{portal_address()}"


def test_a_mail_of_which_nothing_is_known_still_goes_out(admin, hasty, smtp):
    worded(admin)

    mail = mail_to(invited(hasty, name="", first_name=""))
    post_all(NOW)

    mail.refresh_from_db()
    assert (mail.state, mail.subject) == ("sent", "Come")
    assert mail.text == f"Dear ,\n\n{portal_address()}"
    assert len(smtp.taken) == 1


def test_other_messages_languages_and_companies_are_as_shipped(admin, acme, globex):
    worded(admin)

    assert mail_to(invited(acme, language="de")).subject == "Acme lädt Sie zu einem Interview ein"
    assert mail_to(invited(globex)).subject == "Globex invites you to an interview"
    one = invited(acme)
    remind(one.pk, manager(acme))
    assert mail_to(one).subject == "Reminder: your interview with Acme"


@pytest.mark.parametrize("name", ["nmae", "Name", "first name", "", "0", "name.__class__"])
@pytest.mark.parametrize("field", ["subject", "text"])
def test_an_unknown_placeholder_is_refused_by_its_name(admin, acme, name, field):
    page = worded(admin, **{field: f"{OWN[field]} {{{name}}}"})

    assert page.status == 422
    assert f"There is no placeholder {{{name}}}. Valid ones: {{name}}, " in page.text
    assert not MessageTemplate.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "Come."}, "Keep {link} outside of brackets"),
        ({"text": "[{project} {link}]"}, "Keep {link} outside of brackets"),
        ({"subject": "[{project}]"}, "even where nothing is known"),
        ({"subject": "{project}"}, "even where nothing is known"),
        ({"subject": "Until {deadline}"}, "{deadline} is too long for a subject"),
        ({"subject": ""}, "This field is required."),
    ],
)
def test_what_would_not_work_as_a_mail_is_refused(admin, acme, fields, said):
    page = worded(admin, **fields)

    assert page.status == 422
    assert said in page.text


def test_what_a_candidate_is_called_is_not_read_as_a_placeholder(admin, acme):
    worded(admin, text="Dear {name} [of {project}]\n\n{link}")

    mail = mail_to(invited(acme, name="{project} [{link}] <b>"))

    assert mail.text.startswith("Dear {project} [{link}] <b>")
    assert "<b>" not in mail.html


def test_html_in_the_words_stays_text(admin, acme):
    worded(admin, text="<script>alert(1)</script> & {link}\n\n{link}")

    mail = mail_to(invited(acme))

    assert "<script>" not in mail.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in mail.html


def test_the_shipped_words_can_always_be_had_again_and_all_edits_are_kept(admin, acme, bob):
    worded(admin)
    worded(admin, subject="Please come")
    admin.send(PAGE, do="restore")

    assert mail_to(invited(acme)).subject == "Acme invites you to an interview"
    changes = Change.objects.filter(subject="messagetemplate").order_by("pk")
    assert [change.actor for change in changes] == [bob] * 3
    assert changes[1].fields == {"subject": ["Come[ to {project}]", "Please come"]}
    assert changes[2].fields["text"][1] == ""
    page = admin.open(PAGE)
    assert "Changed back to the shipped wording" in page.text
    assert "Please come" in admin.open(PAGE, edit=changes[1].pk).html


def test_saving_the_shipped_words_changes_nothing(admin, acme):
    usual = shipped(Message.INVITATION, "en")

    admin.send(PAGE, do="save", subject=usual.subject, text=usual.text)

    assert not MessageTemplate.objects.exists()
    assert not Change.objects.exists()


def test_a_preview_is_of_a_real_candidate_and_saves_nothing(admin, acme):
    one = candidate_of(acme, first_name="Minji", project=project_of(acme))
    interview_of(one)

    page = admin.send(
        PAGE,
        do="preview",
        candidate=one.pk,
        subject="x",
        text="Hi {first_name}\n\n{interviews}\n\n{link}",
    )

    assert page.status == 200
    assert "Hi Minji System design Fri 6 Nov 2026, 18:42–19:27 (Asia/Seoul" in page.text
    assert (MessageTemplate.objects.count(), Mail.objects.count()) == (0, 0)
    one.refresh_from_db()
    assert one.deadline is None


@pytest.fixture
def talks(acme, time_machine):
    """One of Minji Kim tomorrow, one of nobody known in two days, one that is cancelled."""
    time_machine.move_to(NOW, tick=False)
    minji = candidate_of(acme, status="invited", deadline=NOW + 3 * DAY)
    interview = partial(Interview.objects.create, company=acme, created_at=NOW, updated_at=NOW)
    return [
        interview(
            title=title,
            status=status,
            candidate=candidate,
            start_at=NOW + days * DAY,
            begins_at=NOW + days * DAY,
        )
        for title, status, candidate, days in (
            ("System design", "scheduled", minji, 1),
            ("Coffee", "scheduled", None, 2),
            ("Called off", "cancelled", minji, 3),
        )
    ]


def option(page, name):
    """The values that are offered, with what is selected."""
    select = page.html.split(f'name="{name}">')[1].split("</select>")[0]
    chosen = re.findall(r'<option value="(\d*)" selected', select)
    return re.findall(r'<option value="(\d*)"', select), chosen


def test_a_preview_is_of_a_real_interview_with_whose_it_is(admin, talks):
    path = "/settings/templates/reminder/en/"

    page = admin.open(path, interview=talks[0].pk)

    assert "Hello Minji Kim," in page.text
    assert "System design Fri 6 Nov 2026" in page.text
    assert "Fri 6 Nov 10:42 CET · Minji Kim · System design" in page.text
    assert "Called off" not in page.text
    offered, chosen = option(page, "interview")
    assert set(offered) == {"", *(str(one.pk) for one in talks[:2])}
    assert chosen == [str(talks[0].pk)]
    assert option(page, "candidate")[1] == [str(talks[0].candidate_id)]


def test_an_interview_without_a_candidate_is_told_to_somebody_invented(admin, talks):
    page = admin.open("/settings/templates/reminder/en/", interview=talks[1].pk)

    assert "Hello Robin Example," in page.text
    assert "Coffee Sat 7 Nov 2026" in page.text


def test_who_is_invented_has_a_name_of_the_letters_language(admin):
    admin.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ko"
    assert "Hello Robin Example," in admin.open("/settings/templates/invitation/en/").text
    assert "김예시" in admin.open("/settings/templates/invitation/ko/").text


def test_another_candidate_who_is_chosen_beside_it_goes_before_the_interview(admin, acme, talks):
    path, jonas = "/settings/templates/reminder/en/", candidate_of(acme, name="Jonas Weber")
    minji = talks[0].candidate_id
    asked = {"do": "preview", "subject": "Hi", "text": "For {name}\n\n{interviews}\n\n{link}"}

    as_shown = admin.send(path, candidate=minji, shown=minji, interview=talks[0].pk, **asked)
    changed = admin.send(path, candidate=jonas.pk, shown=minji, interview=talks[0].pk, **asked)
    first = admin.send(path, candidate=jonas.pk, shown=jonas.pk, interview=talks[0].pk, **asked)

    assert "For Minji Kim System design" in as_shown.text
    assert "For Jonas Weber" in changed.text
    assert option(changed, "interview")[1] == []
    assert "For Minji Kim System design" in first.text


def test_only_an_interview_to_come_of_ones_own_company_is_shown(admin, acme, globex, talks):
    talks[1].company = globex
    talks[1].save()

    for strange in (talks[1].pk, talks[2].pk, 10**9, "x", "9" * 30):
        assert admin.open(PAGE, interview=strange).status == 404
    assert "Coffee" not in admin.open(PAGE).text
    assert 'name="interview"' not in admin.open("/settings/templates/password/en/").html


def test_another_companys_candidate_is_no_preview(admin, acme, globex):
    other = candidate_of(globex)

    for number in (other.pk, 10**30, "x"):
        assert admin.send(PAGE, do="preview", candidate=number, **OWN).status == 404
        assert admin.open(PAGE, candidate=number).status == 404


def test_a_test_goes_to_oneself_without_the_candidates_key(admin, acme, bob, smtp):
    one = invited(acme, first_name="Minji")
    Mail.objects.all().delete()

    said = admin.send(PAGE, do="test", candidate=one.pk, **OWN)
    post_all(NOW + 365 * DAY)

    assert f"A test is on its way to {bob.email}." in said.text
    [taken] = smtp.taken
    key = Candidate.objects.get(pk=one.pk).activation_key
    assert (taken["To"], taken["Subject"]) == (bob.email, "Test: Come")
    assert "Dear Minji" in taken.get_body(["plain"]).get_content()
    assert key not in taken.as_string()


def test_a_test_tells_no_more_of_a_candidate_who_is_erased(admin, acme):
    one = invited(acme, first_name="Minji")
    admin.send(PAGE, do="test", candidate=one.pk, **OWN)

    erase_candidate(one.pk, origin=manager(acme).origin)

    assert not Mail.objects.filter(text__contains="Minji").exists()


def test_a_closed_account_gets_no_test(admin, acme, bob, smtp):
    admin.send(PAGE, do="test", **OWN)
    bob.is_active = False
    bob.save()
    post_all(NOW + 365 * DAY)

    assert smtp.taken == []
    assert Mail.objects.get().state == "discarded"


def test_only_administrators_change_what_mails_say(coordinator, acme):
    for path in ("/settings/templates/", PAGE):
        assert coordinator.open(path).status == 403
    assert worded(coordinator).status == 403


@pytest.mark.parametrize("path", ["nothing/en/", "invitation/fr/", "invitation/EN/"])
def test_no_message_and_no_language_of_ours_is_not_found(admin, acme, path):
    assert admin.open(f"/settings/templates/{path}").status == 404


def test_the_list_says_which_are_worded_by_whom(admin, acme):
    worded(admin)

    text = admin.open("/settings/templates/").text

    assert "Come[ to {project}] your own words, by bob," in text
    assert text.count("as shipped") == 20


def test_a_reminder_tells_when_the_interview_is(acme):
    one = invited(acme)
    interview_of(one)
    remind(one.pk, manager(acme))
    acme.remind_days = [3]
    acme.save()

    by_hand = mail_to(one)
    Mail.objects.all().delete()
    Candidate.objects.filter(pk=one.pk).update(deadline=NOW + 2 * DAY)
    write_due(NOW)

    for mail in (by_hand, mail_to(one)):
        assert (
            "System design\nFri 6 Nov 2026, 18:42–19:27 (Asia/Seoul, KST, UTC+09:00)" in mail.text
        )


@pytest.mark.parametrize("language", ["en", "ko", "de"])
@pytest.mark.parametrize("message", list(Message))
def test_what_is_shipped_could_be_saved(message, language):
    usual = shipped(message, language)

    assert checked(usual, message) == usual


PIECES = st.lists(
    st.sampled_from(
        [*(f"{{{name}}}" for name in PLACEHOLDERS), "[", "]", "{", "}", "\n\n", " ", "a", "{link}"]
    )
)


@given(
    subject=PIECES.map("".join),
    text=PIECES.map("".join),
    values=st.fixed_dictionaries({name: st.text() for name in PLACEHOLDERS}),
)
def test_whatever_can_be_saved_makes_a_mail_with_whatever_is_known(subject, text, values):
    try:
        wording = checked(Wording(subject, text), Message.INVITATION)
    except WordingRefused:
        return
    link = portal_address()
    letter = filled(wording, values | {"company": "Acme", "link": link})

    assert 0 < len(letter.subject) <= 300
    assert "\n" not in letter.subject
    assert link in letter.text


@pytest.mark.parametrize(
    ("status", "message"), [("invited", "invitation"), ("confirmed", "reopening")]
)
def test_a_mail_leads_to_the_words_of_all_such_mails(admin, coordinator, acme, status, message):
    mail = mail_to(invited(acme))
    Mail.objects.filter(pk=mail.pk).update(status=status)
    way = f"/settings/templates/{message}/en/?candidate={mail.candidate_id}"

    assert way in admin.open(f"/outbox/{mail.pk}/").html
    assert way not in coordinator.open(f"/outbox/{mail.pk}/").html
    assert admin.open(way).status == 200
