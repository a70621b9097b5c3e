"""`/author/check`: a trainer drops a course or a file and sees its problems and its pages. Nothing is stored."""

import tempfile
from pathlib import Path
from typing import IO

from flask import render_template, request
from flask.typing import ResponseReturnValue

from elearn.errors import Invalid, Refusal
from elearn.extensions import limiter
from elearn.permissions import Permission
from elearn.publishing import check_page, compiling, drafts, slots
from elearn.publishing.blueprint import bp
from elearn.publishing.check_page import CheckPage
from elearn.web.guard import actor, needs
from elearn.web.locale import language
from elearn.web.refusals import REFUSALS
from elearn.web.settings import settings

CHECKS = "12 per minute"


@bp.get("/author/check")
@needs(Permission.AUTHOR)
def check_form() -> ResponseReturnValue:
    """Where a file is dropped."""
    return render_template("publishing/check.html", page=None, refused=None)


@bp.post("/author/check")
@needs(Permission.AUTHOR)
@limiter.limit(CHECKS, key_func=lambda: f"check:{actor().person_id}")
def check() -> ResponseReturnValue:
    """The answer is the page itself: there is nothing to come back to."""
    upload = request.files.get("file")
    try:
        if upload is None or not upload.filename:
            raise Invalid("draft.none")
        page = _checked(upload.filename, upload.stream)
    except Refusal as refusal:
        return render_template("publishing/check.html", page=None, refused=_words(refusal)), refusal.status
    return render_template("publishing/check.html", page=page, refused=None, playable=slots.playable_kinds.call())


def _words(refusal: Refusal) -> tuple[str, str]:
    """What happened, and what to do."""
    what, do = (str(part).format_map(refusal.details) for part in REFUSALS[refusal.code])
    return what, do


def _checked(filename: str, content: IO[bytes]) -> CheckPage:
    name = filename.replace("\\", "/").rpartition("/")[2][:120]
    with tempfile.TemporaryDirectory(prefix="elearn-check-") as folder:
        received, out = Path(folder, "received"), Path(folder, "out")
        received.mkdir()
        out.mkdir()
        draft = drafts.lay_out(name, content, received, settings().courses / drafts.LEDGER)
        return check_page.gather(draft, compiling.compile_folder(draft.root, out, language()))
