"""The benchmark's settings with the plain list beside the product's doors."""

from tests.benchmarks.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.plain"
