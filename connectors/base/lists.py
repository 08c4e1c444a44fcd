"""Lists of a vendor: how they are walked, asked for by id, and what is made of their records."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import quote

from connectors.mapping import Findings, Pick, Recipe, identity
from connectors.paging import Paging, Request, Response

ISO = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, kw_only=True)
class Since:
    """How a list is asked for what changed since a moment: `Since(param="updated_at", form="gte|{}")`.

    `style` is how the vendor writes a moment, `zone` the one it reads it in. With `token` the vendor is not
    asked by moment but with the token that the last complete listing ended with (`Paging.resume_token`).
    """

    param: str
    form: str = "{}"
    style: str = ISO
    zone: tzinfo = UTC
    token: bool = False

    def params(self, since: datetime | str) -> tuple[tuple[str, str], ...]:
        told = since if isinstance(since, str) else since.astimezone(self.zone).strftime(self.style)
        return ((self.param, self.form.format(told)),)


@dataclass(frozen=True, kw_only=True)
class Per:
    """A list that has to be asked for once for each record of another list, or for `batch` of them at once; or
    once for each of some `values`.

    The other record's id stands in the list's path as `{parent}`, or goes into the query as `param`, or into a
    posted body as `field`. `named` is the key under which it is put into the raw record, for vendors whose
    record does not say where it belongs. With `changed_only` an incremental run asks only for those whose
    record was new or changed since.
    """

    resource: str = ""
    values: tuple[str, ...] = ()
    param: str = ""
    field: str = ""
    batch: int = 1
    named: str = ""
    changed_only: bool = False

    def of(self, request: Request, parents: list[str]) -> Request:
        request = replace(request, path=placed(request.path, parent=parents[0]))
        if self.param:
            return request.having(**{self.param: ",".join(parents)})
        if self.field:
            asked = parents[0] if self.batch == 1 else parents
            body = {**(request.body or {}), self.field: asked}
            return replace(request, method="POST", body=body, reads=True)
        return request


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What the record of another list, which `by` names, holds for the records of this one: these `fields` of it
    are put into the raw record under `named` (the evaluators of a project, for each of its candidates).
    """

    resource: str
    by: Pick
    named: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """How records are asked for by id: many at once by a parameter, or one by a path with `{id}` or by the
    `field` of a posted body.

    `record` is where the one record stands in its answer. `parent` is the field of our record that fills
    `{parent}` in the path. With `by_parent` the vendor knows no question by id: all records of the parent are
    asked for, by `param`, `field` or path, and those wanted are among them. With `listed` it knows no question
    but the list, which is read to its end. `check` raises NotFound where the
    vendor says with success that there is no such record.
    """

    path: str
    param: str = ""
    field: str = ""
    batch: int = 1
    record: str = ""
    parent: str = ""
    by_parent: bool = False
    listed: bool = False
    check: Callable[[Response], None] = lambda response: None

    @property
    def many(self) -> bool:
        """Whether an answer is a list."""
        return bool(self.param) or self.by_parent or (bool(self.field) and self.batch > 1)

    def request(self, remote_ids: list[str], parent: str = "") -> Request:
        wanted = [parent] if self.by_parent else remote_ids
        path = placed(self.path, id=wanted[0], parent=parent)
        if self.param:
            return Request(path, ((self.param, ",".join(wanted)),))
        if self.field:
            asked = wanted if self.batch > 1 else wanted[0]
            return Request(path, method="POST", body={self.field: asked}, reads=True)
        return Request(path)


def placed(path: str, **ids: str) -> str:
    """Ids in a path, where one may hold any character."""
    for name, value in ids.items():
        path = path.replace("{" + name + "}", quote(value, safe=""))
    return path


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
    `since` every run reads the whole list. `optional` lists may be missing or forbidden at the vendor;
    `assumed` ones are documented nowhere: without them the records known are asked for by id, and webhooks
    bring new ones. `empty_if_missing` are the words that come with 404 for a list without entries. `partial` is
    where an answer says that it does not hold everything, so that nothing is concluded from absence.
    `unfold` takes the records out of an entry; `skip` tells entries that are no records. `elapsing` statuses
    follow the clock: scheduled becomes awaiting feedback when the interview is over.
    """

    name: str
    path: str
    paging: Paging
    makes: tuple[Recipe, ...]
    params: tuple[tuple[str, str], ...] = ()
    key: Pick = field(default_factory=lambda: identity("id"))
    since: Since | None = None
    per: Per | None = None
    beside: Beside | None = None
    lookup: Lookup | None = None
    companions: tuple[Companion, ...] = ()
    optional: bool = False
    assumed: bool = False
    empty_if_missing: str = ""
    partial: str = ""
    unfold: Callable[[Any], Iterable[Any]] | None = None
    skip: Callable[[Any], bool] = lambda raw: False
    elapsing: bool = False
    page_size: int = 100

    @property
    def kind(self) -> str:
        """Of the main record; "" for a list that is read for the sake of others only."""
        return self.makes[0].kind if self.makes else ""

    @property
    def shared(self) -> frozenset[str]:
        """Kinds of which several raw records may make the same one: a step that moves to another stage."""
        within = [recipe for recipe in self.makes if recipe.each or recipe.kind != self.kind]
        return frozenset(recipe.kind for recipe in within if not recipe.owned)

    def first(self, since: datetime | str | None, parents: Iterable[str] = ()) -> Request:
        """The first page of the whole list, or of what changed since a moment or a resume token."""
        asked = self.since.params(since) if self.since and since else ()
        request = self.paging.first(self.path, self.params + asked, self.page_size)
        return self.per.of(request, list(parents)) if self.per else request

    def records(self, response: Response, parents: Iterable[str] = ()) -> list[Any]:
        """The raw records of a page."""
        return self.raws(self.paging.items(response), parents)

    def raws(self, found: list[Any], parents: Iterable[str] = ()) -> list[Any]:
        """The raw records in entries of the list."""
        if self.unfold is not None:
            found = [raw for entry in found for raw in self.unfold(entry)]
        if self.per and self.per.named:
            name, parent = self.per.named, next(iter(parents), "")
            found = [{**raw, name: parent} if isinstance(raw, dict) else raw for raw in found]
        return found

    def key_of(self, raw: Any) -> str | None:
        key: str | None = self.key.read(raw, Findings())
        return key
