"""How a file is shown while it is made, and how it is handed out: to coordinators and to learners alike."""

from urllib.parse import quote

from flask import Response, make_response, render_template, send_file
from flask.typing import ResponseReturnValue

from elearn.errors import NotFound
from elearn.reports.blueprint import bp
from elearn.reports.queries import FileView
from elearn.reports.rules import TYPES
from elearn.reports.shelf import shelf
from elearn.web import locale
from elearn.web.settings import settings

REFRESH_SECONDS = "2"


def waiting(found: FileView, target: str) -> ResponseReturnValue:
    """The page of a file, which asks again by itself until it is ready; `target` hands it out."""
    page = make_response(render_template("reports/file.html", file=found, target=target))
    if found.sha256 is None and not found.refused:
        page.status_code = 202
        page.headers["Refresh"] = REFRESH_SECONDS
    return page


def handed_out(found: FileView) -> Response:
    """Raises NotFound("report_file_unknown") for what is not made yet."""
    if found.sha256 is None:
        raise NotFound("report_file_unknown")
    path = shelf(settings().data).path(found.sha256)
    return sent(send_file(path, mimetype=TYPES[found.form]), found.name)


def sent(response: Response, name: str) -> Response:
    """As a file to save, kept by no cache."""
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.app_template_filter("file_size")
def file_size(size: int) -> str:
    """In kilobytes or megabytes of a thousand."""
    for unit, least in (("MB", 1_000_000), ("KB", 1_000)):
        if size >= least:
            return f"{locale.number(round(size / least, 1))} {unit}"
    return f"{size} B"
