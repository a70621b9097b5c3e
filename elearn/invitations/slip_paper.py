"""Slips become a PDF: run as a process of its own, which reads them as JSON and writes the bytes.

The codes are secrets. They come through a pipe and go through a pipe, and stand in no file and no argument.
"""

import io
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from elearn import papers
from elearn.content.phrases import catalogue

FOLDER = Path(__file__).parent / "paper"
LANGUAGE = "bg"


def words(message: str, **values: object) -> str:
    """A message of the paper, whatever the page around it speaks."""
    said = catalogue(LANGUAGE).gettext(message)
    return said % values if values else said


def spaced(code: str) -> str:
    """Four by four, as it is easily typed."""
    return " ".join(code[first : first + 4] for first in range(0, len(code), 4))


def qr_svg(address: str) -> Markup:
    """The address as a QR code, black on white, without its quiet zone (the slip leaves it)."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, nl=False, omitsize=True, dark="#000000"
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - drawn here from an address of our own


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(N_=str, words=words, spaced=spaced)
    return environment


def page(printing: dict[str, Any], font_address: str) -> str:
    """The sheets as HTML. `printing`: issuer, address of the sign-in page, last day, slips."""
    qr = qr_svg(printing["address"])
    return _environment().get_template("slips.html").render(**printing, qr=qr, font=font_address)


def main() -> None:
    printing = json.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(papers.write(page(printing, papers.font_address())))


if __name__ == "__main__":
    main()
