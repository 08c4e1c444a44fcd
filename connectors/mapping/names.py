"""A person's name out of its parts."""

from django.utils.translation import gettext_noop

from candidates.names import full_name
from connectors.mapping.picks import Findings, Pick, Raw, paths_of


def whole_name(first: Pick, last: Pick) -> Pick:
    """Both as one name, in the order of its language: `Minji Kim`, `김민지`; None where there is neither."""

    def read(raw: Raw, findings: Findings) -> str | None:
        return full_name(first.read(raw, findings), last.read(raw, findings))

    return Pick(read, paths_of((first, last)), gettext_noop("first and last name, put together"))
