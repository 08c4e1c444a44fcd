"""What OpenAPI says of this API."""

from candidates.api.described import CANDIDATE, COMPANY, PROJECT, told
from candidates.api.params import BATCH, CANDIDATES, CUSTOMERS, PAGING

ONE = (*CANDIDATE, "id")
MOVED = (
    "Answered with the candidate, who is moved or, if a vendor keeps them, under way: pending_move."
)
OWN = "Status and deadline, if sent, are ignored: they have actions of their own."
LIST = told(
    "list_project_candidates",
    "List candidates of a project",
    "ProjectCandidatePage",
    ids=PROJECT,
    query=CANDIDATES,
)
CREATE = told(
    "create_project_candidate",
    "Add a candidate",
    "ProjectCandidate",
    ids=PROJECT,
    body="ProjectCandidateBody",
    status=201,
    more=OWN,
)
OF_BATCH = (*PROJECT, "batch_id")
IMPORT = told(
    "import_project_candidates",
    "Add many candidates, and invite them",
    "Import",
    ids=PROJECT,
    body="ImportBody",
    status=201,
    later=202,
    more="Every row has its own outcome. More than 200 are answered with 202 and worked on after the answer.",
)
GET_IMPORT = told(
    "read_import", "Read an import", "Import", ids=OF_BATCH, query=BATCH, more="Rows by page."
)
UNDO_IMPORT = told(
    "undo_import",
    "Undo an import",
    "Import",
    ids=OF_BATCH,
    later=202,
    more="Whoever was touched since stays as they are.",
)
GET = told("read_project_candidate", "Read a candidate", "ProjectCandidate")
CHANGE = told(
    "change_project_candidate",
    "Change a candidate",
    "ProjectCandidate",
    body="ProjectCandidateChange",
    status=202,
    more=OWN,
)
DELETE = told("delete_project_candidate", "Delete a candidate", "", status=204)
DEADLINE = told(
    "set_deadline",
    "Set the deadline",
    "ProjectCandidate",
    body="DeadlineBody",
    status=202,
    more=MOVED,
)
ADVANCE = told(
    "advance_candidate",
    "Advance the status",
    "ProjectCandidate",
    body="Seen",
    status=202,
    more=MOVED,
)
SKIP = told(
    "skip_candidate",
    "Skip a candidate for good",
    "ProjectCandidate",
    body="Seen",
    status=202,
    more=MOVED,
)
REMIND = told(
    "remind_candidate",
    "Remind a candidate by mail",
    "ProjectCandidate",
    body="Seen",
    status=202,
    more=MOVED,
)
LIST_SHARES = told(
    "list_shares", "List with whom a candidate is shared", "CandidateSharePage", query=PAGING
)
SHARE = told(
    "share_candidate", "Share a candidate", "CandidateShare", body="CandidateShareBody", status=201
)
GET_SHARE = told("read_share", "Read a share", "CandidateShare", ids=ONE)
CHANGE_SHARE = told(
    "change_share",
    "Share with somebody else instead",
    "CandidateShare",
    ids=ONE,
    body="CandidateShareChange",
    status=202,
)
UNSHARE = told("delete_share", "Share no more", "", ids=ONE, status=204)
LIST_VETOS = told("list_vetos", "List vetos", "VetoPage", query=PAGING)
VETO = told(
    "veto_candidate",
    "Veto a candidate, which completes the evaluation",
    "Veto",
    body="VetoBody",
    status=201,
)
GET_VETO = told("read_veto", "Read a veto", "Veto", ids=ONE)
LIST_EVALUATIONS = told(
    "list_evaluations",
    "List evaluations",
    "EvaluationPage",
    query=PAGING,
    more="Evaluators see their own.",
)
EVALUATE = told(
    "begin_evaluation", "Begin your evaluation", "Evaluation", body="EvaluationBody", status=201
)
CHANGE_OWN = told(
    "change_own_evaluation",
    "Change or complete your evaluation",
    "Evaluation",
    body="EvaluationBody",
    status=202,
)
GET_EVALUATION = told("read_evaluation", "Read an evaluation", "Evaluation", ids=ONE)
CHANGE_EVALUATION = told(
    "change_evaluation",
    "Change or complete this evaluation of yours",
    "Evaluation",
    ids=ONE,
    body="EvaluationBody",
    status=202,
)
LIST_ROLES = told(
    "list_roles", "List the team of a project", "ProjectRolePage", ids=PROJECT, query=PAGING
)
ADD_ROLE = told(
    "add_role",
    "Add somebody to the team",
    "ProjectRole",
    ids=PROJECT,
    body="ProjectRoleBody",
    status=201,
)
GET_ROLE = told("read_role", "Read a role", "ProjectRole", ids=(*PROJECT, "id"))
CHANGE_ROLE = told(
    "change_role",
    "Change a role",
    "ProjectRole",
    ids=(*PROJECT, "id"),
    body="ProjectRoleChange",
    status=202,
)
END_ROLE = told("end_role", "Take somebody out of the team", "", ids=(*PROJECT, "id"), status=204)
LIST_PROJECTS = told(
    "list_projects",
    "List projects that you have a part in",
    "ProjectPage",
    ids=COMPANY,
    query=PAGING,
)
MAKE_PROJECT = told(
    "make_project",
    "Make a project",
    "Project",
    ids=COMPANY,
    body="ProjectBody",
    status=201,
    more="You are its interview manager.",
)
GET_PROJECT = told("read_project", "Read a project", "Project", ids=PROJECT)
GET_COMPANY = told("read_company", "Read your company", "Company", ids=COMPANY)
FIND_COMPANY = told("find_company", "Read your company by its identifier", "Company", ids=())
LIST_CUSTOMERS = told(
    "list_customers",
    "List the people of your company",
    "CustomerPage",
    ids=COMPANY,
    query=CUSTOMERS,
)
GET_CUSTOMER = told(
    "read_customer", "Read a person of your company", "Customer", ids=(*COMPANY, "id")
)
WHOAMI = told("who_am_i", "Read who you are, as a candidate", "CandidateThemself", ids=())
SIGN_IN = told(
    "sign_in", "Get a token for a password", "Token", ids=(), body="SignInBody", errors=(400, 405, 415, 429, 500),
    more="For people of the company, and for candidates who have set a password. The token dies after an hour of "
    "rest or after a day; with extended_expiration_period after that many days, rest or not.",
)  # fmt: skip
