"""A certificate's facts become the bytes of its paper. Worker only."""

from elearn import papers
from elearn.certificates import template
from elearn.certificates.rules import Facts


def render(facts: Facts, public_address: str) -> bytes:
    """One A4 page. `public_address` is the platform's own."""
    return papers.write(template.render(facts, f"{public_address}/verify", papers.font_address()))
