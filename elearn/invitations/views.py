"""`/coordinate/invitations`: who has never signed in, invitations by letter, and slips for who has no e-mail."""

from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn import clock, ids
from elearn.errors import Conflict, Invalid, Refusal
from elearn.invitations import holders, printing, queries, service
from elearn.invitations.rules import MOST_SLIPS, Asked, Chosen, Held, Wish
from elearn.people import choosing, slips
from elearn.people.forms import sentence
from elearn.permissions import Permission
from elearn.web import locale
from elearn.web.guard import actor, needs
from elearn.web.paging import Paged, asked
from elearn.web.settings import settings
from elearn.web.transaction import reading, writing

bp = Blueprint("invitations", __name__, template_folder="templates")

SIZE = 50
REFRESH_SECONDS = "3"


@bp.get("/coordinate/invitations")
@needs(Permission.PEOPLE_MANAGE)
def awaited() -> ResponseReturnValue:
    """Who has an e-mail and has never signed in."""
    return _awaited(request.args)


def _awaited(given: Mapping[str, str], refusal: Refusal | None = None) -> ResponseReturnValue:
    session, wish, whom = reading(), Wish.read(given), _asked(given.get("state"))
    counts = queries.counts(session, actor(), wish)
    total = {Asked.ALL: counts.all, Asked.NEVER: counts.never, Asked.INVITED: counts.invited}.get(whom, counts.failed)
    first = asked(SIZE, total)
    people = queries.awaited(session, actor(), wish, whom, first, SIZE)
    page = render_template(
        "invitations/awaited.html",
        page=Paged(people, first, total, SIZE),
        counts=counts,
        by_unit=queries.by_unit(session, actor(), wish),
        **_filter(wish, whom),
        **_said(refusal),
    )
    return page, refusal.status if refusal else 200


@bp.post("/coordinate/invitations")
@needs(Permission.PEOPLE_MANAGE)
def invite() -> ResponseReturnValue:
    """The people marked, or all whom the filter shows."""
    try:
        with writing() as session:
            name = service.ask(session, actor(), Wish.read(request.form), _asked(request.form.get("state")), _chosen())
    except Invalid as refusal:
        return _awaited(request.form, refusal)
    return redirect(url_for("invitations.sending", name=name), 303)


@bp.get("/coordinate/invitations/sending/<name>")
@needs(Permission.PEOPLE_MANAGE)
def sending(name: str) -> ResponseReturnValue:
    """How far a sending is; the page looks again by itself until it has ended."""
    found = service.sending(reading(), actor(), name)
    response = make_response(render_template("invitations/sending.html", sending=found))
    if not found.ended:
        response.headers["Refresh"] = REFRESH_SECONDS
    return response


@bp.get("/coordinate/invitations/slips")
@needs(Permission.PEOPLE_MANAGE)
def slip_holders() -> ResponseReturnValue:
    """Who has no e-mail."""
    return _holders(request.args)


def _holders(given: Mapping[str, str], refusal: Refusal | None = None) -> ResponseReturnValue:
    session, wish, held = reading(), Wish.read(given), _held(given.get("state"))
    total = holders.count(session, actor(), wish, held)
    first = asked(SIZE, total)
    people = holders.holders(session, actor(), wish, held, first, SIZE)
    listed = {"page": Paged(people, first, total, SIZE), "most": MOST_SLIPS} | _filter(wish, held) | _said(refusal)
    return render_template("invitations/slips.html", **listed), refusal.status if refusal else 200


@bp.post("/coordinate/invitations/slips")
@needs(Permission.PEOPLE_MANAGE)
def print_slips() -> ResponseReturnValue:
    """New codes for the people marked, or for all whom the filter shows: printed first, and then let in."""
    session, wish, held = reading(), Wish.read(request.form), _held(request.form.get("state"))
    last_day = locale.long_day(slips.last_day(clock.now()))
    address = settings().address + url_for("people.slip_form")
    try:
        found = service.to_print(session, actor(), wish, held, _chosen())
        session.rollback()  # rendering takes seconds, and holds no connection meanwhile
        codes = {one.id: ids.public_code() for one in found}
        printed = printing.render(found, codes, issuer=settings().issuer_bg, address=address, last_day=last_day)
    except (Invalid, Conflict) as refusal:
        return _holders(request.form, refusal)
    with writing() as session:
        service.give_slips(session, actor(), codes)
    response = make_response(printed)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="slips-{clock.today().isoformat()}.pdf"'
    return response


def _asked(text: str | None) -> Asked:
    return Asked(text) if text in set(Asked) else Asked.ALL


def _held(text: str | None) -> Held:
    return Held(text) if text in set(Held) else Held.NEVER


def _chosen() -> Chosen:
    return Chosen.read(request.form.get("whom") == "all", request.form.getlist("person"))


def _said(refusal: Refusal | None) -> dict[str, object]:
    """What was wrong with the people marked, above the list in which they stay marked."""
    return {"wrong": sentence(refusal) if refusal else "", "marked": set(_chosen().people or ())}


def _filter(wish: Wish, state: Asked | Held) -> dict[str, object]:
    return {"wish": wish, "state": state, "units": choosing.way_down(reading(), actor(), wish.unit)}
