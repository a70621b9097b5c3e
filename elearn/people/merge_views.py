"""`/coordinate/people/<id>/merge`: find who this person is once more, see both side by side, make them one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.errors import Refusal
from elearn.ids import PersonId
from elearn.people import granting, merging, roster, slots
from elearn.people.blueprint import bp
from elearn.people.forms import sentence
from elearn.people.roster import Whom, Wish
from elearn.permissions import Permission
from elearn.web.guard import actor, needs
from elearn.web.numbers import whole_number
from elearn.web.seeing import note_seen
from elearn.web.transaction import reading, writing


@bp.get("/coordinate/people/<int:person_id>/merge")
@needs(Permission.PEOPLE_MANAGE)
def merge_page(person_id: int) -> ResponseReturnValue:
    """`?with=…` shows both; without it whom it may be, those of the same name or `?q=…`."""
    other = whole_number(request.args.get("with"))
    if other:
        page = _preview(PersonId(person_id), PersonId(other))
        for seen in {person_id, other}:
            note_seen("person_seen", ("person", seen))
        return page
    session, text = reading(), request.args.get("q", "")
    this = merging.side(session, actor(), PersonId(person_id))
    wish = Wish.read({"q": text, "state": Whom.ALL})
    found = [line.id for line in roster.page(session, actor(), wish).lines] if wish.text else []
    among = found or merging.twins(session, actor(), PersonId(person_id))
    sides = [merging.side(session, actor(), one) for one in among if one != person_id]
    return render_template("people/merge_choose.html", this=this, sides=sides, q=text, missed=bool(text and not found))


def _preview(new: PersonId, old: PersonId, wrong: str = "") -> ResponseReturnValue:
    session, who = reading(), actor()
    page = render_template(
        "people/merge.html",
        new=merging.side(session, who, new),
        old=merging.side(session, who, old),
        kept=merging.kept(session, who, new, old),
        courses=slots.shared.call(session, new, old),
        own=who.person_id in {new, old},
        wider=not all(one.mine for person in (new, old) for one in granting.held(session, who, person)),
        wrong=wrong,
    )
    return page, 400 if wrong else 200


@bp.post("/coordinate/people/<int:person_id>/merge")
@needs(Permission.PEOPLE_MANAGE)
def merge_people(person_id: int) -> ResponseReturnValue:
    """`with`: who goes on as `person_id`. Needs the tick that the page asks for."""
    new, old = PersonId(person_id), PersonId(whole_number(request.form.get("with")) or 0)
    if request.form.get("sure") != "1":
        return _preview(new, old, str(_("Tick that both are the same person.")))
    try:
        with writing() as session:
            merging.merge(session, actor(), new, old)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _preview(new, old, sentence(refusal))
    flash(_("The two are one now. Everything stands with the one who remains."), "done")
    return redirect(url_for("people.edit_person", person_id=person_id), 303)
