"""The words of the letter that says a test has been marked, in the reader's language, without any request."""

from collections.abc import Mapping
from typing import NamedTuple

from elearn.content.model import Language
from elearn.content.phrases import catalogue
from elearn.content.questions import Texts
from elearn.ids import AttemptId
from elearn.people.queries import PersonView
from elearn.settings import Settings


class Words(NamedTuple):
    subject: str
    text: str


def marked(
    reader: PersonView, quiz: Mapping[Language, str], marker: Texts, attempt_id: AttemptId, settings: Settings
) -> Words:
    """The result itself stands behind the link alone: a letter may be read by others. `marker` may be empty."""
    _ = catalogue(reader.language).gettext
    title = quiz.get(Language(reader.language)) or next(iter(quiz.values()), "")
    who = marker.get(reader.language) or next(iter(marker.values()), "")
    paragraphs = [
        _("Dear %(name)s,") % {"name": reader.name},
        _("your answers in the test “%(test)s” have been marked, and the result is there:") % {"test": title},
        f"{settings.address}/attempts/{attempt_id}/result",
    ]
    if who:
        paragraphs.append(_("Marked by: %(who)s.") % {"who": who})
    if settings.support:
        paragraphs.append(_("Questions: %(support)s.") % {"support": settings.support})
    paragraphs.append(settings.issuer_en if reader.language == "en" else settings.issuer_bg)
    return Words(_("Your test has been marked: %(test)s") % {"test": title}, "\n\n".join(paragraphs) + "\n")
