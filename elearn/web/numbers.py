"""Numbers in addresses, queries and forms: what no page of ours could have sent is not read as one."""

from flask import Flask
from werkzeug.routing import IntegerConverter, ValidationError

LARGEST = 2**63 - 1
"""The largest that a database keeps."""


def whole_number(text: str | None) -> int | None:
    """The number from 0 to LARGEST that the text writes in plain digits; None for any other text."""
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > len(str(LARGEST)):
        return None
    number = int(text)
    return number if number <= LARGEST else None


class WholeNumber(IntegerConverter):
    """`<int:…>` in an address. A larger number is no address of ours: 404, before anything looks it up."""

    def to_python(self, value: str) -> int:
        number = whole_number(value)
        if number is None:
            raise ValidationError
        return number


def install(app: Flask) -> None:
    """Call before the first view is added."""
    app.url_map.converters["int"] = WholeNumber
