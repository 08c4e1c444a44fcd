"""The ways vendors let a list be walked: pure, one request at a time.

    first(path, params, size)   the request for the first page
    items(response)             the records on a page
    next(request, response)     the request for the page after it, or None at the end

A `Request` is also the checkpoint: kept as JSON, it is all that is needed to go on after a kill.
An answer of the wrong shape raises `GarbageAnswer`, naming what was expected and what came.
"""

from connectors.paging.messages import Paging, Request, Response, Walked
from connectors.paging.resume import ResumeTokens
from connectors.paging.walks import LinkHeader, NextUrl, PageNumbers, PageTokens, SinglePage

__all__ = [
    "LinkHeader",
    "NextUrl",
    "PageNumbers",
    "PageTokens",
    "Paging",
    "Request",
    "Response",
    "ResumeTokens",
    "SinglePage",
    "Walked",
]
