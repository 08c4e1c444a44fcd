"""Files that a vendor keeps, whose addresses are worth nothing a while later."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of a candidate. The record in `resource` with the candidate's id is asked for anew, and `address` is
    where it says where the file lies. Only these `types` are passed on.
    """

    name: str
    resource: str
    address: str
    types: frozenset[str]
