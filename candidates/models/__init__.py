from candidates.models.batch import Batch, BatchRow
from candidates.models.bulk_action import BulkAction, BulkActionRow
from candidates.models.candidate import Candidate, Project
from candidates.models.change import Change
from candidates.models.company import ApiKey, Company, KeyMinute, Membership, User
from candidates.models.document import Document
from candidates.models.evaluation import Comment, Evaluation, Veto
from candidates.models.failed_login import FailedLogin
from candidates.models.horizon import Horizon
from candidates.models.leased import Leased
from candidates.models.mail import Mail
from candidates.models.message_template import MessageTemplate
from candidates.models.mirrored import Mirrored, reported
from candidates.models.person import Distinct, Person
from candidates.models.session import UserSession
from candidates.models.team import ProjectRole, Share
from candidates.models.token import AccessToken

__all__ = [
    "AccessToken",
    "ApiKey",
    "Batch",
    "BatchRow",
    "BulkAction",
    "BulkActionRow",
    "Candidate",
    "Change",
    "Comment",
    "Company",
    "Distinct",
    "Document",
    "Evaluation",
    "FailedLogin",
    "Horizon",
    "KeyMinute",
    "Leased",
    "Mail",
    "Membership",
    "MessageTemplate",
    "Mirrored",
    "Person",
    "Project",
    "ProjectRole",
    "Share",
    "User",
    "UserSession",
    "Veto",
    "reported",
]
