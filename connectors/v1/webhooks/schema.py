"""What OpenAPI says of endpoints and deliveries."""

from candidates.statuses import Scope
from connectors.api.chapter import Chapter, number
from connectors.api.schema import IDEMPOTENCY_KEY
from connectors.v1.webhooks import examples
from connectors.v1.webhooks.catalogue import DELIVERIES, ENDPOINTS

WEBHOOKS = Chapter("Webhooks", Scope.OPERATIONS, Scope.OPERATIONS)
AT_ENDPOINT, AT_DELIVERY = number("endpoint", 7), number("delivery", 90311)
ENDPOINT = ("WebhookEndpoint", examples.ENDPOINT)
CREATED = ("WebhookEndpointCreated", examples.CREATED)
DELIVERY = ("WebhookDelivery", examples.DELIVERY)
LIST_ENDPOINTS = WEBHOOKS.listing(
    "list_webhook_endpoints",
    "List webhook endpoints",
    "Which systems are told of what.",
    ENDPOINTS,
    of=ENDPOINT,
)
READ_ENDPOINT = WEBHOOKS.reading(
    "read_webhook_endpoint", "Read one webhook endpoint", at=AT_ENDPOINT, of=ENDPOINT
)
CREATE_ENDPOINT = WEBHOOKS.asking(
    "create_webhook_endpoint",
    "Create a webhook endpoint",
    "It is told what happens from now on, signed as Standard Webhooks says. The secret is answered this once.",
    takes=("WebhookEndpointNew", examples.NEW),
    of=CREATED,
    success=201,
    also=[IDEMPOTENCY_KEY],
)
CHANGE_ENDPOINT = WEBHOOKS.asking(
    "change_webhook_endpoint",
    "Change, disable or enable a webhook endpoint",
    "What is not given stays. What waits for an endpoint that is disabled is given up, and may be replayed.",
    at=AT_ENDPOINT,
    takes=("WebhookEndpointChange", examples.CHANGE),
    of=ENDPOINT,
)
DELETE_ENDPOINT = WEBHOOKS.deleting(
    "delete_webhook_endpoint",
    "Delete a webhook endpoint",
    "With the log of its deliveries.",
    at=AT_ENDPOINT,
)
ROTATE = WEBHOOKS.asking(
    "rotate_webhook_secret",
    "Rotate the secret of a webhook endpoint",
    "Answers with a new secret, this once. For 24 hours the one before signs too.",
    at=AT_ENDPOINT,
    of=CREATED,
    also=[IDEMPOTENCY_KEY],
)
SEND_TEST = WEBHOOKS.asking(
    "test_webhook_endpoint",
    "Send a test event",
    "Queues the event webhook.test. 409 where the endpoint is disabled.",
    at=AT_ENDPOINT,
    of=DELIVERY,
    success=202,
    also=[IDEMPOTENCY_KEY],
)
REPLAY_DEAD = WEBHOOKS.asking(
    "replay_dead_webhooks",
    "Replay all that was given up",
    "Sends every dead letter of the endpoint again, under the ids they have. 409 where it is disabled.",
    at=AT_ENDPOINT,
    of=("WebhooksReplayed", examples.REPLAYED),
    success=202,
    also=[IDEMPOTENCY_KEY],
)
LIST_DELIVERIES = WEBHOOKS.listing(
    "list_webhook_deliveries",
    "List webhook deliveries",
    "What was told to whom in the last 30 days, and what waits.",
    DELIVERIES,
    of=DELIVERY,
)
READ_DELIVERY = WEBHOOKS.reading(
    "read_webhook_delivery",
    "Read one webhook delivery",
    at=AT_DELIVERY,
    of=("WebhookDeliveryWhole", examples.WHOLE),
)
REPLAY = WEBHOOKS.asking(
    "replay_webhook_delivery",
    "Replay a webhook delivery",
    "Sends it again, under the id it has. 409 where its endpoint is disabled, or it waits already.",
    at=AT_DELIVERY,
    of=DELIVERY,
    success=202,
    also=[IDEMPOTENCY_KEY],
)
