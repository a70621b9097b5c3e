"""Files of courses: by digest, for ever the same, and harmless wherever they come from."""

from flask import Response, request, send_file
from flask.typing import ResponseReturnValue

from elearn.permissions import Permission
from elearn.publishing import queries
from elearn.publishing.blueprint import bp
from elearn.storage.files import Files
from elearn.web.guard import needs
from elearn.web.packing import packed
from elearn.web.settings import settings
from elearn.web.transaction import reading

DRAWING = "image/svg+xml"
"""Text, so that it is sent in a fifth of its bytes."""
SHOWN = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/avif",
        DRAWING,
        "audio/mpeg",
        "audio/ogg",
        "video/mp4",
        "video/webm",
        "text/vtt",
    }
)
"""What a browser may show within a page; every other type is downloaded."""

FOREVER_SECONDS = 365 * 24 * 3600
POLICY = "sandbox; default-src 'none'"


@bp.get("/media/<sha256>/<name>")
@needs(Permission.PUBLIC)
def media(sha256: str, name: str) -> ResponseReturnValue:
    """A published file under the digest of its bytes."""
    found = queries.media(reading(), sha256)
    shown = found.mime in SHOWN and "download" not in request.args
    response = send_file(
        Files.of(settings().data).path(sha256).resolve(),
        mimetype=found.mime,
        as_attachment=not shown,
        download_name=name,
        etag=sha256,
        max_age=FOREVER_SECONDS,
        conditional=True,
    )
    return _harmless(packed(response) if shown and found.mime == DRAWING else response)


def _harmless(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = f"public, max-age={FOREVER_SECONDS}, immutable"
    return response
