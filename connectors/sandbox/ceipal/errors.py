from connectors.sandbox.wire import Response, json_response

WORDS = {
    400: "Invalid parameters or filters.",
    401: "Please provide the access token.",
    403: "Your company access is temporarily disabled.",
    404: "Data not found.",
    410: "The resume token has expired.",
    429: "Request limit exceeded. Please try again later.",
}


class Refusal(Exception):
    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


def error(status: int, words: str = "") -> Response:
    return json_response({"message": words or WORDS.get(status, "Something went wrong.")}, status)


def refused(status: int, words: str = "") -> Refusal:
    return Refusal(error(status, words))
