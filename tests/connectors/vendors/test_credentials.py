"""Wrong, run out and withdrawn: told in a sentence, survived where it can be, and no secret in it."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse

from connectors.models import IntegratedAccount, Issue, SyncRun
from tests.connectors.sync.hub import command
from tests.connectors.sync.stage import differences, live_rows, open_issues
from tests.connectors.vendors.adapters import having
from tests.connectors.vendors.vendor_stage import VendorStage

TOKEN = re.compile(r"eyJ[\w-]{10,}|sandbox-(access|refresh)-\w+")


def secrets_in(text: str, stage: VendorStage) -> list[str]:
    """Credentials of the offer, tokens, and the wrong ones that were tried, as far as the text has them."""
    values = {*stage.offer()["credentials"].values(), *stage.adapter.wrong.values()}
    secret = [value for value in values if value.startswith("sandbox-")]
    return [value for value in secret if value in text] + [
        match[0] for match in TOKEN.finditer(text)
    ]


def connect_with(stage: VendorStage, folder: Path, **credentials: str) -> Any:
    """As somebody at the command line."""
    offer = stage.offer()
    file = folder / "credentials.json"
    file.write_text(json.dumps(offer["credentials"] | credentials))
    options = [f"--option={name}={value}" for name, value in offer["options"].items()]
    return command(
        "connect", offer["vendor"], "--name", "tried", "--base-url", offer["base_url"],
        "--credentials", str(file), *options,
    )  # fmt: skip


def test_right_credentials_are_tried_before_they_are_kept(
    stage: VendorStage, tmp_path: Path
) -> None:
    done = connect_with(stage, tmp_path)
    assert done.status == 0, done.err
    assert stage.sandbox.requests
    account = IntegratedAccount.objects.get()
    assert done.last_line == str(account.uuid)
    assert account.credentials == stage.offer()["credentials"]


def test_wrong_credentials_are_a_sentence_and_nothing_is_kept(
    stage: VendorStage, tmp_path: Path
) -> None:
    done = connect_with(stage, tmp_path, **stage.adapter.wrong)
    assert done.status == 1
    assert "refused" in done.err
    assert secrets_in(done.out + done.err, stage) == []
    assert not IntegratedAccount.objects.exists()


@pytest.mark.parametrize("adapter", having("expire"), indirect=True)
def test_a_token_that_ends_in_the_middle_of_a_run_is_renewed(stage: VendorStage) -> None:
    expire = stage.adapter.expire
    assert expire is not None
    account = stage.connect("running out")
    stage.sandbox.meanwhile(lambda: expire(stage.app), stage.adapter.interviews, nth=2)
    run = stage.sync(account)
    assert run.state == SyncRun.State.COMPLETED, run.message
    assert 401 in {one.status for one in stage.sandbox.requests}
    assert differences(live_rows(account), stage.undisturbed()) == []


def test_a_withdrawn_key_stops_the_connection_and_is_told_without_it(
    stage: VendorStage, bob: AbstractBaseUser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    account = stage.connect("withdrawn")
    assert stage.sync(account).state == SyncRun.State.COMPLETED
    rows = live_rows(account)
    stage.adapter.revoke(stage.app)
    run = stage.sync(account)
    account.refresh_from_db()
    assert (run.state, account.state) == ("failed", "refused")
    [issue] = [one for one in Issue.objects.filter(account=account) if one.code == "refused"]
    assert account.state_reason
    assert live_rows(account) == rows
    admin = Client()
    admin.force_login(bob)
    pages = [
        admin.get(reverse("connections")), admin.get(reverse("connection", args=[account.uuid])),
    ]  # fmt: skip
    assert {page.status_code for page in pages} == {200}
    words = [caplog.text, run.message, account.state_reason, issue.message, issue.value]
    words += open_issues(account)
    words += [page.content.decode() for page in pages]
    assert secrets_in("\n".join(words), stage) == []
