"""Printing evidence: outside any transaction, stored under its hash."""

from typing import Any

from elearn import papers
from elearn.evidence import gathering, printing, queries, service
from elearn.evidence.rules import Told
from elearn.ids import AttemptId
from elearn.papers import Picture
from elearn.storage.files import Files
from elearn.work import Work


def render_evidence(work: Work, payload: dict[str, Any]) -> None:
    """Print an attempt's document, as long as it still is the one that was asked for; run twice, the first file stands.

    The job names the document by its digest and holds none of it: answers belong to the attempt alone.
    """
    attempt_id, language = AttemptId(payload["attempt_id"]), payload["language"]
    with work.reading() as session:
        sitting = queries.sitting_of(session, attempt_id)
        named = printing.issuer(work.settings, language)
        document = gathering.document(session, sitting, Told(payload["told"]), language=language, issuer=named)
        kept = queries.paper(session, attempt_id, payload["digest"], language)
    if kept is None or kept.sha256 is not None:
        return
    if document.digest != payload["digest"]:  # something was decided in between, or the release is another
        with work.writing() as session:
            service.give_up(session, attempt_id, payload["digest"], language)
        return
    files = Files.of(work.settings.data)
    logos = document.project.logos if document.project else ()
    pictures = {f"logo:{logo.sha256}": Picture(files.read(logo.sha256), logo.mime) for logo in logos}
    sha256 = files.put(papers.write(printing.page(document, papers.font_address()), pictures))
    with work.writing() as session:
        service.store(session, attempt_id, document.digest, language, sha256)
