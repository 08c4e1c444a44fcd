"""What a vendor's values mean here can be seen, and said otherwise by an administrator."""

import re
from typing import Any

import pytest
from django.test import Client

from candidates.models import Company, User
from candidates.statuses import Role
from connectors.models import IntegratedAccount, SyncRun
from connectors.sandbox.sandbox import Sandbox
from connectors.tasks import work_on_run
from interviews.models import Interview
from tests.conftest import member
from tests.connectors.sync.hub import Hub, command
from tests.pages.conftest import Reader, reader


@pytest.fixture
def account(sandbox: Sandbox, hub: Hub) -> IntegratedAccount:
    uuid = hub.connect(sandbox.connection("greenhouse")).last_line
    hub.sync()
    return IntegratedAccount.objects.get(uuid=uuid)


def of_company(name: str, role: Role) -> Reader:
    user: User = member(name, Company.objects.get(slug="main"), role)
    return reader(user)


@pytest.fixture
def admin(account: IntegratedAccount) -> Reader:
    return of_company("admin", Role.ACCOUNT_ADMIN)


def words(account: IntegratedAccount) -> str:
    return f"/connections/{account.uuid}/words/"


def statuses(account: IntegratedAccount, word: str) -> set[str | None]:
    rows = Interview.objects.filter(account=account, vendor_status=word, deleted_at=None)
    return set(rows.values_list("status", flat=True))


def meaning(word: str, ours: str) -> dict[str, str]:
    return {"resource": "interviews", "path": "status", "word": word, "meaning": ours}


def test_a_page_explains_where_each_field_comes_from(
    account: IntegratedAccount, admin: Reader, charlie: User
) -> None:
    interview = Interview.objects.filter(account=account, status="scheduled").first()
    assert interview is not None
    path = f"/interviews/{interview.pk}/explain/"
    html = admin.open(path).html
    rows = dict(re.findall(r"<code>(\w+)</code></th>(.*?)</tr>", html, re.DOTALL))
    assert "<code>starts_at</code>" in rows["start_at"]
    assert "scheduled" in rows["status"]
    assert "our word for the vendor" in rows["status"]
    assert "the plan step&#x27;s name" in rows["title"]
    assert f"run {SyncRun.objects.get().pk}" in rows["status"]
    assert "not reported by Greenhouse" in rows["time_zone"]
    assert reader(charlie).open(path).status == 404


def test_the_words_page_counts_every_word_and_what_it_became(
    account: IntegratedAccount, admin: Reader, charlie: User
) -> None:
    text = admin.open(words(account)).text
    number = Interview.objects.filter(account=account, vendor_status="skipped").count()
    assert re.search(
        rf"skipped interviews status {number} Meaning of skipped as usual: Cancelled", text
    )
    assert reader(charlie).open(words(account)).status == 404


def test_a_word_gets_another_meaning_and_replay_applies_it_without_the_vendor(
    account: IntegratedAccount, admin: Reader, sandbox: Sandbox
) -> None:
    sandbox.stop()
    number = Interview.objects.filter(account=account, vendor_status="skipped").count()
    assert number
    admin.send(words(account), **meaning("skipped", "completed"))
    assert f"status: cancelled -> completed ({number})" in command("replay", "--dry-run").out
    assert statuses(account, "skipped") == {"cancelled"}
    command("replay")
    assert statuses(account, "skipped") == {"completed"}
    admin.send(words(account), **meaning("skipped", "-"))
    page = admin.send(f"{words(account)}apply/")
    run = SyncRun.objects.latest("pk")
    assert f"Run {run.pk}" in page.text
    work_on_run(run.pk)
    assert statuses(account, "skipped") == {"cancelled"}


def test_a_word_without_meaning_stays_itself(
    account: IntegratedAccount, admin: Reader, sandbox: Sandbox, hub: Hub
) -> None:
    admin.send(words(account), **meaning("scheduled", ""))
    assert hub.sync().status == 0
    assert statuses(account, "scheduled") == {None}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (meaning("skipped", "gone"), "status cannot be “gone”"),
        (meaning("", "completed"), "1 to 200 characters"),
        ({**meaning("skipped", "completed"), "path": "state"}, "No words are translated at state"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(
    account: IntegratedAccount, admin: Reader, fields: dict[str, str], said: str
) -> None:
    assert said in admin.send(words(account), **fields).text
    account.refresh_from_db()
    assert account.words == {}


def test_only_managers_say_what_a_word_means(account: IntegratedAccount, client: Client) -> None:
    recruiter = of_company("recruiter", Role.RECRUITER)
    assert recruiter.send(words(account), **meaning("skipped", "completed")).status == 403
    assert recruiter.send(f"{words(account)}apply/").status == 403
    assert "<select" not in recruiter.open(words(account)).html


def test_the_api_explains_an_interview_to_keys_that_may_see_personal_data(
    account: IntegratedAccount, client: Client
) -> None:
    interview = Interview.objects.filter(account=account, status="scheduled").first()
    assert interview is not None

    def ask(*scopes: str, pk: int) -> tuple[int, dict[str, Any]]:
        asked = [f"--scope={scope}" for scope in scopes]
        key = command("create_api_key", f"key {len(scopes)} {pk}", *asked).last_line
        answer = client.get(
            f"/api/v1/interviews/{pk}/explain", headers={"Authorization": f"Bearer {key}"}
        )
        return answer.status_code, answer.json()

    status, told = ask("read", "pii", pk=interview.pk)
    fields = {one["field"]: one for one in told["fields"]}
    assert (status, told["record_id"]) == (200, interview.remote_id)
    assert fields["status"]["raw"] == [{"path": "status", "value": "scheduled"}]
    assert fields["status"]["run_id"] == SyncRun.objects.get().pk
    assert fields["title"]["origin"] == "linked"
    assert fields["time_zone"]["origin"] == "not_reported"
    assert ask("read", pk=interview.pk)[0] == 403
    assert ask("read", "pii", pk=10**9)[0] == 404


def test_coverage_tells_what_is_reported_how_often_and_every_word(
    account: IntegratedAccount,
) -> None:
    out = command("coverage").out
    number = Interview.objects.filter(account=account, vendor_status="skipped").count()
    assert re.search(r"^  status +reported +100%$", out, re.MULTILINE)
    assert re.search(r"^  title +reported +\d+%$", out, re.MULTILINE)
    assert re.search(r"^  round +not reported +0%$", out, re.MULTILINE)
    assert re.search(r"^  interviewers.email +reported +\d+%$", out, re.MULTILINE)
    assert f"  interviews status: skipped = cancelled, {number}" in out
    assert command("coverage", "nobody").status == 2
