"""Ashby's records. Some fields are absent where they are empty, others null."""

from typing import Any

from connectors.sandbox.ashby.records import (
    Application,
    Candidate,
    Event,
    Job,
    Plan,
    Schedule,
    Stage,
    Template,
    User,
)
from connectors.sandbox.times import iso


def user(row: User) -> dict[str, Any]:
    return {
        "id": row.id,
        "firstName": row.first_name,
        "lastName": row.last_name,
        "email": row.email,
        "globalRole": "Limited Access",
        "isEnabled": row.enabled,
        "updatedAt": iso(row.updated),
    }


def stage(row: Stage) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "type": row.kind,
        "orderInInterviewPlan": row.position,
        "interviewStageGroupId": None,
        "interviewPlanId": row.plan_id,
    }


def plan(row: Plan) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "isArchived": False,
        "createdAt": iso(row.created),
        "updatedAt": iso(row.updated),
    }


def job(row: Job) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "confidential": False,
        "status": row.status,
        "employmentType": "FullTime",
        "locationId": None,
        "departmentId": None,
        "defaultInterviewPlanId": row.plan.id,
        "interviewPlanIds": [row.plan.id],
        "jobPostingIds": [],
        "customFields": [],
        "hiringTeam": [],
        "customRequisitionId": None,
        "createdAt": iso(row.created),
        "updatedAt": iso(row.updated),
    }


def template(row: Template) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "id": row.id,
        "title": row.title,
        "isArchived": row.archived,
        "isDebrief": row.title == "Debrief",
        "isFeedbackRequired": row.title != "Debrief",
        "instructionsHtml": None,
        "feedbackFormDefinitionId": row.id,
    }
    return {**shape, "jobId": row.job.id} if row.job else shape


def candidate(row: Candidate) -> dict[str, Any]:
    email = {"value": row.email, "type": "Personal", "isPrimary": True}
    shape: dict[str, Any] = {
        "id": row.id,
        "name": row.name,
        "createdAt": iso(row.created),
        "updatedAt": iso(row.updated),
        "primaryEmailAddress": email,
        "emailAddresses": [email],
        "phoneNumbers": [],
        "socialLinks": [],
        "tags": [],
        "applicationIds": [],
        "fileHandles": [],
        "customFields": [],
        "profileUrl": f"https://app.ashbyhq.com/candidates/{row.id}",
        "source": None,
        "creditedToUser": None,
        "timezone": None,
        "fraudStatus": None,
    }
    if row.phone:
        phone = {"value": row.phone, "type": "Personal", "isPrimary": True}
        shape |= {"primaryPhoneNumber": phone, "phoneNumbers": [phone]}
    return shape


def application(row: Application) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "id": row.id,
        "createdAt": iso(row.created),
        "updatedAt": iso(row.updated),
        "status": row.status,
        "candidate": {"id": row.candidate.id, "name": row.candidate.name},
        "currentInterviewStage": stage(row.stage),
        "source": None,
        "archiveReason": None,
        "job": {"id": row.job.id, "title": row.job.title},
        "creditedToUser": None,
        "hiringTeam": [],
        "customFields": [],
    }
    return {**shape, "archivedAt": iso(row.updated)} if row.status == "Archived" else shape


def event(row: Event, schedule_id: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "interviewId": row.template.id,
        "interviewScheduleId": schedule_id,
        "interviewerUserIds": [one.id for one in row.panel],
        "interviewers": [
            {
                **user(one),
                "trainingRole": None,
                "interviewerPool": None,
                "isFeedbackRequired": True,
            }
            for one in row.panel
        ],
        "createdAt": iso(row.created),
        "updatedAt": iso(row.updated),
        "startTime": iso(row.start),
        "endTime": iso(row.end),
        "feedbackLink": f"https://app.ashbyhq.com/interview-briefings/{row.id}/feedback",
        "location": row.location,
        "meetingLink": row.link,
        "interviewerCalendarEventId": None,
        "hasSubmittedFeedback": row.has_feedback,
        "notetakerTranscriptId": None,
        "extraData": row.extra,
    }


def schedule(row: Schedule) -> dict[str, Any]:
    return {
        "id": row.id,
        "status": row.status,
        "applicationId": row.application.id,
        "interviewStageId": row.stage.id,
        "scheduledBy": user(row.by) if row.by else None,
        "createdAt": iso(row.created),
        "updatedAt": iso(row.updated),
        "interviewEvents": [event(one, row.id) for one in row.events],
    }
