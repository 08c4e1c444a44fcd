"""RoundHR's error answers; no page shows one, so all of them are assumed."""

from connectors.sandbox.wire import Response, json_response

CODES = {
    400: ("bad_request", "잘못된 요청입니다."),
    401: ("unauthorized", "인증에 실패했습니다."),
    403: ("forbidden", "권한이 없습니다."),
    404: ("not_found", "존재하지 않는 리소스입니다."),
    409: ("conflict", "요청이 현재 상태와 충돌합니다."),
    422: ("unprocessable", "입력값을 확인해 주세요."),
    429: ("too_many_requests", "요청이 너무 많습니다."),
    500: ("internal_error", "서버 오류가 발생했습니다."),
    503: ("unavailable", "일시적으로 이용할 수 없습니다."),
}


class Refusal(Exception):
    """Ends the handling of a request with this answer."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def error(status: int, message: str = "") -> Response:
    code, text = CODES.get(status, ("error", "오류가 발생했습니다."))
    return json_response({"error": {"code": code, "message": message or text}}, status)


def refused(status: int, message: str = "") -> Refusal:
    return Refusal(error(status, message))
