from connectors.models.account import IntegratedAccount, RateBudget
from connectors.models.delivery import Delivery
from connectors.models.idempotency import IdempotencyKey
from connectors.models.issue import Issue
from connectors.models.outbound import OutboundAttempt, OutboundDelivery, WebhookEndpoint
from connectors.models.sync import ListedPage, RemoteRecord, SyncRun, SyncState
from connectors.models.text import InterviewText
from connectors.models.worker import WorkerHeartbeat
from connectors.models.writeback import WriteBack

__all__ = [
    "Delivery",
    "IdempotencyKey",
    "IntegratedAccount",
    "InterviewText",
    "Issue",
    "ListedPage",
    "OutboundAttempt",
    "OutboundDelivery",
    "RateBudget",
    "RemoteRecord",
    "SyncRun",
    "SyncState",
    "WebhookEndpoint",
    "WorkerHeartbeat",
    "WriteBack",
]
