"""Who is suggested to be the same person in several systems, and what somebody says of it."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.matching import Traits, evidence, is_likely, phone_key
from candidates.models import Candidate, Change, Distinct, Person
from candidates.selectors.duplicates import suggestions
from tests.pages.conftest import warm

NOW = datetime.now(UTC)
PATH = "/candidates/duplicates/"


def own(company, name="Minji Kim", **fields):
    return Candidate.objects.create(
        company=company, name=name, status="new", created_at=NOW, updated_at=NOW, **fields
    )


def pairs(company):
    found = suggestions(company.pk).pairs
    return {(pair.first.pk, pair.second.pk): pair.evidence for pair in found}


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({"email": "Minji@Example.org "}, {"email": "minji@example.org"}, "email"),
        ({"phone": "+82 (2) 1234-5678"}, {"phone": "02 12345678"}, "phone"),
        ({"email": "m.kim@a.org", "name": "MinJi Kim"}, {"email": "mkim@b.org"}, None),
        ({"email": "minji.kim@a.org"}, {"email": "minjikim@b.org"}, "mailbox"),
        ({"address": "1 Main St"}, {"address": "1  main st"}, "address"),
        ({"name": "김 민지", "address": "서울"}, {"name": "김민지", "address": "서울"}, "name"),
        ({}, {}, None),
        ({"email": ""}, {"email": ""}, None),
        ({"phone": "12345"}, {"phone": "12345"}, None),
        ({"email": "a@x.org", "name": "A"}, {"email": "b@x.org", "name": "B"}, None),
    ],
)
def test_what_speaks_for_the_same_person(acme, one, other, told):
    first, second = own(acme, **one), own(acme, **other)

    found = pairs(acme).get((first.pk, second.pk), ())

    assert told in found if told else found == ()


def test_a_pair_is_shown_side_by_side_over_systems(coordinator, acme, greenhouse):
    own(acme, email="minji@example.org", phone="+82 2 123456")
    own(acme, email="MINJI@example.org", account=greenhouse, remote_id="7", name="Min Ji Kim")

    text = coordinator.open(PATH).text

    assert "same e-mail address" in text
    assert "same name" in text
    assert "Greenhouse Berlin" in text
    assert "+82 2 123456" in text


def test_the_same_person_is_said_and_undone(coordinator, acme, greenhouse):
    one = own(acme, email="m@example.org")
    other = own(acme, email="m@example.org", account=greenhouse, remote_id="7")

    assert "No likely duplicates" in coordinator.send(f"{PATH}{one.pk}/{other.pk}/same/").text
    assert "Known in Greenhouse Berlin" in coordinator.open(f"/candidates/{one.pk}/").text
    assert Change.objects.filter(subject_id=one.pk, fields__has_key="person_id").count() == 1

    said = coordinator.send(f"/candidates/{other.pk}/apart/").text
    assert "This record stands for itself again." in said
    assert Person.objects.count() == 0
    assert "same e-mail address" in coordinator.open(PATH).text


def test_persons_grow_together_and_one_of_three_is_taken_out(coordinator, acme):
    a, b, c, d = (own(acme, email="m@example.org") for _ in range(4))
    for first, second in ((a, b), (c, d), (b, c)):
        coordinator.send(f"{PATH}{first.pk}/{second.pk}/same/")

    def persons():
        rows = Candidate.objects.order_by("pk").values_list("person_id", flat=True)
        return list(rows)

    assert (len(set(persons())), Person.objects.count()) == (1, 1)
    coordinator.send(f"/candidates/{b.pk}/apart/")
    assert persons()[1] is None
    assert len(set(persons()) - {None}) == 1


def test_who_is_not_the_same_is_not_suggested_again_until_it_is_undone(coordinator, acme):
    one, other = own(acme, email="m@example.org"), own(acme, email="m@example.org")

    said = coordinator.send(f"{PATH}{other.pk}/{one.pk}/distinct/").text
    assert "No likely duplicates" in said
    assert "Said not to be the same" in said

    said = coordinator.send(f"{PATH}{Distinct.objects.get().pk}/again/").text
    assert "same e-mail address" in said


def test_other_companies_and_the_gone_are_left_out(coordinator, stranger, acme, globex):
    one = own(acme, email="m@example.org")
    own(globex, email="m@example.org")
    gone = own(acme, email="m@example.org", deleted_at=NOW, deleted_reason="vendor")
    other = own(acme, email="x@example.org")

    assert pairs(acme) == {}
    assert coordinator.send(f"{PATH}{one.pk}/{gone.pk}/same/").status == 404
    assert coordinator.send(f"{PATH}{one.pk}/{one.pk}/same/").status == 404
    assert stranger.send(f"{PATH}{one.pk}/{other.pk}/same/").status == 404
    assert stranger.send(f"/candidates/{one.pk}/apart/").status == 404


def test_suggestions_cost_the_same_however_many_there_are(coordinator, acme):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            assert coordinator.open(PATH).status == 200
        return len(asked)

    warm(coordinator)
    own(acme, email="m@example.org"), own(acme, email="m@example.org")
    few = statements()
    for number in range(40):
        own(acme, name=f"P{number // 2}", email=f"p{number // 2}@example.org")
    for _ in range(30):
        own(acme, name="Info Desk", email="info@example.org")

    assert statements() == few
    assert len(suggestions(acme.pk).pairs) == 1 + 20 + 28


TRAITS = st.builds(
    Traits,
    name=st.sampled_from([None, "", "Kim", "kim ", "Lee"]),
    email=st.sampled_from([None, "", "long.name@a.org", "LONGNAME@b.org", "x@a.org"]),
    phone=st.sampled_from([None, "", "030 1234567", "+49301234567", "7"]),
    address=st.sampled_from([None, "", "Main 1", "main1"]),
)


@settings(max_examples=300)
@given(TRAITS, TRAITS)
def test_likeness_is_mutual_and_silence_is_no_evidence(one, other):
    found = evidence(one, other)

    assert found == evidence(other, one)
    assert is_likely(found) <= bool(found)
    if Traits() in (one, other):
        assert found == ()


@given(st.text(alphabet="0123456789 -()/.+", max_size=20))
def test_a_phone_is_compared_by_its_last_digits(text):
    assert phone_key(text) in ("", "".join(one for one in text if one.isdigit())[-9:])


def test_a_group_that_is_one_person_already_is_not_asked_about(acme):
    person = Person.objects.create(company=acme, created_at=NOW)
    for _ in range(3):
        own(acme, email="m@example.org", person=person)

    assert pairs(acme) == {}
