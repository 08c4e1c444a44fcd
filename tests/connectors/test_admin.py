"""The whole admin site, model by model: who sees what, what is never shown, what cannot be written."""

import re
from itertools import zip_longest
from urllib.parse import parse_qsl

import pytest
from django.apps import apps
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import Failure, OrmQ, Schedule, Success

from candidates.models import (
    ApiKey,
    Candidate,
    Change,
    Company,
    FailedLogin,
    Horizon,
    KeyMinute,
    Membership,
    User,
    UserSession,
)
from connectors.models import (
    IdempotencyKey,
    IntegratedAccount,
    InterviewText,
    ListedPage,
    OutboundAttempt,
    RateBudget,
    RemoteRecord,
    SyncRun,
    WorkerHeartbeat,
)
from interviews.models import Interview
from interviews.models.calendar import Booking, Kept
from interviews.models.feed import FeedMinute
from interviews.models.step import Step, StepsRead
from tests.admin_world import ADMINS, SECRET, address, fill, fill_room, fill_the_machine

OF_THE_MACHINE = {RateBudget, WorkerHeartbeat, OrmQ, Schedule, Success, Failure, LogEntry}
WRITABLE = {Company, User, Membership, ApiKey}
SCOPED = [model for model in ADMINS if model not in OF_THE_MACHINE]
INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)(?![^>]*json)[^>]*>|\sstyle=|\son\w+=|javascript:"
)


@pytest.fixture
def world(acme, globex, alice, bob, charlie):
    fill(acme)
    fill(globex)
    fill_the_machine()
    LogEntry.objects.create(
        user=alice,
        content_type=ContentType.objects.get_for_model(Company),
        object_repr="Acme",
        action_flag=ADDITION,
    )


OWNERS = (
    "company", "account", "candidate", "project", "batch", "view", "endpoint", "bulk_action", "identity", "feed"
)  # fmt: skip


@pytest.fixture
def root(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("root", "root@hub.example", "x"))
    return client


@pytest.fixture
def staff(client, bob):
    """Bob administers Acme."""
    client.force_login(bob)
    return client


def rows_of(model, company):
    """The rows of a model that belong to a company."""
    path = {Company: "pk", User: "memberships__company"}.get(model)
    if path is None:
        names = {field.name for field in model._meta.get_fields()}
        owner = next(name for name in OWNERS if name in names)
        path = owner if owner == "company" else f"{owner}__company"
    return model._default_manager.filter(**{path: company.pk})


def test_whoever_administers_one_company_reads_no_other_they_merely_belong_to(
    world, staff, bob, globex
):
    Membership.objects.create(company=globex, user=bob, role="hiring-manager")
    machine = {model for model in ADMINS if model._meta.app_label in ("django_q", "admin")}
    for model in ADMINS.keys() - machine - {Company, User}:
        row = rows_of(model, globex).first() if has_owner(model) else None
        if row is None:
            continue
        page = staff.get(address(model, "change", row.pk))
        assert page.status_code == 404, model
        assert "globex" not in staff.get(address(model, "changelist")).content.decode(), model


def has_owner(model):
    return any(field.name in OWNERS for field in model._meta.get_fields())


def test_every_model_of_the_rooms_is_there():
    rooms = [apps.get_app_config(room) for room in ("candidates", "interviews", "connectors")]
    passing = {
        ListedPage,  # ids of a listing under way, gone with its end
        InterviewText,  # what an interview looks like in an answer, made anew when it changes
        Horizon,  # how far the change stream is known to be complete
        UserSession,  # what somebody is signed in with, shown to them alone
        FailedLogin,  # how often a password was guessed at, by digest
        OutboundAttempt,  # shown with its delivery
        KeyMinute,  # calls of a key in a minute, gone with it
        IdempotencyKey,  # a day's memory of what was asked already
        Booking,  # made anew from interviews
        Step,  # counted in reports, made anew from the change stream
        StepsRead,
        Kept,  # how far bookings and conflicts follow the change stream
        FeedMinute,  # fetches of an address in a minute, gone with it
    }
    missing = {model for room in rooms for model in room.get_models()} - ADMINS.keys()
    assert missing == passing


def test_a_superuser_opens_every_list_page_and_history(world, root):
    for model in ADMINS:
        for query in ({"o": "1"}, {"o": "-2", "_facets": "True"}):
            assert root.get(address(model, "changelist"), query).status_code == 200, model
        row = model._default_manager.first()
        assert row is not None, model
        for kind in ("change", "history"):
            assert root.get(address(model, kind, row.pk)).status_code == 200, model


def test_every_list_can_be_searched(world, root):
    for model, view in ADMINS.items():
        assert view.search_fields, model
        for words in ("acme '\"%_ \\", "9" * 30):
            answer = root.get(address(model, "changelist"), {"q": words})
            assert answer.status_code == 200, (model, words)


def test_every_choice_of_every_filter_answers(world, root):
    """The first choices of all filters at once, then the second ones, and so on."""
    for model in ADMINS:
        changelist = root.get(address(model, "changelist")).context["cl"]
        choices = [list(spec.choices(changelist)) for spec in changelist.filter_specs]
        for together in zip_longest(*choices, fillvalue={"query_string": "?"}):
            query = {}
            for choice in together:
                query |= dict(parse_qsl(choice["query_string"][1:]))
            answer = root.get(address(model, "changelist"), query)
            assert answer.status_code == 200, (model, query)


def test_staff_see_the_rows_of_their_company_only(world, staff, acme):
    for model in SCOPED:
        answer = staff.get(address(model, "changelist"))
        assert answer.status_code == 200, model
        shown = {row.pk for row in answer.context["cl"].result_list}
        assert shown == set(rows_of(model, acme).values_list("pk", flat=True)), model
        assert "globex" not in answer.content.decode().lower(), model


def test_staff_open_pages_of_their_company_and_find_nothing_of_another(world, staff, acme, globex):
    for model in SCOPED:
        own, other = rows_of(model, acme).first(), rows_of(model, globex).first()
        page = staff.get(address(model, "change", own.pk))
        assert page.status_code == 200, model
        assert "globex" not in page.content.decode().lower(), model
        for kind in ("change", "history", "delete"):
            assert staff.get(address(model, kind, other.pk)).status_code in (403, 404), (
                model,
                kind,
            )
        assert staff.get(address(model, "change", other.pk)).status_code == 404, model
        assert staff.post(address(model, "change", other.pk), {}).status_code == 404, model


def test_who_is_no_staff_is_sent_to_sign_in(world, client, alice):
    """Alice has a role in Acme, but is a recruiter; a stranger is not even signed in."""
    for somebody in (None, alice):
        if somebody:
            client.force_login(somebody)
        for model in ADMINS:
            for page in (address(model, "changelist"), address(model, "change", 1)):
                assert client.get(page).status_code == 302, model


def test_staff_without_a_company_see_empty_lists(world, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("temp", is_staff=True))
    for model in SCOPED:
        answer = client.get(address(model, "changelist"))
        assert answer.status_code == 200, model
        assert not list(answer.context["cl"].result_list), model
    assert client.get(address(ApiKey, "add")).status_code == 403


def test_what_belongs_to_the_machine_is_for_superusers(world, staff):
    index = staff.get(reverse("admin:index")).content.decode()
    for model in OF_THE_MACHINE:
        row = model._default_manager.first()
        assert staff.get(address(model, "changelist")).status_code == 403, model
        assert staff.get(address(model, "change", row.pk)).status_code == 403, model
        assert address(model, "changelist") not in index


def test_nothing_mirrored_or_running_can_be_added_changed_or_deleted(world, root):
    for model in ADMINS.keys() - WRITABLE:
        row = model._default_manager.first()
        rows = model._default_manager.filter(pk=row.pk).values()
        before = rows.get()
        posted = dict.fromkeys(before, "1") | {
            "status": "completed",
            "state": "paused",
            "func": "os.system",
        }
        assert root.get(address(model, "add")).status_code == 403, model
        assert root.post(address(model, "add"), posted).status_code == 403, model
        assert root.post(address(model, "change", row.pk), posted).status_code == 403, model
        assert root.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403, (
            model
        )
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        root.post(address(model, "changelist"), chosen)
        edited = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": row.pk, "_save": 1}
        root.post(address(model, "changelist"), edited | {"form-0-status": "completed"})
        assert rows.get() == before, model


def test_staff_write_nothing_themselves(world, staff, acme):
    for model in set(SCOPED) - {ApiKey}:
        row = rows_of(model, acme).first()
        rows = model._default_manager.filter(pk=row.pk).values()
        before = rows.get()
        posted = dict.fromkeys(before, "1") | {"role": "account-owner", "is_superuser": "on"}
        assert staff.post(address(model, "change", row.pk), posted).status_code == 403, model
        assert staff.get(address(model, "add")).status_code == 403, model
        assert staff.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403, (
            model
        )
        assert rows.get() == before, model


def test_no_page_shows_a_secret_or_runs_inline_code(world, root, bob):
    hidden = {SECRET, SECRET[:16], bob.password, *ApiKey.objects.values_list("digest", flat=True)}
    with connection.cursor() as cursor:
        cursor.execute("select credentials, tokens from connectors_integratedaccount")
        hidden |= {cipher for row in cursor.fetchall() for cipher in row}
    for model in ADMINS:
        pages = [address(model, "changelist")]
        pages += [address(model, "change", row.pk) for row in model._default_manager.all()[:3]]
        for page in pages:
            text = root.get(page).content.decode()
            assert not [secret for secret in hidden if secret in text], page
            assert INLINE.findall(text) == [], page


def test_the_sign_in_page_and_index_hold_no_inline_code(world, root):
    index = root.get(reverse("admin:index"))
    root.logout()
    sign_in = root.get(reverse("admin:login"))
    for page in (sign_in, index):
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert INLINE.findall(page.content.decode()) == []
    assert "Interview Hub" in sign_in.content.decode()


def test_a_longer_list_costs_no_more_queries(world, root, acme):
    def costs():
        counted = {}
        for model in ADMINS:
            with CaptureQueriesContext(connection) as captured:
                root.get(address(model, "changelist"), {"all": ""})
            counted[model] = len(captured)
        return counted

    costs()
    few = costs()
    account = IntegratedAccount.objects.get(company=acme)
    for number in range(2, 8):
        fill_room(account, f"acme-{number}", number)
    assert costs() == few
    assert max(few.values()) <= 14


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        (ApiKey, "digest__startswith"),
        (User, "password__startswith"),
        (Membership, "user__password__startswith"),
        (IntegratedAccount, "credentials__isnull"),
        (Interview, "account__credentials__isnull"),
        (Candidate, "activation_key__startswith"),
        (RemoteRecord, "raw__isnull"),
        (Change, "actor__password__startswith"),
    ],
)
def test_secrets_cannot_be_guessed_by_filtering(world, root, model, lookup):
    assert root.get(address(model, "changelist"), {lookup: "a"}).status_code == 400


def test_choices_offer_nothing_of_another_company(world, staff, globex):
    """The autocompletion behind a key's accounts, and the filters of a list."""
    asked = {
        "app_label": "candidates",
        "model_name": "apikey",
        "field_name": "accounts",
        "term": "",
    }
    found = staff.get(reverse("admin:autocomplete"), asked).json()
    assert [result["text"] for result in found["results"]] == ["acme greenhouse"]
    foreign = IntegratedAccount.objects.get(company=globex)
    answer = staff.get(address(Interview, "changelist"), {"account__id__exact": foreign.pk})
    assert not answer.context["cl"].result_list


def test_an_unreadable_secret_does_not_close_the_admin(world, root, settings):
    """A wrong key in CREDENTIALS_KEYS: lists and pages still open, and say so."""
    settings.CREDENTIALS_KEYS = ["MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA="]
    for model in SCOPED:
        pk = model._default_manager.values_list("pk", flat=True).first()
        assert root.get(address(model, "changelist")).status_code == 200, model
        page = root.get(address(model, "change", pk))
        assert page.status_code == 200, model
        if model is IntegratedAccount:
            assert "cannot be decrypted" in page.content.decode()


def test_raw_records_are_for_owners_and_administrators(world, staff, acme, bob):
    record = rows_of(RemoteRecord, acme).get()
    page = staff.get(address(RemoteRecord, "change", record.pk)).content.decode()
    assert "acme-0 &lt;b&gt;raw&lt;/b&gt;" in page
    assert "acme-0 reading" in page
    Membership.objects.filter(user=bob).update(role="recruiter")
    assert staff.get(address(RemoteRecord, "change", record.pk)).status_code == 404


def test_a_raw_record_that_cannot_be_unpacked_says_so(world, root):
    record = RemoteRecord.objects.order_by("pk").first()
    RemoteRecord.objects.filter(pk=record.pk).update(raw=b"garbage")
    assert (
        "cannot be unpacked"
        in root.get(address(RemoteRecord, "change", record.pk)).content.decode()
    )


def test_tombstones_are_left_out_unless_asked_for(world, root, acme):
    gone = rows_of(Interview, acme).get()
    Interview.objects.filter(pk=gone.pk).update(deleted_at=gone.created_at, deleted_reason="vendor")

    def shown(**query):
        return {
            row.pk
            for row in root.get(address(Interview, "changelist"), query).context["cl"].result_list
        }

    assert gone.pk not in shown()
    assert gone.pk in shown(deleted="with")
    assert shown(deleted="only") == {gone.pk}
    assert root.get(address(Interview, "change", gone.pk)).status_code == 200


def test_moments_say_their_zone_and_records_tell_their_story(world, staff, acme):
    interview = rows_of(Interview, acme).get()
    page = staff.get(address(Interview, "change", interview.pk)).content.decode()
    assert "2 Mar 2026 10:00 CET" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert ">None<" not in page
    assert "location: — → Room 4" in page
    assert f"interview_id={interview.pk}" in page
    assert "acme-0 seat" in page


def test_undated_interviews_come_last(world, root, acme):
    undated = rows_of(Interview, acme).get()
    Interview.objects.filter(pk=undated.pk).update(begins_at=None, finishes_at=None)
    for query in ({}, {"when": "undated"}):
        rows = list(root.get(address(Interview, "changelist"), query).context["cl"].result_list)
        assert rows[-1] == undated


def test_pages_of_the_admin_lead_to_the_pages_of_the_hub(world, staff, acme):
    for model in (Interview, IntegratedAccount, SyncRun):
        row = rows_of(model, acme).first()
        page = staff.get(address(model, "change", row.pk))
        link = re.search(r'href="([^"]+)"[^>]*class="viewsitelink"', page.content.decode())
        assert staff.get(link[1]).status_code == 200, model
