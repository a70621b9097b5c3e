"""What the page of the record says, in the language of the page."""

from flask_babel import gettext as _

from elearn.content.phrases import say
from elearn.operations import telling
from elearn.operations.acts import KINDS
from elearn.operations.record import Line
from elearn.operations.telling import Told
from elearn.web.locale import language


def told(line: Line) -> Told:
    return telling.told(line, language())


def kind_options() -> list[tuple[str, str]]:
    return [("", _("All kinds")), *((kind.value, say(language(), words)) for kind, words in KINDS.items())]
