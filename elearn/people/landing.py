"""Where a sign-in leads, and what is said of roles whose pages are still to come."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from elearn.permissions import Actor, Role

HOME = "/my"

PAGES_TO_COME: dict[Role, LazyString] = {
    Role.COORDINATOR: _l(
        "You are a coordinator. The coordinators' pages are not ready yet; your own training is here."
    ),
    Role.ADMINISTRATOR: _l(
        "You are an administrator. The administrators' pages are not ready yet; "
        "until then accounts are kept with the command “elearn people”."
    ),
}


def pages_to_come(actor: Actor) -> list[LazyString]:
    """A sentence for each of the person's roles that has no pages yet; `/my` shows them."""
    return [sentence for role, sentence in PAGES_TO_COME.items() if role in actor.roles]
