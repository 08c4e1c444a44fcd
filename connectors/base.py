"""The form a vendor fills in: how to sign in, which lists there are, what each makes of its records."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from connectors.auth import Auth
from connectors.mapping import Findings, Pick, Recipe, identity
from connectors.paging import Paging, Request
from connectors.rates import Rate
from connectors.signing import Signature


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, kw_only=True)
class Since:
    """How a list is asked for what changed since a moment: `Since(param="updated_at", form="gte|{}")`."""

    param: str
    form: str = "{}"

    def params(self, moment: datetime) -> tuple[tuple[str, str], ...]:
        return ((self.param, self.form.format(iso(moment))),)


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """How records are asked for by id: many at once by a parameter, or one by a path with `{id}`."""

    path: str
    param: str = ""
    batch: int = 1

    def request(self, remote_ids: list[str]) -> Request:
        if self.param:
            return Request(self.path, ((self.param, ",".join(remote_ids)),))
        return Request(self.path.format(id=remote_ids[0]))


@dataclass(frozen=True, kw_only=True)
class Companion:
    """Records of another list that belong to those on a page, asked for by the ids on it.

    `parent` is the field of the companion's record that names its owner. What an owner's answer no longer
    holds is gone.
    """

    resource: str
    lookup: Lookup
    parent: str


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One list of the vendor.

    The first recipe makes the main record; its kind and the raw id name the record in the tables. Without
    `since` every run reads the whole list. `optional` lists may be missing or forbidden at the vendor.
    `skip` tells rows that are no records.
    """

    name: str
    path: str
    paging: Paging
    makes: tuple[Recipe, ...]
    params: tuple[tuple[str, str], ...] = ()
    key: Pick = field(default_factory=lambda: identity("id"))
    since: Since | None = None
    lookup: Lookup | None = None
    companions: tuple[Companion, ...] = ()
    optional: bool = False
    skip: Callable[[Any], bool] = lambda raw: False
    page_size: int = 100

    @property
    def kind(self) -> str:
        return self.makes[0].kind

    @property
    def shared(self) -> frozenset[str]:
        """Kinds of which several raw records may make the same one: a step that moves to another stage."""
        within = [recipe for recipe in self.makes if recipe.each or recipe.kind != self.kind]
        return frozenset(recipe.kind for recipe in within if not recipe.owned)

    def first(self, since: datetime | None) -> Request:
        asked = self.since.params(since) if self.since and since else ()
        return self.paging.first(self.path, self.params + asked, self.page_size)

    def key_of(self, raw: Any) -> str | None:
        key: str | None = self.key(raw, Findings())
        return key


@dataclass(frozen=True, kw_only=True)
class Option:
    """An option of an account. Without `choices` any text will do."""

    name: str
    help: str
    default: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One API version of a vendor. `not_reported` are the facts it never tells, in a reader's words."""

    auth: Auth
    rate: Rate
    resources: tuple[Resource, ...]
    probe: Request
    not_reported: tuple[str, ...] = ()

    def resource(self, name: str) -> Resource:
        return next(resource for resource in self.resources if resource.name == name)


@dataclass(frozen=True, kw_only=True)
class Touched:
    """A record that a webhook names: it is asked for again at the vendor, whose answer alone counts.

    `gone` is the reason to bury it with if the vendor no longer has it; without one that is left to whoever
    names its end. `below` is the same for what hangs on it (a candidate's applications, their interviews);
    without one those are not asked for.
    """

    resource: str
    remote_id: str
    gone: str = ""
    below: str = ""


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """What a vendor sends by itself. `event` is the field of the body with the event's name, `event_id` the
    header with the number of the delivery. `touched` takes any JSON and names nothing where it knows nothing.
    """

    signature: Signature
    touched: Callable[[Any], Iterable[Touched]]
    event: str
    event_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Connector:
    """A vendor. `profiles` are keyed by the value of the option `version`."""

    vendor: str
    label: str
    code: str
    base_url: str
    profiles: Mapping[str, Profile]
    options: tuple[Option, ...] = ()
    version: str = "api_version"
    webhook: Webhook | None = None

    def profile(self, options: Mapping[str, Any]) -> Profile:
        default = next(iter(self.profiles))
        return self.profiles[str(options.get(self.version) or default)]
