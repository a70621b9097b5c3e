"""A person's certificates and their papers, and the page where anyone checks one."""

import hashlib
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn import clock
from elearn.certificates import queries, rules, service, template
from elearn.certificates.issuing import Issuer
from elearn.certificates.queries import CertificateView
from elearn.errors import NotFound
from elearn.extensions import limiter
from elearn.people.queries import paper_names
from elearn.permissions import Permission
from elearn.storage.files import Files
from elearn.web.guard import actor, needs, person
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing

bp = Blueprint("certificates", __name__, template_folder="templates")


@bp.app_context_processor
def paper_vocabulary() -> dict[str, Any]:
    """The paper's own words, in both languages whatever the page speaks."""
    return {"paper": template, "N_": str}


REFRESH_SECONDS = "4"
MOST_PDF_BYTES = 10 * 1024 * 1024


def _own(code: str) -> CertificateView:
    """The certificate of whoever asks; another's looks like none."""
    found = queries.by_code(reading(), rules.plain_code(code))
    if found.person_id != actor().person_id:
        raise NotFound("certificate_unknown")
    return found


@bp.get("/my/certificates")
@needs(Permission.LEARN)
def mine() -> ResponseReturnValue:
    session, who = reading(), person()
    return render_template(
        "certificates/mine.html",
        certificates=queries.of_person(session, who),
        names=paper_names(session, who),
    )


@bp.get("/certificates/<code>.pdf")
@needs(Permission.LEARN)
def paper(code: str) -> ResponseReturnValue:
    """The bytes once rendered; until then a page that asks again by itself."""
    certificate = _own(code)
    if certificate.sha256 is None:
        waiting = make_response(render_template("certificates/preparing.html", certificate=certificate), 202)
        waiting.headers["Refresh"] = REFRESH_SECONDS
        return waiting
    response = make_response(Files.of(settings().data).read(certificate.sha256))
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{certificate.facts.code}.pdf"'
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@bp.post("/certificates/<code>/correct-name")
@needs(Permission.LEARN)
def correct_name(code: str) -> ResponseReturnValue:
    issuer = Issuer.of(settings())
    with writing() as session:
        service.correct_name(session, actor(), issuer, rules.plain_code(code))
    return redirect(url_for("certificates.mine"), 303)


@bp.get("/verify")
@needs(Permission.PUBLIC)
def verify_form() -> ResponseReturnValue:
    typed = request.args.get("code", "").strip()
    if not typed:
        return render_template("certificates/verify.html", typed="", error="")
    code = rules.plain_code(typed)
    if rules.is_code(code):
        return redirect(url_for("certificates.verify", code=rules.spaced(code)))
    return render_template("certificates/verify.html", typed=typed, error=_what_is_wrong(code)), 400


def _what_is_wrong(code: str) -> str:
    wanted, given = rules.CODE_LENGTH, len(code)
    if wanted != given:
        return str(_("A code has %(wanted)d characters; there are %(given)d here.", wanted=wanted, given=given))
    return str(_("A code has no letters I, L, O, U and no digits 0 and 1. Compare it with the paper once more."))


@bp.get("/verify/<code>")
@needs(Permission.PUBLIC)
@limiter.limit("60 per minute")
def verify(code: str) -> ResponseReturnValue:
    try:
        certificate = queries.by_code(reading(), rules.plain_code(code))
    except NotFound:
        return _not_indexed(render_template("certificates/unknown.html", typed=code, file=False), 404)
    return _answer(certificate)


@bp.post("/verify")
@needs(Permission.PUBLIC)
@limiter.limit("20 per minute")
def verify_file() -> ResponseReturnValue:
    """Compare a dropped file with what was issued, by hash; the file is not kept."""
    upload = request.files.get("file")
    data = upload.read(MOST_PDF_BYTES + 1) if upload else b""
    if not data:
        return render_template(
            "certificates/verify.html", typed="", error="", file_error=_("Choose the PDF file first.")
        ), 400
    try:
        certificate = queries.by_hash(reading(), hashlib.sha256(data).hexdigest())
    except NotFound:
        return _not_indexed(render_template("certificates/unknown.html", typed="", file=True), 404)
    return _answer(certificate, from_file=True)


def _answer(certificate: CertificateView, *, from_file: bool = False) -> ResponseReturnValue:
    page = render_template(
        "certificates/verified.html",
        certificate=certificate,
        facts=certificate.facts,
        revoked_on=clock.day_of(certificate.revoked_at) if certificate.revoked_at else None,
        now=clock.now(),
        from_file=from_file,
    )
    return _not_indexed(page, 200)


def _not_indexed(page: str, status: int) -> ResponseReturnValue:
    response = make_response(page, status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
