"""A missing or bad environment value stops the start with one sentence that names it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from config import environment

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "production-like-secret-key-of-more-than-fifty-characters-0123456789",
    "CREDENTIALS_KEYS": Fernet.generate_key().decode(),
    "ALLOWED_HOSTS": "hub.example.com",
    "DATABASE_URL": "",
    "DEBUG": "",
    "HTTPS_ONLY": "true",
}


def manage(*command: str, **changed: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=inherited | GOOD | changed,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set. Set it to a long random text"),
        ("CREDENTIALS_KEYS", "", "CREDENTIALS_KEYS is not set. Set it to one or more Fernet keys"),
        ("CREDENTIALS_KEYS", "short,shorter", "key 1 of 2 is not a"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is not set. Set it to the host names"),
        ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS is not set. Set it to the host names"),
        ("DEBUG", "maybe", "DEBUG is “maybe”, which is neither true nor false"),
        ("ALLOW_PRIVATE_ADDRESSES", "2", "ALLOW_PRIVATE_ADDRESSES is “2”"),
        ("DATABASE_URL", "nonsense://", "DATABASE_URL begins with “nonsense:”"),
        ("DATABASE_URL", "mysql://u@h/db", "DATABASE_URL begins with “mysql:”"),
        ("DATABASE_URL", "postgresql://host:port/db", "DATABASE_URL is not an address"),
        ("DATABASE_URL", "postgresql://", "DATABASE_URL names no database"),
        ("EMAIL_URL", "pigeon://home", "EMAIL_URL is not an address of a mail server"),
        ("PUBLIC_ORIGIN", "hub.example.com", "PUBLIC_ORIGIN is “hub.example.com”, which is no"),
        ("PUBLIC_ORIGIN", "https://hub.example.com/app", "Set it to where people reach the hub"),
        ("ALLOWED_HOSTS", "*", "PUBLIC_ORIGIN is “https://*”, which is no"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL is “LOUD”. Set it to one of: DEBUG, INFO"),
        ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE is “Mars/Olympus”"),
        ("SECRET_KEY_FILE", "/nowhere/at/all", "SECRET_KEY_FILE cannot be read"),
    ],
)
def test_a_bad_value_stops_the_start_with_one_sentence_that_names_it(name, value, advice):
    stopped = manage("check", **{name: value})

    assert stopped.returncode == 1
    assert advice in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert len(stopped.stderr.strip().splitlines()) == 1


def test_a_bad_key_is_not_repeated_in_the_message():
    stopped = manage("check", CREDENTIALS_KEYS="almost-a-secret")

    assert "almost-a-secret" not in stopped.stdout + stopped.stderr


def test_production_settings_pass_every_deployment_check():
    checked = manage("check", "--deploy", "--fail-level", "WARNING")

    assert checked.returncode == 0, checked.stderr


def test_a_secret_may_come_from_a_file(tmp_path):
    (tmp_path / "key").write_text(GOOD["SECRET_KEY"] + "\n")

    shown = manage("diffsettings", SECRET_KEY="", SECRET_KEY_FILE=str(tmp_path / "key"))

    assert f"SECRET_KEY = '{GOOD['SECRET_KEY']}'" in shown.stdout


def test_a_developer_starts_with_nothing_but_debug():
    nothing = dict.fromkeys(GOOD, "")

    started = manage("check", **nothing | {"DEBUG": "true"})

    assert started.returncode == 0, started.stderr


def test_a_development_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "dev-keys" / "key"

    first = environment.development_secret(path, fernet=True)
    second = environment.development_secret(path, fernet=True)

    assert first == second
    assert environment.fernet_keys("X", first) == [first]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
