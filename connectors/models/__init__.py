from connectors.models.account import IntegratedAccount, RateBudget
from connectors.models.delivery import Delivery
from connectors.models.issue import Issue
from connectors.models.sync import ListedPage, RemoteRecord, SyncRun, SyncState
from connectors.models.worker import WorkerHeartbeat
from connectors.models.writeback import WriteBack

__all__ = [
    "Delivery",
    "IntegratedAccount",
    "Issue",
    "ListedPage",
    "RateBudget",
    "RemoteRecord",
    "SyncRun",
    "SyncState",
    "WorkerHeartbeat",
    "WriteBack",
]
