"""Fountain Hire: applicants with booked slots, two ways to page, dates without a year."""
