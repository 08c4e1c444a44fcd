"""How vendors want to be shown who is calling. Data that a vendor file states; the client does the rest.

required            the credentials it needs, by name
missing(given)      those of them that are not there
headers(access)     the headers for a request; signs in first where a token is needed
renew(access, …)    after a refusal: get another token, once; False where there is none to get
"""

from connectors.auth.fixed import AnyOf, ApiKeyHeader, Basic, Bearer, TokenHeader
from connectors.auth.secrecy import budget_key, hide, secrets_of
from connectors.auth.signed_in import ClientCredentials, SignIn
from connectors.auth.tokens import Access, Auth, LoginRequest, MemoryTokens, Token, TokenStore

__all__ = [
    "Access",
    "AnyOf",
    "ApiKeyHeader",
    "Auth",
    "Basic",
    "Bearer",
    "ClientCredentials",
    "LoginRequest",
    "MemoryTokens",
    "SignIn",
    "Token",
    "TokenHeader",
    "TokenStore",
    "budget_key",
    "hide",
    "secrets_of",
]
