#!/usr/bin/env python
"""The hub's commands: manage.py help lists them."""

import importlib
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    module = os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        importlib.import_module(module)
    except ImproperlyConfigured as error:
        sys.exit(f"The hub did not start: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
