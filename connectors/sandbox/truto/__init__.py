"""Truto's unified ATS API: one token, an integrated account per vendor behind it."""
