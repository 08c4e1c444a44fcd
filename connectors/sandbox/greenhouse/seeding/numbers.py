"""Ids that need more than 32 bits, as Greenhouse's do, growing with the date of creation."""

from random import Random

from connectors.sandbox.greenhouse.state import ID_STEP

USERS = 4_412_952_003
JOBS = 4_501_118_003
STAGES = 5_107_344_003
SLOTS = 5_628_615_003
CANDIDATES = 38_114_207_003
APPLICATIONS = 44_937_562_003
INTERVIEWS = 40_387_397_003
INTERVIEWERS = 61_250_433_003
DEPARTMENTS = 4_600_071_003
OFFICES = 4_700_052_003
SOURCES = 4_800_013_003
REJECTIONS = 4_900_007_003


class Sequence:
    """The same ids for the same seed on every day: a hub that meets the sandbox again tomorrow sees its
    records moved, not gone."""

    def __init__(self, base: int, seed: int) -> None:
        self._last = base
        self._rng = Random(f"ids/{base}/{seed}")

    def next(self) -> int:
        self._last += ID_STEP * (1 + int(self._rng.random() * 7))
        return self._last
