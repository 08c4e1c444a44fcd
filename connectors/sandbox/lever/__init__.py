"""Lever, as far as its answers were recorded."""
