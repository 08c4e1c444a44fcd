"""The schemas of the answers and bodies of this API, as JSON Schema."""

from candidates.api.import_components import IMPORTS
from candidates.api.shapes import (
    address,
    body,
    flag,
    listed,
    moment,
    number,
    page,
    record,
    ref,
    text,
)
from candidates.api.views.company import LANGUAGES
from candidates.evaluation_status import RATINGS, VETO_LONGEST, VETO_SHORTEST, EvaluationStatus
from candidates.problems import EXTRAS, REMOTE_EXTRAS
from candidates.statuses import CandidateStatus

NAMES = {
    "first_name": text("Given name."),
    "last_name": text("Family name."),
    "gender": text("mr, mrs or empty."),
    "email": text("Where invitations go."),
    "phone": text("Phone."),
    "address": text("Postal address."),
    "username": text("What they sign in with, beside the e-mail address. Once in a company."),
}
PARTNER_DATA = {
    "partner_data": {"type": "object", "description": "Whatever you like to keep beside them."}
}
PAPERS = {
    "photo": text("A file of a form, or a data URI; null takes it away."),
    "cv": text("A file of a form; null takes it away."),
}
NOT_HERE = {
    name: {"description": "Ignored: it has an action of its own."}
    for name in ("status", "deadline")
}
SELF = {"resource_uri": address("Its own address.")}
CUSTOMER = {"customer": address("The person.")}
STATUS = text(
    "As it is now: an invitation whose deadline is over is expired.",
    enum=[*CandidateStatus.values, None],
)
EVALUATIONS = [*EvaluationStatus.values]
MOVE = record(
    {
        "name": {"type": "string", "description": "advance, skip, set_deadline or remind."},
        "target": text("The status that it leads to; null where it stays.", enum=STATUS["enum"]),
        "blocked": {"type": "string", "description": "Why it is not possible now; empty if it is."},
    }
)
PENDING = record(
    {
        "name": {"type": "string", "description": "The move."},
        "state": {"type": "string", "description": "queued, refused, failed or unknown."},
        "asked": moment("When it was asked for."),
        "problem": {"type": "string", "description": "What stands against it."},
    }
)
PERSON = SELF | {
    "photo": address("The photo, as long as your token lives."),
    "cv": address("The CV, as long as your token lives."),
    **NAMES,
    "status": STATUS,
    "company": address("The company."),
    "project": address("The project."),
    "interview_key": text("The same at every look; opens nothing."),
    "invitationdate": moment("When they were invited."),
    "confirmationdate": moment("When they confirmed."),
    "interviewdate": moment("When they finished."),
    "deadline": moment("Until when they may finish."),
}
MOVES = {"allowed_moves": listed(MOVE, "What you may do, with the reason of what is blocked.")}
CANDIDATE = record(
    PERSON
    | {
        "created_by": address("Who made them."),
        "coordinator": address("Who looks after them: chosen here, else the project's."),
        "evaluation_status": text("How far the evaluators are.", enum=EVALUATIONS),
        "my_evaluation_status": text("Null for no evaluator.", enum=[*EVALUATIONS, None]),
        "activation_key": text("Opens the candidate's own door; for who may invite them."),
        **PARTNER_DATA,
        "shares": listed(ref("CandidateShare"), "For interview managers and administrators."),
        "interview_suite_url": address("The candidate's page in the hub."),
        "vendor": text("The vendor who keeps them; null if the hub does."),
        "vendor_status": text("The vendor's own word."),
        "pending_move": {"oneOf": [PENDING, {"type": "null"}]},
        **MOVES,
        "version": number("Send it back as If-Match or seen, and nobody is overtaken."),
    },
    "shares",
)
SEEN = {"seen": number("The version you have seen.", minimum=1)}
RATING = number("From poor to excellent.", minimum=RATINGS[0], maximum=RATINGS[-1])
PARTS = {
    "interview_manager": flag("Manages candidates."),
    "evaluator": flag("Evaluates candidates."),
    "reviewer": flag("Sees results; never together with evaluator."),
}
PERIOD = {"default_interview_period": number("Days to the deadline.", minimum=1, maximum=365)}
LANGUAGE = {"type": "string", "enum": [*LANGUAGES], "description": "Of mails."}
SCHEMAS = {
    "Refusal": {
        "type": "object",
        "properties": {"detail": {"type": "string", "description": "What is wrong."}, **EXTRAS, **REMOTE_EXTRAS},
        "additionalProperties": listed({"type": "string"}, "What is wrong with a field."),
        "description": "detail, or a list of sentences for each field at fault.",
    },
    "Overtaken": record({"detail": {"type": "string"}, "current": ref("ProjectCandidate"), **EXTRAS}, "current"),
    "ProjectCandidate": CANDIDATE,
    "ProjectCandidatePage": page("ProjectCandidate"),
    "ProjectCandidateBody": body(NAMES | PARTNER_DATA | PAPERS | NOT_HERE),
    "ProjectCandidateChange": body(
        NAMES
        | PARTNER_DATA
        | PAPERS
        | NOT_HERE
        | SEEN
        | {"password": text("Set by the candidate, and only by them.")}
    ),
    "Seen": body(SEEN),
    "DeadlineBody": body(
        SEEN | {"deadline": {"type": "string", "description": "ISO 8601 with a zone."}}, "deadline"
    ),
    "CandidateThemself": record(
        PERSON
        | MOVES
        | {
            "seconds_until_deadline": {"type": ["integer", "null"], "description": "0 when over."},
            "company": {"type": "object", "description": "Name, identifier and timezone."},
            "project": {"type": "object", "description": "Name and languages."},
        }
    ),
    "CandidateShare": record(SELF | CUSTOMER | {"candidate": address("The candidate.")}),
    "CandidateSharePage": page("CandidateShare"),
    "CandidateShareBody": body(CUSTOMER, "customer"),
    "CandidateShareChange": body(CUSTOMER),
    "Veto": record(
        SELF | CUSTOMER | {"candidate": address("The candidate."), "comment": text("Why."), "created": moment("When.")}
    ),
    "VetoPage": page("Veto"),
    "VetoBody": body(
        {"comment": {"type": "string", "minLength": VETO_SHORTEST, "maxLength": VETO_LONGEST}}, "comment"
    ),
    "Evaluation": record(
        SELF
        | CUSTOMER
        | {
            "candidate": address("The candidate."),
            "rating": RATING | {"type": ["integer", "null"]},
            "comment": text("What they think."),
            "completed": flag("It stays as it is then."),
            "updated": moment("When it was last changed."),
        }
    ),
    "EvaluationPage": page("Evaluation"),
    "EvaluationBody": body({"rating": RATING, "comment": text("What you think."), "completed": flag("True ends it.")}),
    "ProjectRole": record(SELF | CUSTOMER | PARTS),
    "ProjectRolePage": page("ProjectRole"),
    "ProjectRoleBody": body(CUSTOMER | PARTS, "customer", "interview_manager", "evaluator"),
    "ProjectRoleChange": body(PARTS),
    "Project": record(
        SELF
        | {
            "company": address("The company."),
            "name": text("Its name."),
            "status": text("active where it was made in the hub; else the vendor's word."),
            "internal_id": text("The vendor's id."),
            "language": text("Of mails."),
            "support_lang": text("Of mails."),
            **PERIOD,
            "creationdate": moment("When it was made."),
            "veto_enabled": flag("Whether evaluators may veto."),
            "interview_managers": listed({"type": "string", "format": "uri"}, "People."),
            "evaluators": listed({"type": "string", "format": "uri"}, "People."),
            "reviewers": listed({"type": "string", "format": "uri"}, "People."),
            "candidates": address("Its candidates."),
            "roles": address("Its team."),
        }
    ),
    "ProjectPage": page("Project"),
    "ProjectBody": body({"name": {"type": "string"}, "language": LANGUAGE} | PERIOD, "name"),
    "Company": record(
        SELF
        | {
            "name": text("Its name."),
            "identifier": text("Its slug."),
            "timezone": text("Where days begin and end."),
            "language": text("Of mails."),
            **PERIOD,
            "projects": address("Its projects."),
            "customers": address("Its people."),
            "features": listed({"type": "string"}, "What it may use."),
        }
    ),
    "Customer": record(
        SELF
        | {
            "company": address("The company."),
            "account_type": text("owner, admin, recruiter or hiring-manager."),
            "username": text("What they sign in with."),
            "first_name": text("Given name."),
            "last_name": text("Family name."),
            "email": text("E-mail address."),
            "preferred_language": text("What they read."),
        }
    ),
    "CustomerPage": page("Customer"),
    **IMPORTS,
    "Token": record({"token": {"type": "string", "description": "40 hexadecimal digits."}}),
    "SignInBody": body(
        {
            "username": {"type": "string", "description": "User name or e-mail address."},
            "password": {"type": "string"},
            "company": text("The company's identifier; may be left out if there is only one."),
            "extended_expiration_period": number("Days, rest or not.", minimum=1, maximum=30),
        },
        "username",
        "password",
    ),
}  # fmt: skip
