"""The product's settings, but for what a benchmark has to hold still."""

from config.settings import *  # noqa: F403

DEBUG = False
WHOLE_LISTS = 0  # an incremental sync is one at every size
