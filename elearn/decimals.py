"""Decimal numbers as people read them, on pages, in letters and on paper."""

from decimal import Decimal

from babel.numbers import format_decimal

MINUS = "\N{MINUS SIGN}"


def in_words(value: int | float | Decimal, language: str) -> str:
    """−0,5 in Bulgarian: its decimal comma, spaces between thousands, and a minus sign that is no hyphen."""
    return format_decimal(value, locale=language).replace("-", MINUS)


def points(hundredths: int, language: str) -> str:
    """Hundredths of a point: 150 is 1,5."""
    return in_words(Decimal(hundredths) / 100, language)
