"""Compresses an answer on its way. Only for what is long, is no one person's own and has no token in it: where a secret
is compressed beside what somebody else has typed, the length tells of the secret."""

import gzip
from http import HTTPStatus

from flask import Response, request

LEVEL = 6


def packed(response: Response) -> Response:
    """The same answer, compressed where it is whole and the browser takes that; by its weak ETag both are the same."""
    response.vary.add("Accept-Encoding")
    if response.status_code != HTTPStatus.OK or not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    response.set_data(gzip.compress(response.get_data(), LEVEL))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Accept-Ranges", None)
    tag, _ = response.get_etag()
    if tag is not None:
        response.set_etag(tag, weak=True)
    return response
