"""What the page of the record says, in the language of the page."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from elearn.content.phrases import say
from elearn.operations import telling
from elearn.operations.acts import KINDS
from elearn.operations.record import Line
from elearn.operations.telling import Titles, Told
from elearn.web.locale import language


def told(line: Line, titles: Titles) -> Told:
    return telling.told(line, titles, language())


def course_titles(session: Session) -> Titles:
    return telling.course_titles(session, language())


def kind_options() -> list[tuple[str, str]]:
    return [("", _("All kinds")), *((kind.value, say(language(), words)) for kind, words in KINDS.items())]
