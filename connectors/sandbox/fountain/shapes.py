"""Fountain's records. A slot's times have no year unless the account writes them in ISO 8601."""

from datetime import timedelta
from typing import Any

from connectors.sandbox.fountain.records import Applicant, Funnel, Slot, Stage, User
from connectors.sandbox.times import iso, to_datetime

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local(ms: int, offset: int) -> str:
    """`2026-05-02T09:00:00.000-07:00`"""
    moment = to_datetime(ms) + timedelta(hours=offset)
    sign = "-" if offset < 0 else "+"
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000{sign}{abs(offset):02d}:00"


def written(ms: int, slot: Slot, dates: str) -> str:
    """`Fri, Jun 05 @ 6:36am PDT`, or without the space behind the @, or ISO 8601."""
    if dates == "iso":
        return local(ms, slot.offset)
    moment = to_datetime(ms) + timedelta(hours=slot.offset)
    space = " " if dates == "spaced" else ""
    hour = f"{moment.hour % 12 or 12}:{moment:%M}{'am' if moment.hour < 12 else 'pm'}"
    day = f"{DAYS[moment.weekday()]}, {MONTHS[moment.month - 1]} {moment.day:02d}"
    return f"{day} @{space}{hour} {slot.zone}"


def slot(row: Slot, dates: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "start_time": written(row.start, row, dates),
        "end_time": written(row.end, row, dates),
        "location": row.location,
        "recruiter": row.recruiter.name,
        "instructions": "",
        "showed_up": row.showed_up,
        "stage_title": row.stage.title,
        "booked_time": local(row.booked, row.offset),
    }


def applicant(row: Applicant) -> dict[str, Any]:
    return {
        "id": row.id,
        "email": row.email,
        "name": f"{row.first_name} {row.last_name}",
        "first_name": row.first_name,
        "last_name": row.last_name,
        "phone_number": row.phone,
        "is_duplicate": False,
        "rejection_reason": None,
        "on_hold_reason": None,
        "data": {},
        "created_at": iso(row.created),
        "updated_at": iso(row.updated),
        "last_transitioned_at": iso(row.updated),
        "funnel": {"id": row.funnel.id, "title": row.funnel.title, "custom_id": None},
        "stage": {"id": row.stage.id, "title": row.stage.title},
        "addresses": [],
        "background_checks": [],
        "document_signatures": [],
        "labels": [],
    }


def stage(row: Stage) -> dict[str, Any]:
    return {"id": row.id, "title": row.title, "type": row.type}


def funnel(row: Funnel) -> dict[str, Any]:
    return {
        "id": row.id,
        "custom_id": None,
        "title": row.title,
        "address": "",
        "time_zone": row.zone,
        "description": "",
        "requirements": "",
        "fields": [],
        "stages": [stage(one) for one in row.stages],
        "is_private": False,
        "active": row.active,
        "location": {"id": row.id, "name": row.title},
    }


def user(row: User) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "email": row.email}
