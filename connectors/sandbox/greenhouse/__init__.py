"""Greenhouse Harvest v1 and v3 over one world. Written from the fact sheet alone; it shares no code
with the connector. What the sheet calls unconfirmed is a switch in `switches.py`."""
