"""From a vendor's record to ours: recipes made of picks. Pure."""

from connectors.mapping.names import whole_name
from connectors.mapping.picks import (
    Findings,
    Pick,
    Raw,
    UnknownWord,
    day,
    derived,
    either,
    epoch,
    flag,
    identity,
    joined,
    link,
    number,
    preferred,
    refuse,
    text,
    when,
    words,
)
from connectors.mapping.recipes import Recipe

__all__ = [
    "Findings",
    "Pick",
    "Raw",
    "Recipe",
    "UnknownWord",
    "day",
    "derived",
    "either",
    "epoch",
    "flag",
    "identity",
    "joined",
    "link",
    "number",
    "preferred",
    "refuse",
    "text",
    "when",
    "whole_name",
    "words",
]
