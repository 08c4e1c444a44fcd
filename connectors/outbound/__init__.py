"""Webhooks out: other systems are told what changes here, signed as Standard Webhooks says.

Changes are the outbox: they are written in the transaction of what they tell. A fan-out reads on from where it
was and writes one delivery for each endpoint that wants to know; whoever sends takes a lease.
"""
