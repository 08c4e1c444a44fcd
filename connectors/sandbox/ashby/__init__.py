"""Ashby: one POST for each method, reads included; schedules with their events, cursors and sync tokens."""
