"""Makes a believable account from a seed, a size and a day."""

from connectors.sandbox.greenhouse.seeding.build import build_world

__all__ = ["build_world"]
