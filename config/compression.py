"""Long answers of the API's doors are sent as gzip to whoever takes it.

Pages are not: they hold CSRF tokens beside what a visitor brings, which BREACH reads from lengths. What the API
answers is only for who sends a key in a header, which no other site can have a browser do; sign-in answers with
nothing but a token, so it stays as it is.
"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

DOORS = ("/api/v1/", "/api/v3/", "/unified/", "/api/schema/")
SHORTEST = 1000


class ApiGZip(GZipMiddleware):
    """A tag that was strong is weak then (`W/"…"`), which If-None-Match and If-Match take as well."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        is_long = isinstance(response, HttpResponse) and len(response.content) >= SHORTEST
        if not is_long or not request.path.startswith(DOORS):
            return response
        return super().process_response(request, response)
