"""A candidate's moves as JSON."""

from typing import Any

from candidates.ports import VendorWork
from candidates.transitions import Choice
from connectors.json_values import instant
from connectors.v1.moves.selection import Found


def moves(found: Found) -> dict[str, Any]:
    row = found.candidate
    return {
        "candidate_id": row.pk,
        "remote_id": row.remote_id,
        "integrated_account_id": str(row.account.uuid) if row.account else None,
        "status": found.status,
        "vendor_status": row.vendor_status,
        "deadline": instant(row.deadline),
        "version": row.version,
        "moves": [move(one) for one in found.choices],
        "asked": asked(found.work) if found.work else None,
    }


def move(one: Choice) -> dict[str, Any]:
    return {
        "name": one.name,
        "target": str(one.target) if one.target else None,
        "blocked": str(one.blocked) or None,
    }


def asked(work: VendorWork) -> dict[str, Any]:
    return {
        "name": work.name,
        "state": work.state,
        "asked_at": instant(work.asked_at),
        "problem": work.problem or None,
    }
