"""Signing in and out, preferences, the frame, and pages that refuse."""

import pytest
from django.test import Client

from candidates.models import User
from tests.conftest import PASSWORD
from tests.pages.conftest import page, reader

PAGES = ["/", "/interviews/", "/connections/", "/settings/"]


def sign_in(client, password=PASSWORD, target=""):
    return client.post(
        f"/login/?next={target}", {"username": "alice", "password": password, "next": target}
    )


@pytest.mark.parametrize("path", PAGES)
def test_whoever_is_not_signed_in_is_asked_to(db, path):
    response = Client().get(path)

    assert (response.status_code, response.url) == (302, f"/login/?next={path}")


def test_signing_in_leads_where_one_was_going(alice):
    response = sign_in(Client(), target="/connections/")

    assert response.url == "/connections/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_signing_in_never_leads_to_another_site(alice, elsewhere):
    assert sign_in(Client(), target=elsewhere).url == "/"


def test_a_wrong_password_is_a_sentence(alice):
    said = page(sign_in(Client(), "wrong"))

    assert said.status == 200
    assert "This user name and password do not belong together." in said.text


def test_signing_out_needs_a_form_not_an_address(coordinator):
    assert coordinator.open("/logout/").status == 405
    assert "Sign in" in coordinator.send("/logout/").text
    assert coordinator.client.get("/").status_code == 302


def test_preferences_are_kept_and_take_effect(coordinator, alice):
    said = coordinator.send(
        "/settings/", theme="dark", language="de", time_zone="Asia/Seoul", density="compact"
    )

    assert 'data-theme="dark"' in said.html
    assert 'data-density="compact"' in said.html
    assert 'lang="de"' in said.html
    assert "Seoul KST" in said.text
    alice.refresh_from_db()
    assert (alice.theme, alice.language, alice.shortcuts) == ("dark", "de", False)


def test_a_zone_that_does_not_exist_is_refused_with_its_name(coordinator, alice):
    said = coordinator.send("/settings/", time_zone="Mars/Olympus")

    assert said.status == 422
    assert "There is no time zone “Mars/Olympus”." in said.text
    alice.refresh_from_db()
    assert alice.time_zone == ""


def test_the_top_bar_changes_one_thing_and_comes_back(coordinator, alice):
    alice.time_zone = "Asia/Seoul"
    alice.save()

    response = coordinator.client.post("/settings/look/", {"theme": "dark", "next": "/interviews/"})

    alice.refresh_from_db()
    assert response.url == "/interviews/"
    assert (alice.theme, alice.time_zone, alice.shortcuts) == ("dark", "Asia/Seoul", True)


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "", "x"])
def test_the_top_bar_never_leads_to_another_site(coordinator, elsewhere):
    response = coordinator.client.post("/settings/look/", {"theme": "", "next": elsewhere})

    assert response.url == "/"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "ko", "de"])
def test_every_page_speaks_every_language(coordinator, alice, greenhouse, path, language):
    User.objects.filter(pk=alice.pk).update(language=language)

    said = coordinator.open(path)

    assert said.status == 200
    assert f'<html lang="{language}"' in " ".join(said.html.split())


def test_the_policy_lets_nothing_from_elsewhere_in(coordinator):
    policy = coordinator.client.get("/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_inline_style_or_script(coordinator, greenhouse, path):
    html = coordinator.open(path).html

    assert " style=" not in html
    assert "<style" not in html
    assert "<script>" not in html
    assert " onclick" not in html


def test_somebody_without_a_company_is_told_so(db):
    loner = User.objects.create_user("loner", password=PASSWORD)

    said = reader(loner).open("/")

    assert said.status == 403
    assert "You do not belong to a company yet." in said.text


def test_a_page_that_is_not_there_is_a_sentence(coordinator):
    said = coordinator.open("/nowhere/")

    assert said.status == 404
    assert "There is no such page" in said.text


def test_a_form_without_its_token_is_a_sentence(alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)

    said = page(client.post("/settings/", {"theme": "dark"}))

    assert said.status == 403
    assert "This form was open too long" in said.text
