"""What DRVN prints: `id` first, then the keys in alphabetical order."""

from typing import Any

from connectors.sandbox.drvn.records import Interview, Job, JobDriver, Switches, User
from connectors.sandbox.times import iso

COMPANY_ID = 311
COMPANY = {
    "id": COMPANY_ID,
    "address": "12 Hollow Quay, Bristol",
    "country": "GBR",
    "currency": "GBP",
    "license_number": "OK0000000",
    "name": "Example Haulage Ltd",
    "state": "verified",
}


def interview(row: Interview, switches: Switches) -> dict[str, Any]:
    return {
        "id": row.id,
        "amend_end_at": iso(row.amend_end),
        "amend_start_at": iso(row.amend_start),
        "amended_by": row.amended_by,
        "end_at": iso(row.end),
        "interviewee": interviewee(row.application, switches),
        "interviewee_id": row.application.id,
        "interviewer": {
            "id": row.interviewer.id,
            "contact_phone_number": row.interviewer.contact_phone,
            "image": None,
            "title": row.interviewer.title,
        },
        "interviewer_id": row.interviewer.id,
        "kind": row.kind,
        "location": row.location,
        "start_at": iso(row.start),
        "status": row.status,
    }


def interviewee(row: JobDriver, switches: Switches) -> dict[str, Any]:
    return {
        "id": row.id,
        **({"currency": "GBP"} if switches.currency_shown else {}),
        "driver": {
            "id": row.driver.id,
            "image": None,
            "phone_number": row.driver.phone,
            "title": row.driver.title,
        },
        "kind": row.kind,
        "updated_at": iso(row.updated),
    }


def nested_interview(row: Interview, switches: Switches) -> dict[str, Any]:
    """Inside an application it names interviewee and interviewer by id alone."""
    whole = interview(row, switches)
    return {key: value for key, value in whole.items() if key not in ("interviewee", "interviewer")}


def application(row: JobDriver, switches: Switches) -> dict[str, Any]:
    """As `GET /job_drivers` has it."""
    currency = {"currency": "GBP"} if switches.currency_shown else {}
    return {
        "id": row.id,
        **currency,
        "interviews": [nested_interview(one, switches) for one in row.interviews],
        "job": {**job(row.job), **currency},
        "kind": row.kind,
        "kind_updated_by": row.kind_updated_by,
        "last_contract": None,
    }


def job(row: Job) -> dict[str, Any]:
    return {
        "id": row.id,
        "company": {"id": COMPANY_ID, "image": None, "name": COMPANY["name"]},
        "end_date": row.end_date,
        "job_type": row.job_type,
        "number": row.number,
        "postcode": row.postcode,
        "published_at": iso(row.published),
        "start_date": row.start_date,
        "title": row.title,
    }


def job_driver(row: JobDriver, switches: Switches) -> dict[str, Any]:
    """As `GET /jobs/:id/job_drivers` has it: the person, and no interviews."""
    financial = {"financial_company_id": None} if switches.financial_company_shown else {}
    return {
        "id": row.id,
        "chat_id": row.id + 5000,
        "contract": None,
        "driver": {
            "id": row.driver.id,
            **financial,
            "first_name": row.driver.first_name,
            "last_name": row.driver.last_name,
            "profile_id": row.driver.id + 200,
            "referral_code": f"REF{row.driver.id}",
        },
        "kind": row.kind,
        "started_at": None,
        "updated_at": iso(row.updated),
        "wage": {"amount": "36.88", "type": "fixed"},
    }


def signed_in(row: User) -> dict[str, Any]:
    return {
        "id": row.id,
        "company": COMPANY,
        "contact_phone_number": row.contact_phone,
        "email": row.email,
        "financial_company_id": None,
        "first_name": row.first_name,
        "job_position": None,
        "last_name": row.last_name,
        "phone_number": row.phone,
        "profile_id": row.id + 200,
        "role": row.role,
    }
