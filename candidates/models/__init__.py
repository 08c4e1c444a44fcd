from candidates.models.candidate import Candidate, Project
from candidates.models.change import Change
from candidates.models.company import ApiKey, Company, Membership, User
from candidates.models.mirrored import Mirrored, reported

__all__ = [
    "ApiKey",
    "Candidate",
    "Change",
    "Company",
    "Membership",
    "Mirrored",
    "Project",
    "User",
    "reported",
]
