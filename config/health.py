"""Is this process alive, and does it reach its database?"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse


def healthz(_request: HttpRequest) -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse(
            {"status": "down", "message": "The database does not answer."}, status=503
        )
    return JsonResponse({"status": "ok"})
