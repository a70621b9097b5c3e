"""Rendering papers: outside any transaction, stored under their hash, the hash set once."""

from typing import Any

from elearn.certificates import pdf, rules, service
from elearn.certificates.models import Certificate
from elearn.storage.files import Files
from elearn.work import Work


def render_certificate(work: Work, payload: dict[str, Any]) -> None:
    """Render one certificate unless it already has its paper. Run twice, the first hash stands."""
    certificate_id = int(payload["certificate_id"])
    with work.reading() as session:
        row = session.get_one(Certificate, certificate_id)
        facts, rendered = rules.from_json(row.facts), row.sha256 is not None
    if rendered:
        return
    files = Files.of(work.settings.data)
    logos = {logo.sha256: files.read(logo.sha256) for logo in (facts.project.logos if facts.project else ())}
    sha256 = files.put(pdf.render(facts, work.settings.address, logos))
    with work.writing() as session:
        service.store_hash(session, certificate_id, sha256)
