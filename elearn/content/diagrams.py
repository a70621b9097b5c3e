"""The only door to mmdr: a fenced Mermaid diagram becomes an SVG file of the course."""

import hashlib
import re

import mmdr

from elearn.content.media import MediaFile, dimensions

MIME = "image/svg+xml"
_ACTIVE = re.compile(r"<script\b.*?</script>|\son[a-z]+\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE | re.DOTALL)
_ON_WHITE = re.compile(
    r"<svg\b[^>]*?viewBox=\"(?P<x>[-\d.]+) (?P<y>[-\d.]+) (?P<width>[\d.]+) (?P<height>[\d.]+)\"[^>]*>"
)


class WrongDiagram(Exception):
    """The text is no diagram; the message says why."""


def draw(source: str) -> tuple[MediaFile, bytes]:
    """The drawing as a media file `media/diagrams/<digest>.svg` and its bytes; WrongDiagram when it cannot be drawn."""
    if not source.strip():
        raise WrongDiagram("empty")
    try:
        svg = mmdr.render(source.strip() + "\n").svg()
    except Exception as error:
        raise WrongDiagram(" ".join(str(error).split())[:200]) from error
    data = _ON_WHITE.sub(_with_ground, _ACTIVE.sub("", svg), count=1).encode()
    digest = hashlib.sha256(data).hexdigest()
    width, height = dimensions(data, MIME)
    return MediaFile(f"media/diagrams/{digest}.svg", digest, MIME, len(data), width, height), data


def _with_ground(opening: re.Match[str]) -> str:
    """The drawing's lines are dark: on a dark page they need a light ground of their own."""
    place = " ".join(f'{name}="{opening[name]}"' for name in ("x", "y", "width", "height"))
    return f'{opening.group()}<rect {place} fill="#ffffff"/>'
