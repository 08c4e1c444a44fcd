"""What a reader calls lists, settings and fields that are keys of ours or of a vendor."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

LISTS: dict[str, Text] = {
    "applications": _("applications"),
    "candidates": _("candidates"),
    "interviewers": _("panel seats"),
    "interviews": _("interviews"),
    "jobs": _("jobs"),
    "opportunities": _("opportunities"),
    "plans": _("interview plans"),
    "projects": _("projects"),
    "scorecards": _("scorecards"),
    "slots": _("plan slots"),
    "stages": _("stages"),
    "users": _("ATS users"),
}

SETTINGS: dict[str, Text] = {
    "api_key": _("API key"),
    "api_token": _("API token"),
    "client_id": _("Client ID"),
    "client_secret": _("Client secret"),
    "company": _("Company"),
    "email": _("E-mail address"),
    "login": _("Login"),
    "password": _("Password"),
    "signing_key": _("Signing key"),
    "token": _("Token"),
    "username": _("User name"),
    "webhook_secret": _("Webhook secret"),
    "api_version": _("API version"),
    "token_url": _("Address of the token"),
    "on_behalf_of": _("Acts on behalf of"),
    "interviews_path": _("Path of the interviews"),
    "interview_path": _("Path of one interview"),
    "signature_header": _("Header of the signature"),
    "company_id": _("Number of the company"),
    "read": _("Interviews are read from"),
    "role": _("Role of the login"),
    "time_zone": _("Time zone"),
    "integrated_account_id": _("Integrated account"),
    "per_candidate": _("Candidate by candidate"),
    "submission_field": _("Field of the application"),
    "applicant_field": _("Field of the candidate"),
    "job_field": _("Field of the job"),
    "round_field": _("Field of the round"),
    "mode_field": _("Field of the kind"),
    "date_field": _("Field of the date"),
    "from_field": _("Field of the start"),
    "to_field": _("Field of the end"),
    "zone_field": _("Field of the time zone"),
    "location_field": _("Field of the place"),
    "interviewers_field": _("Field of the interviewers"),
    "status_field": _("Field of the status"),
    "organizer_field": _("Field of the organizer"),
    "created_field": _("Field of the creation"),
    "modified_field": _("Field of the last change"),
}

FIELDS: dict[str, Text] = {
    "title": _("Title"),
    "kind": _("Kind"),
    "round": _("Round"),
    "application": _("Application"),
    "candidate": _("Candidate"),
    "job": _("Job"),
    "stage": _("Stage"),
    "organizer": _("Organizer"),
    "location": _("Place"),
    "meeting_url": _("Meeting link"),
    "start_at": _("Start"),
    "end_at": _("End"),
    "time_zone": _("Time zone"),
    "status": _("Status"),
    "vendor_status": _("Vendor's word"),
    "created_at": _("Created at the vendor"),
    "updated_at": _("Changed at the vendor"),
    "interviewers.id": _("Interviewers' ids"),
    "interviewers.name": _("Interviewers' names"),
    "interviewers.email": _("Interviewers' e-mail addresses"),
    "interviewers.response_status": _("Interviewers' answers"),
}


def list_name(resource: str) -> str:
    return str(LISTS.get(resource, resource))


def setting_name(key: str) -> str:
    return str(SETTINGS.get(key, key))


def field_name(field: str) -> str:
    return str(FIELDS.get(field, field))
