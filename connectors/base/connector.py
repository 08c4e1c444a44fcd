"""A vendor as a whole: how to sign in, which lists there are, which options an account may set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from connectors.auth import Auth
from connectors.base.files import File
from connectors.base.lists import Resource
from connectors.base.webhooks import Webhook
from connectors.base.writes import Write
from connectors.paging import Request, Response
from connectors.rates import Rate

Options = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Option:
    """An option of an account. Without `choices` any text will do that is `valid`; `required` ones have no default."""

    name: str
    help: str
    default: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    valid: Callable[[str], bool] = lambda value: True


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One API version of a vendor, or the vendor as an account's options want it.

    `name` tells versions apart whose rate limits are counted apart. `check` raises where a vendor answers the
    probe with a failure that HTTP does not show. `writes` are the actions that the vendor takes. `behind` is
    where the body of an error says that it is not the vendor's own but of a system behind it. With
    `narrow` a 403 refuses the key itself unless its body holds that word. `attendance` is
    whether it tells which candidates did not come. `not_reported` are the facts it never tells, `assumed` what the
    vendor's documentation does not confirm, both in a reader's words.
    """

    auth: Auth
    rate: Rate
    resources: tuple[Resource, ...]
    probe: Request
    name: str = ""
    check: Callable[[Response], None] = lambda response: None
    behind: str = ""
    narrow: str = ""
    attendance: bool = False
    files: tuple[File, ...] = ()
    writes: tuple[Write, ...] = ()
    not_reported: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()

    def write(self, action: str) -> Write | None:
        return next((write for write in self.writes if write.action == action), None)

    def resource(self, name: str) -> Resource:
        return next(resource for resource in self.resources if resource.name == name)


@dataclass(frozen=True, kw_only=True)
class Connector:
    """A vendor. `profile` makes what an account's options ask for; what all accounts share is a constant."""

    vendor: str
    label: str
    code: str
    base_url: str
    profile: Callable[[Options], Profile]
    options: tuple[Option, ...] = ()
    webhook: Webhook | None = None


def by_option(name: str, profiles: Mapping[str, Profile]) -> Callable[[Options], Profile]:
    """Profiles by the value of an option; the first is the default."""
    default = next(iter(profiles))
    return lambda options: profiles[str(options.get(name) or default)]


def always(profile: Profile) -> Callable[[Options], Profile]:
    """The same whatever the options."""
    return lambda options: profile
