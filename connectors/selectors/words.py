"""Every word of a vendor that an account's records hold, how often, and what it became."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from connectors.base import Profile
from connectors.models import IntegratedAccount
from connectors.selectors.vendors import profile_of
from interviews.services.mirror import KINDS

VENDOR = "vendor_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A field whose words are translated: of which list and kind of record, read at `path`."""

    resource: str
    kind: str
    field: str
    path: str
    words: dict[str, str]
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A vendor's word; `meaning` is ours by now, "" for none. `own` says that this account gave it, `since` when the
    first of the records that hold it was first seen.
    """

    table: Table
    word: str
    count: int
    meaning: str
    own: bool
    since: datetime | None = None


def tables_of(profile: Profile) -> list[Table]:
    return [
        Table(
            resource=resource.name,
            kind=recipe.kind,
            field=name,
            path=pick.paths[0],
            words=dict(pick.table),
            choices=pick.choices,
        )
        for resource in profile.resources
        for recipe in resource.makes
        for name, pick in recipe.picks.items()
        if pick.table is not None and VENDOR + name in recipe.picks
    ]


def words_of(account: IntegratedAccount) -> list[Word]:
    """One statement for each field that is translated."""
    found: list[Word] = []
    for table in tables_of(profile_of(account)):
        own = account.words.get(table.resource, {}).get(table.path, {})
        rows = KINDS[table.kind].model.objects.filter(account=account, deleted_at=None)
        counts, since = {}, {}
        spoken = rows.exclude(**{VENDOR + table.field: None}).order_by()
        for word, number, first in spoken.values_list(VENDOR + table.field).annotate(
            number=Count("pk"), first=Min("created_at")
        ):
            counts[word], since[word] = number, first
        found += [
            Word(
                table=table,
                word=word,
                count=counts.get(word, 0),
                meaning=own.get(word, table.words.get(word, "")),
                own=word in own,
                since=since.get(word),
            )
            for word in sorted({*counts, *own}, key=lambda one: (-counts.get(one, 0), one))
        ]
    return found


def word_at(account: IntegratedAccount, resource: str, path: str, word: str) -> Word:
    """One, also where no record holds it and no meaning was given. Raises LookupError where no words are translated."""
    for found in words_of(account):
        if (found.table.resource, found.table.path, found.word) == (resource, path, word):
            return found
    for table in tables_of(profile_of(account)):
        if (table.resource, table.path) == (resource, path):
            meaning = table.words.get(word, "")
            return Word(table=table, word=word, count=0, meaning=meaning, own=False)
    raise LookupError(path)
