"""What an account's own words mean: decided by a person, kept with the account, applied by replay."""

from django.db import transaction

from connectors.models import IntegratedAccount
from connectors.selectors.vendors import profile_of
from connectors.selectors.words import Table, tables_of

LONGEST = 200


class WordRefused(Exception):
    """The word cannot mean that; the text is a sentence that says why and what is valid, `field` what is at fault."""

    def __init__(self, why: str, field: str) -> None:
        super().__init__(why)
        self.field = field


def give_meaning(
    *, account: IntegratedAccount, resource: str, path: str, word: str, meaning: str | None
) -> None:
    """From the next reading on `word` means `meaning`; "" is nothing, None what the vendor file says."""
    table = table_at(account, resource, path)
    if not word or len(word) > LONGEST:
        raise WordRefused(f"A word of the vendor has 1 to {LONGEST} characters.", "word")
    if meaning and meaning not in table.choices:
        raise WordRefused(
            f"{table.field} cannot be “{meaning}”. Valid words: {', '.join(table.choices)}.",
            "meaning",
        )
    with transaction.atomic():
        kept = IntegratedAccount.objects.select_for_update().get(pk=account.pk)
        own = kept.words.setdefault(resource, {}).setdefault(path, {})
        if meaning is None:
            own.pop(word, None)
        else:
            own[word] = meaning
        kept.words = without_empty(kept.words)
        kept.save(update_fields=["words"])
    account.words = kept.words


def table_at(account: IntegratedAccount, resource: str, path: str) -> Table:
    tables = tables_of(profile_of(account))
    for table in tables:
        if (table.resource, table.path) == (resource, path):
            return table
    valid = ", ".join(f"{table.resource} {table.path}" for table in tables)
    raise WordRefused(f"No words are translated at {path} of {resource}. Valid: {valid}.", "path")


def without_empty(
    words: dict[str, dict[str, dict[str, str]]],
) -> dict[str, dict[str, dict[str, str]]]:
    kept = {
        resource: {path: own for path, own in paths.items() if own}
        for resource, paths in words.items()
    }
    return {resource: paths for resource, paths in kept.items() if paths}
