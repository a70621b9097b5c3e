"""A certificate's facts become the bytes of its paper. Worker only."""

from collections.abc import Mapping

from elearn import papers
from elearn.certificates import template
from elearn.certificates.rules import Facts
from elearn.papers import Picture


def render(facts: Facts, public_address: str, logos: Mapping[str, bytes] | None = None) -> bytes:
    """One A4 page. `public_address` is the platform's own; `logos` are the bytes of the project's, by SHA-256."""
    shown = facts.project.logos if facts.project else ()
    pictures = {template.logo_address(logo): Picture((logos or {})[logo.sha256], logo.mime) for logo in shown}
    return papers.write(template.render(facts, f"{public_address}/verify", papers.font_address()), pictures)
