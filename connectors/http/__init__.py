"""The one door through which vendors are called."""

from connectors.http.client import Client
from connectors.http.guard import outside_transactions

__all__ = ["Client", "outside_transactions"]
