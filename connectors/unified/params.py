"""The query string of the unified interviews; a filter of the vendor's own is understood where it means one of ours."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.http import QueryDict

from connectors.api import params
from connectors.api.parameter import Parameter
from connectors.api.params import Given, Refusal
from connectors.unified.catalogue import REMOTE_FILTERS


def read(
    query: QueryDict,
    parameters: Sequence[Parameter],
    *,
    vendor: str | None,
    of_one: bool,
    required: Mapping[str, Sequence[str]],
) -> dict[str, Any]:
    """`{parameter: value}` of what was given. Raises BadParameters."""
    allowed = [each for each in parameters if each.of_one or not of_one]
    return params.read(
        translated(query, vendor),
        allowed,
        required=required,
        not_passed_on=not_passed_on(vendor, allowed),
    )


def translated(query: QueryDict, vendor: str | None) -> Iterator[Given]:
    ours = REMOTE_FILTERS.get(vendor or "", {})
    for given, texts in query.lists():
        remote = given.removeprefix("remote_query[").removesuffix("]")
        yield given, ours.get(remote, given) if remote != given else given, texts


def not_passed_on(vendor: str | None, allowed: Iterable[Parameter]) -> Refusal:
    ours = REMOTE_FILTERS.get(vendor or "", {})
    filters = [each.name for each in allowed if each.name.endswith(("_id", "_at", "status"))]
    understood = [f"remote_query[{name}]" for name in ours]
    return Refusal(
        "reading here asks our own rows, so nothing can be passed on to the vendor. Use the filters of this API.",
        (*filters, *understood),
    )
