"""`create_user` and `create_api_key` as a shell sees them: what is printed, the exit code, what is stored."""

import io
import sys
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line
from django.utils import timezone

from candidates.management.commands import create_user as create_user_command
from candidates.models import ApiKey, Company, Membership, User
from candidates.selectors.access import find_key
from tests import make

PASSWORD = "nine lanterns over water"


@pytest.fixture
def typed(monkeypatch):
    def type_in(text):
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    type_in(PASSWORD + "\n")
    return type_in


@pytest.fixture
def shell(capsys):
    """Runs a command and returns its exit code, lines of standard output and standard error."""

    def run(*words):
        code, refusal = 0, ""
        try:
            call_command(*words)
        except CommandError as error:
            code, refusal = error.returncode, str(error)
        printed = capsys.readouterr()
        return code, printed.out.splitlines(), printed.err + refusal

    return run


def create_dana(shell, *words):
    return shell("create_user", "dana", "--email", "dana@main.example", *words)


def test_create_user_prints_the_id(db, typed, shell):
    code, out, err = create_dana(shell, "--role", "account-owner")
    user = User.objects.get()
    assert (code, out, err) == (0, [str(user.pk)], "")
    assert user.check_password(PASSWORD)
    assert Membership.objects.get().company.slug == "main"


@pytest.mark.parametrize("role", ["account-owner", "account-admin", "recruiter", "hiring-manager"])
def test_create_user_knows_every_role(acme, typed, shell, role):
    assert create_dana(shell, "--role", role)[0] == 0
    assert Membership.objects.get().role == role


def test_the_password_is_one_line_as_it_was_typed(db, typed, shell):
    typed("  nine lanterns, over  \r\nanother line\n")
    create_dana(shell, "--role", "recruiter")
    assert User.objects.get().check_password("  nine lanterns, over  ")


def test_on_a_terminal_the_password_is_asked_for_twice(db, monkeypatch, shell, typed):
    answers = iter([PASSWORD, PASSWORD, PASSWORD, "something else"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(create_user_command.getpass, "getpass", lambda prompt: next(answers))
    assert create_dana(shell, "--role", "recruiter")[0] == 0
    code, _, err = shell("create_user", "eve", "--email", "e@main.example", "--role", "recruiter")
    assert code == 2
    assert "differ" in err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--role", "boss"], "account-owner, account-admin, recruiter, hiring-manager"),
        (["--role", "recruiter", "--company", "initech"], "Valid companies: none yet."),
    ],
)
def test_create_user_refuses_with_one_sentence_and_stores_nothing(
    db, typed, shell, words, sentence
):
    code, out, err = create_dana(shell, *words)
    assert (code, out) == (2, [])
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert not User.objects.exists()
    assert not Company.objects.exists()


@pytest.mark.parametrize("line", ["", "\n", "short\n"])
def test_create_user_refuses_a_weak_or_missing_password(db, typed, shell, line):
    typed(line)
    code, _, err = create_dana(shell, "--role", "recruiter")
    assert code == 2
    assert "12 characters" in err
    assert not Company.objects.exists()


def test_create_user_refuses_a_taken_name(acme, typed, shell):
    create_dana(shell, "--role", "recruiter")
    typed(PASSWORD)
    code, _, err = create_dana(shell, "--role", "recruiter")
    assert code == 2
    assert "already exists" in err
    assert User.objects.count() == 1


def test_create_user_among_several_companies_needs_a_name(acme, globex, typed, shell):
    code, _, err = create_dana(shell, "--role", "recruiter")
    assert code == 2
    assert "acme, globex" in err
    typed(PASSWORD)
    assert create_dana(shell, "--role", "recruiter", "--company", "globex")[0] == 0


def test_the_last_line_of_create_api_key_is_the_key_alone(db, shell):
    code, out, err = shell("create_api_key", "board")
    assert (code, err) == (0, "")
    key = find_key(out[-1], now=timezone.now())
    assert key == ApiKey.objects.get()
    assert key.scopes == ["read", "pii"]
    assert key.company.slug == "main"


def test_create_api_key_takes_several_scopes(acme, shell):
    shell("create_api_key", "ops", "--scope", "operations", "--scope", "write", "--company", "acme")
    assert ApiKey.objects.get().scopes == ["write", "operations"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--scope", "root"], "Valid scopes: read, write, pii, operations."),
        (["--scope", "read", "--scope", "root"], "“root”"),
        (["--company", "initech"], "Valid companies: none yet."),
    ],
)
def test_create_api_key_refuses_with_one_sentence_and_stores_nothing(db, shell, words, sentence):
    code, out, err = shell("create_api_key", "board", *words)
    assert (code, out) == (2, [])
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert not ApiKey.objects.exists()
    assert not Company.objects.exists()


def test_create_api_key_takes_all_that_a_key_can_have(acme, shell, time_machine):
    time_machine.move_to(datetime(2026, 11, 5, 9, tzinfo=UTC), tick=False)
    berlin, seoul = make.account(acme), make.account(acme, "RoundHR Seoul", vendor="roundhr")

    code, out, _ = shell(
        "create_api_key", "payroll", "--account", str(berlin.uuid), "--account", "RoundHR Seoul",
        "--from", "203.0.113.7", "--from", "2001:db8::/32", "--rate-limit", "60", "--expires", "90",
        "--no-personal-data",
    )  # fmt: skip

    key = find_key(out[-1], now=timezone.now())
    assert code == 0
    assert key is not None
    assert (key.scopes, key.rate_limit) == (["read"], 60)
    assert set(key.accounts.all()) == {berlin, seoul}
    assert key.networks == ["203.0.113.7/32", "2001:db8::/32"]
    assert key.expires_at == datetime(2027, 2, 3, 9, tzinfo=UTC)
    told = "\n".join(out[:-1])
    assert "Only for: Greenhouse Berlin, RoundHR Seoul." in told
    assert "Until 2027-02-03 09:00 UTC." in told


@pytest.mark.parametrize(
    ("when", "end"),
    [
        ("30d", datetime(2026, 12, 5, 9, tzinfo=UTC)),
        ("2027-01-31", datetime(2027, 2, 1, tzinfo=UTC)),
        ("2027-01-31T12:00:00+09:00", datetime(2027, 1, 31, 3, tzinfo=UTC)),
    ],
)
def test_a_key_expires_after_days_at_the_end_of_a_day_or_at_a_moment(
    acme, shell, time_machine, when, end
):
    time_machine.move_to(datetime(2026, 11, 5, 9, tzinfo=UTC), tick=False)
    shell("create_api_key", "board", "--expires", when)
    assert ApiKey.objects.get().expires_at == end


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--account", "Lever"], "There is no account “Lever”. Valid accounts: Greenhouse Berlin."),
        (["--account", "Globex Greenhouse"], "There is no account “Globex Greenhouse”."),
        (["--from", "everywhere"], "“everywhere” is no address"),
        (["--rate-limit", "0"], "one call a minute or more"),
        (["--expires", "soon"], "“soon” is no time to expire at"),
        (["--expires", "2020-01-01"], "would have expired already"),
        (["--expires", "2027-02-31"], "is no time to expire at"),
        (["--scope", "pii", "--no-personal-data"], "may do nothing"),
    ],
)
def test_create_api_key_says_which_limit_makes_no_sense(acme, globex, shell, words, sentence):
    make.account(acme)
    make.account(globex, "Globex Greenhouse")
    code, out, err = shell("create_api_key", "board", "--company", "acme", *words)
    assert (code, out) == (2, [])
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert not ApiKey.objects.exists()


def test_a_key_name_is_taken_once(acme, shell):
    shell("create_api_key", "board")
    code, out, err = shell("create_api_key", "board")
    assert (code, out) == (2, [])
    assert "already exists" in err


@pytest.mark.django_db(transaction=True)
def test_the_command_line_ends_with_two_and_one_line_on_standard_error(capsys):
    with pytest.raises(SystemExit) as end:
        execute_from_command_line(["manage.py", "create_api_key", "board", "--scope", "root"])
    printed = capsys.readouterr()
    assert end.value.code == 2
    assert printed.out == ""
    assert printed.err.count("\n") == 1
