"""Hiring managers read those candidates in whom they have a part, as the API for candidates lets them; others are
not there: not on a page, in a list, a file, a count or a search."""

from datetime import UTC, datetime, timedelta

import pytest

from candidates.models import (
    Candidate,
    Change,
    Comment,
    Document,
    Mail,
    Person,
    Project,
    ProjectRole,
    Share,
)
from candidates.statuses import Role
from connectors.models import Issue
from interviews.models import Interview
from tests import make
from tests.conftest import member
from tests.pages.conftest import exported, reader

NOW = datetime.now(UTC)


def person(company, name, project, **fields):
    slug = name.split()[0].lower()
    values = {"email": f"{slug}@x.example", "phone": f"+49 30 {slug}", "status": "new"} | fields
    return Candidate.objects.create(
        company=company, name=name, project=project, created_at=NOW, updated_at=NOW, **values
    )


@pytest.fixture
def hilda(acme):
    return member("hilda", acme, Role.HIRING_MANAGER)


@pytest.fixture
def hiring(hilda):
    return reader(hilda)


@pytest.fixture
def people(acme, hilda):
    """One by her project, one that is shared with her, and Otto, who is nobody's of hers."""
    ours, theirs = (
        Project.objects.create(company=acme, name=name, created_at=NOW, updated_at=NOW)
        for name in ("Support", "Sales")
    )
    ProjectRole.objects.create(project=ours, user=hilda, reviewer=True)
    found = {
        "ines": person(acme, "Ines Berg", ours),
        "sven": person(acme, "Sven Holm", theirs),
        "otto": person(acme, "Otto Ruh", theirs),
    }
    Share.objects.create(candidate=found["sven"], user=hilda, created_at=NOW)
    return found


def interview_with(candidate, account, start, **fields):
    row = make.interview(account, start, **fields)
    Interview.objects.filter(pk=row.pk).update(candidate=candidate)
    return row


def names_on(page):
    return [name for name in ("Ines Berg", "Sven Holm", "Otto Ruh") if name in page.text]


@pytest.mark.parametrize(
    "path", ["/candidates/?", "/candidates/?view=board", "/candidates/?deleted=on"]
)
def test_lists_hold_whoever_they_have_a_part_in(hiring, coordinator, people, path):
    assert names_on(hiring.open(path)) == ["Ines Berg", "Sven Holm"]
    assert names_on(coordinator.open(path)) == ["Ines Berg", "Sven Holm", "Otto Ruh"]


def test_the_file_and_its_count_hold_the_same(hiring, people):
    text, rows = exported(hiring, "/candidates/export.csv")

    assert [row["name"] for row in rows] == ["Ines Berg", "Sven Holm"]
    assert "Otto" not in text
    assert "2 candidates" in hiring.open("/candidates/").text


def test_a_page_with_its_files_and_words_is_not_there(hiring, people):
    otto = people["otto"]
    Document.objects.create(
        candidate=otto,
        kind="cv",
        name="otto.pdf",
        content=b"%PDF-",
        content_type="application/pdf",
        size=5,
        digest="x",
        uploaded_at=NOW,
    )
    here = f"/candidates/{otto.pk}/"

    assert hiring.open(f"/candidates/{people['ines'].pk}/").status == 200
    assert hiring.open(f"/candidates/{people['sven'].pk}/").status == 200
    for path in (here, f"{here}documents/cv/", f"{here}files/cv/", f"{here}edit/"):
        assert hiring.open(path).status == 404
    assert hiring.send(f"{here}comments/", text="Hello").status == 404
    assert not Comment.objects.exists()


def test_the_same_person_in_another_system_is_told_as_far_as_they_are_read(
    hiring, coordinator, acme, people
):
    one = Person.objects.create(company=acme, created_at=NOW)
    Candidate.objects.filter(pk__in=[people["ines"].pk, people["otto"].pk]).update(person=one)
    path = f"/candidates/{people['ines'].pk}/"
    link = f'href="/candidates/{people["otto"].pk}/"'

    assert link in coordinator.open(path).html
    assert link not in hiring.open(path).html
    _text, rows = exported(hiring, "/candidates/export.csv")
    assert [row["same_person"] for row in rows] == ["", ""]


def test_search_finds_interviews_of_anybody_but_nobodys_address(hiring, acme, people, greenhouse):
    interview_with(people["otto"], greenhouse, NOW + timedelta(days=1), title="Second round")

    found = hiring.open("/search/?q=Otto")
    assert "Second round" in found.text
    assert "otto@x.example" not in found.text
    assert f"/candidates/{people['otto'].pk}/" not in found.html
    assert "Second round" not in hiring.open("/search/?q=otto@x.example").text
    assert names_on(hiring.open("/search/?q=x.example")) == ["Ines Berg", "Sven Holm"]


def test_an_interview_tells_who_it_is_with_and_not_how_they_are_reached(
    hiring, coordinator, people, greenhouse
):
    row = interview_with(people["otto"], greenhouse, NOW + timedelta(days=1))
    own = interview_with(people["ines"], greenhouse, NOW + timedelta(days=2))

    page = hiring.open(f"/interviews/{row.pk}/")
    assert "Otto Ruh" in page.text
    assert "otto@x.example" not in page.html
    assert "+49 30 otto" not in page.html
    assert f"/candidates/{people['otto'].pk}/" not in page.html
    assert "ines@x.example" in hiring.open(f"/interviews/{own.pk}/").text
    assert "otto@x.example" in coordinator.open(f"/interviews/{row.pk}/").text


@pytest.mark.parametrize("path", ["/?date={day}", "/interviews/{pk}/", "/calendar/?date={day}"])
def test_nobody_is_called_by_their_address_on_the_board(
    hiring, coordinator, people, greenhouse, path
):
    start = NOW + timedelta(hours=1)
    Candidate.objects.update(name=None)
    row = interview_with(people["otto"], greenhouse, start)
    path = path.format(day=start.date().isoformat(), pk=row.pk)

    page = hiring.open(path)
    assert "otto@" not in page.html + page.text
    if "calendar" not in path:
        assert "otto@x.example" in coordinator.open(path).text


def test_the_outbox_holds_mails_to_their_candidates_and_to_themselves(
    hiring, coordinator, acme, hilda, alice, people
):
    def mail(subject, **about):
        return Mail.objects.create(
            company=acme,
            subject=subject,
            recipient="x@x.example",
            kind=Mail.Kind.INVITATION,
            key=subject,
            next_attempt_at=NOW,
            created_at=NOW,
            **about,
        )

    mail("To Ines", candidate=people["ines"])
    mail("To Hilda", user=hilda)
    hidden = [mail("To Otto", candidate=people["otto"]), mail("To Alice", user=alice)]

    page = hiring.open("/outbox/")
    assert "To Ines" in page.text
    assert "To Hilda" in page.text
    assert "To Otto" not in page.text
    assert "To Alice" not in page.text
    for one in hidden:
        assert hiring.open(f"/outbox/{one.pk}/").status == 404
        assert hiring.open(f"/outbox/{one.pk}/letter/").status == 404
        assert coordinator.open(f"/outbox/{one.pk}/").status == 200


def test_what_happened_to_others_is_no_activity_of_theirs(hiring, coordinator, acme, people):
    for slug, one in people.items():
        Change.objects.create(
            company=acme,
            kind=Change.Kind.UPDATED,
            subject="candidate",
            subject_id=one.pk,
            candidate_id=one.pk,
            fields={"email": [f"{slug}@old.example", f"{slug}@x.example"]},
            source=Change.Source.PAGE,
            at=NOW,
        )

    page = hiring.open("/activity/")
    assert "ines@old.example" in page.text
    assert "otto@old.example" not in page.text
    assert "otto@old.example" in coordinator.open("/activity/").text


def test_the_queue_and_its_counts_know_their_candidates_only(hiring, coordinator, people):
    Candidate.objects.update(deadline=NOW + timedelta(hours=2), status="invited", invited_at=NOW)

    assert names_on(hiring.open("/queue/")) == ["Ines Berg", "Sven Holm"]
    assert names_on(coordinator.open("/queue/")) == ["Ines Berg", "Sven Holm", "Otto Ruh"]
    assert hiring.client.get("/queue/count/").json()["urgent"] == 2
    assert coordinator.client.get("/queue/count/").json()["urgent"] == 3


def test_an_issue_quotes_no_record_to_them(hiring, coordinator, acme, greenhouse):
    told = {"wrong": "unreadable", "do": "correct", "list": "candidates", "id": "7"}
    issue = Issue.objects.create(
        company=acme,
        account=greenhouse,
        code=Issue.Code.UNREADABLE,
        subject="candidates 7",
        resource="candidates",
        remote_id="7",
        message="candidates 7 could not be read: “+49 5550199” is no phone.",
        told=told | {"problem": "“+49 5550199” is no phone."},
        first_seen_at=NOW,
        last_seen_at=NOW,
    )

    for path in ("/connections/", "/connections/issues/", f"/connections/issues/{issue.pk}/"):
        assert "+49 5550199" in coordinator.open(path).text
        page = hiring.open(path).text
        assert "+49 5550199" not in page
        assert "candidates 7 could not be read." in page
