"""Whoever a vendor does not name is told in words, in every language: never as a mark before a particle."""

from datetime import timedelta

import pytest

from candidates.models import User
from interviews.models import AtsUser, Interviewer, InterviewerIdentity
from tests import make
from tests.pages.conftest import reader

WORDS = {
    "en": "An interviewer whose name is not reported",
    "de": "Eine Person ohne gemeldeten Namen",
    "ko": "이름 정보가 없는 면접관",
}


@pytest.mark.parametrize("language", WORDS)
def test_a_member_of_a_panel_without_a_name_is_told_in_words(
    greenhouse, acme, alice, language, time_machine
):
    time_machine.move_to(make.NOW, tick=False)
    row = make.interview(
        greenhouse, make.NOW + timedelta(hours=2), panel=[("Felix Baumann", "declined")]
    )
    Interviewer.objects.update(name=None, email=None)
    AtsUser.objects.update(name=None, email=None)
    InterviewerIdentity.objects.update(name="", email=None)
    User.objects.filter(pk=alice.pk).update(language=language)
    visitor = reader(User.objects.get(pk=alice.pk))

    for path in (f"/interviews/{row.pk}/", "/", "/queue/", "/calendar/"):
        page = visitor.open(path)
        assert page.status == 200
        assert WORDS[language] in page.text, path
        assert "? 님" not in page.text, path
