"""The interface's error table, and the exception that ends a request with one of its rows.

Clients match on the code, never on the text. What matters most about a code is whether it is *definite*: a
caller who sees a definite one may send again at once, so none may be used where the request could still happen.
"""

STATUS = {
    # What the client got wrong.
    "MALFORMED_REQUEST": 400,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "REQUEST_TOO_LARGE": 413,
    "REQUEST_TIMEOUT": 408,
    "NOT_FOUND": 404,
    "METHOD_NOT_ALLOWED": 405,
    # Who it is.
    "UNAUTHENTICATED": 401,
    "CHALLENGE_FAILED": 401,
    "SENDER_MISMATCH": 403,
    "SEQUENCER_SENDER_UNKNOWN": 403,
    "MEMBER_DISABLED": 403,
    # What cannot be done (now).
    "MAX_SEQUENCING_TIME_EXCEEDED": 409,
    "ACKNOWLEDGEMENT_AHEAD": 409,
    "UNSUPPORTED": 422,
    "SEQUENCER_OVERLOADED": 429,
    "SEQUENCER_UNAVAILABLE": 503,
    # Indefinite: it may have happened, or may yet.
    "SEQUENCING_UNKNOWN": 504,
    "INTERNAL": 500,
}


class Refused(Exception):
    """Ends the request with an error of the table. `message` is for people: what, why, what to do."""

    def __init__(self, code: str, message: str):
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = STATUS[code]
