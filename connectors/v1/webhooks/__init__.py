"""Endpoints and deliveries over the API, for keys with the scope “operations”."""
