from candidates.models.batch import Batch, BatchRow
from candidates.models.bulk_action import ManyAtOnce, OneOfMany
from candidates.models.candidate import Candidate, Project
from candidates.models.change import Change
from candidates.models.company import ApiKey, Company, KeyMinute, Membership, User
from candidates.models.document import Document
from candidates.models.evaluation import Comment, Evaluation, Veto
from candidates.models.failed_login import Guess
from candidates.models.horizon import Horizon
from candidates.models.leased import Leased
from candidates.models.mail import Mail
from candidates.models.message_template import MessageTemplate
from candidates.models.mirrored import Mirrored, reported
from candidates.models.person import Distinct, Person
from candidates.models.session import Sitting
from candidates.models.team import ProjectRole, Share
from candidates.models.token import AccessToken

__all__ = [
    "AccessToken",
    "ApiKey",
    "Batch",
    "BatchRow",
    "Candidate",
    "Change",
    "Comment",
    "Company",
    "Distinct",
    "Document",
    "Evaluation",
    "Guess",
    "Horizon",
    "KeyMinute",
    "Leased",
    "Mail",
    "ManyAtOnce",
    "Membership",
    "MessageTemplate",
    "Mirrored",
    "OneOfMany",
    "Person",
    "Project",
    "ProjectRole",
    "Share",
    "Sitting",
    "User",
    "Veto",
    "reported",
]
