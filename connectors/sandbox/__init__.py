"""The vendor sandbox: every vendor's API, faithful to its fact sheet, without an account anywhere.

It is written from the sheets alone and shares no code with the connectors.
"""

from connectors.sandbox.faults import FAULTS, BadFault, parse_fault
from connectors.sandbox.sandbox import Logged, Sandbox
from connectors.sandbox.spoiling import MISSING

__all__ = ["FAULTS", "MISSING", "BadFault", "Logged", "Sandbox", "parse_fault"]
