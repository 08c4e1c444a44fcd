"""The hub as somebody at the command line and at the API sees it."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.test import Client

COUNTS = re.compile(r"^(?P<name>.+) (?P<list>\w+): (?P<counts>read \d+ new .*)$")


@dataclass(frozen=True, slots=True)
class Done:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def last_line(self) -> str:
        return self.out.strip().splitlines()[-1]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """`{list: {"read": 120, "new": 3, …}}` of the lines of `sync`."""
        found = (COUNTS.match(line) for line in self.out.splitlines())
        return {match["list"]: pairs(match["counts"].split()) for match in found if match}


def pairs(words: list[str]) -> dict[str, int]:
    return {word: int(number) for word, number in zip(words[::2], words[1::2], strict=True)}


def command(*arguments: str) -> Done:
    out, err = io.StringIO(), io.StringIO()
    status = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            call_command(*arguments, stdout=out, stderr=err)
        except CommandError as error:
            status = error.returncode
            err.write(str(error))
        except SystemExit as stopped:
            status = int(stopped.code or 0)
    return Done(status, out.getvalue(), err.getvalue())


@dataclass(slots=True)
class Hub:
    """One hub with a folder for credentials files."""

    folder: Path

    def connect(self, connection: dict[str, Any], name: str = "GH", **options: str) -> Done:
        """Connect what a sandbox's line names; `options` come on top."""
        credentials = self.folder / f"{name}.json"
        credentials.write_text(json.dumps(connection["credentials"]))
        chosen = {**connection["options"], **options}
        return command(
            "connect",
            connection["vendor"],
            "--name",
            name,
            "--base-url",
            connection["base_url"],
            "--credentials",
            str(credentials),
            *(f"--option={key}={value}" for key, value in chosen.items()),
        )

    def sync(self, *arguments: str) -> Done:
        return command("sync", *arguments)

    def key(self, *scopes: str) -> str:
        wanted = (f"--scope={scope}" for scope in scopes)
        return command("create_api_key", "tests", *wanted).last_line


@dataclass(slots=True)
class Api:
    """The unified API with a key."""

    key: str
    client: Client

    def get(self, path: str, **params: str) -> Any:
        answer = self.client.get(path, params, headers={"Authorization": f"Bearer {self.key}"})
        return answer.json()

    def interviews(self, account: str, **params: str) -> Iterator[dict[str, Any]]:
        """Every interview of an account, page after page."""
        asked = {"integrated_account_id": account, "limit": "500", **params}
        while True:
            page = self.get("/unified/ats/interviews", **asked)
            yield from page["result"]
            if page["next_cursor"] is None:
                return
            asked["next_cursor"] = page["next_cursor"]
