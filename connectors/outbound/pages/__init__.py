"""Pages of webhooks out, for administrators: endpoints, the log of deliveries, and sending again."""
