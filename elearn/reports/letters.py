"""The letter that says a file is ready."""

from elearn import clock
from elearn.content.phrases import N_, day, say
from elearn.reports.queries import FileView
from elearn.settings import Settings


def ready(file: FileView, language: str, settings: Settings) -> tuple[str, str]:
    """Subject and text."""
    issuer = settings.issuer_en if language == "en" else settings.issuer_bg
    subject = say(language, N_("Your file is ready: %(title)s")) % {"title": file.title}
    until = day(language, clock.day_of(file.ends_at))
    paragraphs = (
        say(language, N_("The file that you asked for is ready:")) + f" {file.name}.",
        f"{settings.address}/coordinate/files/{file.id}",
        say(language, N_("Only you can open it, after signing in. It is kept until %(day)s.")) % {"day": until},
        issuer,
    )
    return subject[:200], "\n\n".join(paragraphs) + "\n"
